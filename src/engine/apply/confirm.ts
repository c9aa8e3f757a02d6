import type { Duration, Instant } from '../../model/instant.ts';
import type { Subject } from '../../model/subject.ts';
import { rereads, takesLast } from '../../model/pace.ts';
import { derived } from '../../model/derived.ts';
import type { Plan, Step } from '../../model/plan.ts';
import type { Tree } from '../../model/tree.ts';
import { shows, type AnyFacet } from '../facet/diff.ts';
import { readSome, seenOf, valuesOf, type ReadResults } from '../observe/reading.ts';
import { beforeRepeat, deadlineOf, isStopped, restUntil } from '../waiting/rest.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import { refOf, type ApplyContext, type Work } from './context.ts';

export type Confirmed =
  | { readonly is: 'shown'; readonly reads: Readonly<Record<string, unknown>> }
  | { readonly is: 'waiting'; readonly until: Instant };

/**
 * Tells whether nothing waits for AWS to show the write of a step: the run was asked not to wait, and no step comes
 * after it, nor one that takes access away, which comes after all that gives it.
 */
export function endsAccepted({ ports, plan }: ApplyContext, { id }: Step): boolean {
  if (ports.noWait !== true) return false;
  const { followed, last } = waitedFor(plan);
  return !followed.has(id) && last.every((one) => one === id);
}

/** Every step asks, so the plan is read once for all of them. */
const waitedFor = derived(({ steps }: Plan) => {
  const released = steps.filter(({ gate }) => gate.is === 'released');
  return {
    followed: new Set(released.flatMap(({ after }) => after)),
    last: released.filter(takesLast).map(({ id }) => id),
  };
});

/**
 * Rereads until AWS shows what was written, as many times in a row as the facet asks. KMS reads may go backwards (KMS
 * Developer Guide, accessing-kms: eventual consistency). Bounded; never writes again.
 */
export async function confirm(
  context: ApplyContext,
  work: Work,
  facet: AnyFacet,
  at: Subject<unknown>,
  target: Tree,
): Promise<Confirmed> {
  const isShown = (results: ReadResults): boolean => {
    const seen = seenOf(facet, at, results);
    return seen.is === 'value' && shows(facet, seen.tree, target);
  };
  return untilShown(context, work, at, {
    names: facet.reads,
    bounds: facet.confirm,
    isShown,
    what: applySentences.toShow({ what: applySentences.partOf({ facet: facet.name, address: at.address }) }),
  });
}

export interface Until {
  readonly names: readonly string[];
  readonly bounds: { readonly equalReads: number; readonly withinMs: Duration };
  isShown(results: ReadResults): boolean;
  /** What is waited for, as people read it. */
  readonly what: string;
}

/** Repeats the reads `names` until `isShown` holds often enough in a row, or the time is up. */
export async function untilShown(
  context: ApplyContext,
  work: Work,
  at: Subject<unknown>,
  { names, bounds, isShown, what }: Until,
): Promise<Confirmed> {
  const { clock, aws, progress } = context.ports;
  const start = clock.now();
  let equal = 0;
  for (let pause = rereads.first; ; pause = Math.min(pause * 2, rereads.longest)) {
    const results = await readSome(aws, work.kind, at, names, 'narrow', {
      notBefore: clock.now(),
    });
    equal = isShown(results) ? equal + 1 : 0;
    if (equal >= bounds.equalReads) return { is: 'shown', reads: valuesOf(results) };
    const until = Math.min(start + bounds.withinMs, deadlineOf(context.ports));
    // A read that shows it only has to be repeated: that is not waiting.
    if (equal > 0) {
      await beforeRepeat(context.ports);
      continue;
    }
    if (clock.now() + pause > until || isStopped(context.ports)) return { is: 'waiting', until };
    if (clock.now() - start >= rereads.longest) {
      const elapsed = clock.now() - start;
      progress({
        is: 'waiting',
        at: clock.now(),
        step: refOf(context, work.step),
        reason: 'confirming',
        why: applySentences.waitsFor({ what }),
        until,
        elapsed,
      });
    }
    await restUntil(clock.now() + pause, context.ports);
    if (isStopped(context.ports)) return { is: 'waiting', until };
  }
}
