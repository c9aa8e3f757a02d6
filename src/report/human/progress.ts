import type { Duration } from '../../model/instant.ts';
import { isoOf } from '../../model/instant.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Action } from '../../model/plan.ts';
import type { ProgressEvent, StepRef } from '../../model/progress.ts';
import { visible } from '../text/visible.ts';
import { mainId } from './ids.ts';
import { partText } from '../display/step-text.ts';

interface Words {
  readonly doing: string;
  readonly done: string;
}

const words: Readonly<Record<Action, Words>> = {
  create: { doing: 'creating', done: 'created' },
  update: { doing: 'updating', done: 'updated' },
  adopt: { doing: 'adopting', done: 'adopted' },
  mark: { doing: 're-tagging', done: 're-tagged' },
  remove: { doing: 'destroying', done: 'destroyed' },
  release: { doing: 'releasing', done: 'released' },
};

/** The steps by which a key goes: after the last of them it can still be called back for weeks. */
const removing: Readonly<Record<string, Words>> = {
  disable: { doing: 'disabling', done: 'disabled' },
  'schedule-deletion': { doing: 'scheduling the deletion', done: 'scheduled the deletion' },
};

function wordsOf({ action, name }: StepRef): Words {
  return (action === 'remove' ? removing[name] : undefined) ?? words[action];
}

/**
 * Tells one event as one line without a line break; undefined where there is nothing to say. Shows every call too
 * with `calls`. Omits a failure's message: the summary tells it, once.
 */
export function progressLine(
  event: ProgressEvent,
  options: { readonly calls?: boolean } = {},
): string | undefined {
  if (event.is === 'settling') {
    const left = durationText(Math.max(0, event.until - event.at));
    return visible(
      `${event.address}: checking for resources of an earlier run: ${event.why} (at most ${left})`,
    );
  }
  if (!('step' in event)) return undefined;
  const { step } = event;
  const what = doingText(step);
  switch (event.is) {
    case 'step-started':
      return visible(`${step.address}: ${what}…${idText(step)}`);
    case 'call-sent': {
      if (options.calls !== true) return undefined;
      const again = event.attempt > 1 ? ` (attempt ${event.attempt})` : '';
      return visible(`${step.address}: → ${event.op}${again}`);
    }
    case 'waiting': {
      const left = durationText(Math.max(0, event.until - event.at));
      return visible(
        `${step.address}: still ${what}: ${event.why} (${durationText(event.elapsed)}, at most ${left} more)`,
      );
    }
    case 'step-ended':
      return visible(`${step.address}: ${endText(event.outcome, step, what)}`);
  }
}

/** Tells what a step does, without of what: `creating rotation`. */
export function doingText(step: StepRef): string {
  return `${wordsOf(step).doing}${nameText(step)}`;
}

/** Tells which part, where a resource is written in several: its rotation after its creation. */
function nameText({ action, address, name }: StepRef): string {
  const part = action === 'update' || (action === 'create' && name !== 'create');
  return part ? ` ${partText(address, name)}` : '';
}

function endText(outcome: Outcome, step: StepRef, what: string): string {
  const { done } = wordsOf(step);
  switch (outcome.is) {
    case 'done':
      return `${done}${nameText(step)}${idText(step)} (${durationText(outcome.took)})`;
    case 'waiting':
      return `${what} is not finished: ${outcome.why} (until ${isoOf(outcome.until)})`;
    case 'skipped':
      return `${what} skipped: ${outcome.why}`;
    case 'stale':
      return `${what} not done: changed in AWS since the plan`;
    case 'blocked':
      return outcome.gate.is === 'approval'
        ? `${what} waits for approval (${outcome.gate.classes.join(', ')})`
        : `${what} is blocked (${outcome.gate.code})`;
    case 'failed':
      return `${what} failed (${outcome.failure.code})`;
    case 'not-started':
      return `${what} not started: ${outcome.why}`;
  }
}

function idText({ ids }: StepRef): string {
  const id = mainId(ids);
  return id === undefined ? '' : ` [id=${id.value}]`;
}

/** Formats a duration: `0.3s`, `12.0s`, `2m05s`, `1h02m`. */
export function durationText(ms: Duration): string {
  const tenths = Math.round(ms / 100);
  if (tenths < 600) return `${Math.floor(tenths / 10)}.${tenths % 10}s`;
  const seconds = Math.round(ms / 1000);
  const two = (count: number): string => String(count).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m${two(seconds % 60)}s`;
  return `${Math.floor(seconds / 3600)}h${two(Math.floor((seconds % 3600) / 60))}m`;
}
