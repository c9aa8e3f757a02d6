import { addressOfStep } from '../../../model/step-id.ts';
import { stepText } from '../../../report/display/step-text.ts';
import { capital } from '../../../report/sentences/attention.ts';
import { someOf } from '../../../report/sentences/decisions.ts';
import { timelineSentences as words } from '../../../report/sentences/timeline.ts';
import type { Entry } from './entries.ts';

/** Fewer writes of one plan are shown one by one. */
const fewest = 4;

/**
 * Shows the writes of a plan that stand side by side as one entry: the first apply of an estate would else hide what
 * happened before it. Whoever asks for one resource, or for writes only, gets each.
 */
export function together(entries: readonly Entry[]): readonly Entry[] {
  const runs: [Entry, ...Entry[]][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run !== undefined && isOfOnePlan(run[0], entry)) run.push(entry);
    else runs.push([entry]);
  }
  return runs.flatMap((run) => (run.length < fewest ? run : [joined(run)]));
}

function isOfOnePlan({ shown: a }: Entry, { shown: b }: Entry): boolean {
  return a.is === 'wrote' && b.is === 'wrote' && a.plan !== undefined && a.plan === b.plan;
}

function joined(run: readonly [Entry, ...Entry[]]): Entry {
  const [{ seq, shown }] = run;
  const { address: _address, step: _step, awsRequestId: _id, ...rest } = shown;
  const steps = run.flatMap((one) => one.shown.step ?? []);
  return {
    seq,
    shown: {
      ...rest,
      text: capital(words.wroteMany(steps, new Set(steps.map(addressOfStep)).size)),
      detail: someOf(steps.toReversed().map(stepText), 4),
    },
  };
}
