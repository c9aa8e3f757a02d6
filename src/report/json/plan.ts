import type { z } from 'zod';
import type { Estimate } from '../../model/estimate.ts';
import { isoOf } from '../../model/instant.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Moved } from '../../model/plan.ts';
import type { Display, StepView } from '../display/display.ts';
import { diagnosticValue } from './diagnostics.ts';
import type { moved, outcome } from './formats/parts.ts';
import { jsonText } from './text.ts';
import { formatVersion } from './version.ts';

/** The plan as versioned JSON; its shape is `planJsonSchema` of formats/plan.ts. */
export function planJson(display: Display): string {
  return jsonText({ formatVersion, kind: 'Plan', ...planValue(display) });
}

/** The display model with times and outcomes as JSON holds them. */
export function planValue(display: Display): Readonly<Record<string, unknown>> {
  return {
    ...display,
    ...(display.estimate === undefined ? {} : { estimate: estimateValue(display.estimate) }),
    sections: display.sections.map((one) => ({ ...one, steps: one.steps.map(stepValue) })),
    diagnostics: display.diagnostics.map(diagnosticValue),
  };
}

function estimateValue({ time, ...rest }: Estimate): Readonly<Record<string, unknown>> {
  if (time === undefined) return rest;
  const { atLeast, likely, boundBy } = time;
  return { time: { atLeastMs: atLeast, likelyMs: likely, boundBy }, ...rest };
}

function stepValue({ outcome: ended, ...step }: StepView): Readonly<Record<string, unknown>> {
  return ended === undefined ? step : { ...step, outcome: outcomeValue(ended) };
}

function outcomeValue(ended: Outcome): z.input<typeof outcome> {
  switch (ended.is) {
    case 'done':
      return { is: 'done', calls: ended.calls, tookMs: ended.took };
    case 'waiting':
      return { is: 'waiting', until: isoOf(ended.until), reason: ended.reason, why: ended.why };
    case 'skipped':
      return ended;
    case 'stale':
      return {
        is: 'stale',
        reason: ended.reason,
        why: ended.why,
        ...(ended.moved === undefined ? {} : { moved: ended.moved.map(movedValue) }),
      };
    case 'blocked':
      return { is: 'blocked' };
    case 'failed':
      return { is: 'failed', failure: { code: ended.failure.code, message: ended.failure.message } };
    case 'not-started':
      return ended;
  }
}

/** JSON leaves out a side that is absent. */
function movedValue({ address, path, planned, now }: Moved): z.input<typeof moved> {
  return {
    address,
    path,
    ...(planned === undefined ? {} : { planned: planned as z.core.util.JSONType }),
    ...(now === undefined ? {} : { now: now as z.core.util.JSONType }),
  };
}
