import type { Step } from '../../model/plan.ts';
import { partIdOf } from '../../model/step-id.ts';
import { hasUnknown, type Tree } from '../../model/tree.ts';
import { observedDigest, type AnyFacet } from '../facet/diff.ts';
import { beforeWrite } from '../facet/notes.ts';
import { partsOf, type Part } from '../facet/parts.ts';
import { stepIdsOf, subjectNow, type ApplyContext, type Work } from './context.ts';
import { internal, type Ended } from './ended.ts';
import { lookAgain } from './look-again.ts';
import { movedSince, movedWhy, takenSince } from './moved.ts';
import { notedOf, noteBorn, noteFound } from './remember.ts';
import { replacedBy, writeFacet, type Writing } from './write-facet.ts';

/** Writes one half of one facet: look again, check that nothing moved, send the planned calls, see them show. */
export async function runFacetStep(context: ApplyContext, work: Work, facet: AnyFacet): Promise<Ended> {
  const { step } = work;
  const at = subjectNow(context, work.resource);
  const known = context.live.get(step.address);
  const live = known ?? { ids: {}, createdHere: false, bornAt: undefined, asOf: {}, reads: {} };
  // It was not there to be seen when it was planned: this pass made what it belongs to.
  const unseen = known === undefined;
  const createdHere = live.createdHere || unseen;
  const looked = await lookAgain(context, work, facet, at, { ...live, createdHere });
  if (looked.is !== 'seen') return looked;
  const applied = context.lastApplied.get(step.address)?.facets[facet.name]?.tree;
  const want = facet.want(at, looked.reads, applied);
  if (want === undefined || hasUnknown(want))
    return internal(`${step.id} needs a value that is unknown until apply`);
  const split = stepIdsOf(context.plan).has(partIdOf(step, 'contract'));
  const now = context.ports.clock.now();
  // Under a hold the plan narrows hostile access only.
  const held = step.narrows === 'hostile';
  const { parts } = partsOf({
    facet,
    at,
    reads: looked.reads,
    seen: looked.seen,
    want,
    applied,
    split,
    held,
    now,
    others: context.others,
  });
  // Of a new one the plan could only foresee what AWS makes of it.
  const half = (unseen ? undefined : partFor(step, parts)) ?? (createdHere ? parts.at(-1) : undefined);
  if (half === undefined && parts.length === 0) {
    // AWS made it as it is wanted, so nobody else wrote it.
    if (createdHere) await noteBorn(context, work, facet, want);
    else await noteFound(context, work, facet, want);
    return { is: 'done', calls: 0 };
  }
  if (half === undefined)
    return {
      is: 'stale',
      reason: 'moved',
      why: movedWhy(step.address, facet, live, { at, now: looked.seen }),
    };
  const writing: Writing = {
    facet,
    at,
    half,
    calls: facet.write({ at, changes: half.changes, target: half.target, reads: looked.reads }),
    before: observedDigest(facet, looked.seen, half.changes),
    wasSeen: beforeWrite(facet, looked.seen, half.changes, notedOf(context, step.address, facet), now),
    reads: looked.reads,
    noted: noteOf(facet, half, { want, applied, split }),
    readAt: looked.readAt,
    ...replacedBy(context, step, facet, looked.seen),
  };
  const moved = unseen ? takenSince(work, at, looked.reads) : movedSince(context, work, writing, live);
  return moved === undefined
    ? writeFacet(context, work, writing)
    : { is: 'stale', reason: 'moved', why: moved };
}

/** Finds the part of a step: by what it narrows, else by its half. */
function partFor({ narrows, half }: Step, parts: readonly Part[]): Part | undefined {
  return parts.find((part) => part.narrows === narrows && part.half === half);
}

/** Returns what memory keeps as applied once this part is written. */
function noteOf(
  facet: AnyFacet,
  part: Part,
  { want, applied, split }: { want: Tree; applied: Tree | undefined; split: boolean },
): Tree {
  if (facet.compare === 'record') return part.target;
  // What Git asks for besides is still to come: until then what was applied before holds.
  if (part.narrows !== undefined) return applied ?? want;
  // The second half of a split write is still to come: until then only this half's part holds.
  return split && part.half === 'expand' ? part.expect : want;
}
