import { optionsFor } from '../../model/approval.ts';
import { facetNameOf } from '../../model/step-id.ts';
import { approveText } from '../sentences/decisions.ts';
import type { Section, StepView } from '../display/display.ts';
import { partlyOf } from '../display/verb.ts';
import type { Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { wrap } from '../text/width.ts';
import { callLines, callNames } from './calls.ts';
import { movedTexts } from './moved.ts';
import { heldText } from '../display/step-text.ts';

/** `names` shows which calls a step makes, `full` also everything they send. */
export type CallDetail = 'names' | 'full';

/** Lists the steps in order: neighbours that run together share one line, each that waits has its reason. */
export function stepLines(section: Section, look: Look, calls: CallDetail): readonly string[] {
  const runs = runsOf(section.steps);
  return runs.flatMap((run, index) => runLines(run, section, look, { calls, before: runs[index - 1] }));
}

interface Beside {
  readonly calls: CallDetail;
  /** What stands above it. */
  readonly before: readonly StepView[] | undefined;
}

/** Returns true if a step waits for the same as one before, as halves of one write do. A reader sees it once. */
function waitsAlike(step: StepView, before: readonly StepView[] = []): boolean {
  return (
    step.gate.is !== 'released' &&
    before.some(({ gate }) => JSON.stringify(gate) === JSON.stringify(step.gate))
  );
}

/** Groups neighbouring steps with nothing between them that a reader must know. */
function runsOf(steps: readonly StepView[]): readonly (readonly StepView[])[] {
  const runs: StepView[][] = [];
  for (const step of steps) {
    const last = runs.at(-1);
    const previous = last?.at(-1);
    if (last !== undefined && previous !== undefined && togetherKey(previous) === togetherKey(step))
      last.push(step);
    else runs.push([step]);
  }
  return runs;
}

function togetherKey(step: StepView): string {
  const heldBy = step.gate.is === 'released' ? step.heldBy?.step : undefined;
  return JSON.stringify([step.gate, heldBy ?? '', step.after, step.half]);
}

function runLines(
  run: readonly StepView[],
  section: Section,
  look: Look,
  { calls: detail, before }: Beside,
): readonly string[] {
  const [first] = run;
  if (first === undefined) return [];
  const calls = run.flatMap((step) => step.calls);
  const names = callNames(calls, section.place);
  const notes = [
    ...(endsUnion(first, before) ? ['removes the earlier access'] : []),
    ...(first.after.length === 0 ? [] : [`after ${first.after.join(', ')}`]),
  ];
  const after = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  const what = names === '' ? run.map((step) => step.name).join(' → ') : names;
  return [
    ...wrap(`→ ${what}${after}`, look.width, '    ', '      ').map((line) => look.style('dim', line)),
    ...(detail === 'full' ? calls.flatMap((call) => callLines(call, 8, Infinity)) : []),
    ...(waitsAlike(first, before) ? [] : gateLines(first, section, look)),
    ...run.flatMap((step) => riskLines(step, look)),
  ];
}

/** Returns true for the second of two writes: the first lets old and new access stand beside each other. */
function endsUnion({ name, half }: StepView, before: readonly StepView[] = []): boolean {
  return (
    half === 'contract' &&
    before.some((one) => one.half === 'expand' && facetNameOf(one.name) === facetNameOf(name))
  );
}

function gateLines(
  { id, gate, heldBy }: StepView,
  { address, steps }: Section,
  look: Look,
): readonly string[] {
  const prose = (text: string): readonly string[] => wrap(visible(text), look.width, '      ', '        ');
  switch (gate.is) {
    case 'approval':
      return [
        ...prose(`waits for approval (${gate.classes.join(', ')}): ${gate.why}`),
        ...prose(
          `approve with ${look.planId === undefined ? optionsFor(gate.classes) : approveText(look.planId, id)}`,
        ),
      ];
    case 'blocked':
      return [
        ...prose(`${wordFor(gate.code)}: ${gate.why} (${gate.code})`),
        ...movedTexts(gate.moved, address, look).flatMap(prose),
        ...prose(`to proceed: ${gate.release}`),
      ];
    case 'released':
      if (heldBy !== undefined) return prose(heldText(heldBy));
      // Beside a step that waits, silence leaves open whether this one waits too.
      return partlyOf(steps) === 'approval' ? prose('needs no approval') : [];
  }
}

function wordFor(code: string): string {
  return code === 'engine.stale' ? 'stale' : 'blocked';
}

/** Risks that the gate's own words do not already tell. */
function riskLines({ risks, gate }: StepView, look: Look): readonly string[] {
  const told = gate.is === 'released' ? '' : gate.why;
  return risks
    .filter((risk) => !told.includes(risk.message))
    .flatMap((risk) =>
      wrap(`risk (${risk.class}): ${visible(risk.message)}`, look.width, '      ', '        '),
    );
}
