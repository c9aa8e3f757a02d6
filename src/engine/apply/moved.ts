import type { Address } from '../../model/address.ts';
import type { Path } from '../../model/path.ts';
import type { Step } from '../../model/plan.ts';
import { facetIdOf, partIdOf } from '../../model/step-id.ts';
import type { Subject } from '../../model/subject.ts';
import type { Tree } from '../../model/tree.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import { callsMatch } from '../facet/calls-match.ts';
import type { AnyFacet } from '../facet/diff.ts';
import type { ApplyContext, Live, Work } from './context.ts';
import type { Writing } from './write-facet.ts';

/** Tells what moved since the plan was made: then, or where the calls would differ, the step is not done. */
export function movedSince(
  context: ApplyContext,
  work: Work,
  writing: Writing,
  live: Live,
): string | undefined {
  const { step } = work;
  const { facet, before, calls } = writing;
  if (live.createdHere) return undefined;
  const expandWrote = context.written.get(facetIdOf(step));
  if (![step.observed, expandWrote, unnarrowed(context, step)].includes(before)) {
    const now = facet.seen(writing.reads, writing.at);
    return movedWhy(step.address, facet, live, { at: writing.at, now });
  }
  if (callsMatch(step.calls, calls)) return undefined;
  return applySentences.otherCalls(step);
}

/** Says that it moved, and of a document where the change of another writer stands. */
export function movedWhy(
  address: Address,
  facet: AnyFacet,
  live: Live,
  { at, now }: { readonly at: Subject<unknown>; readonly now: Tree | undefined },
): string {
  const part = { facet: facet.name, address };
  if (typeof facet.compare !== 'object' || now === undefined) return applySentences.facetChanged(part);
  const changes = facet.compare.diff(facet.seen(live.reads, at), now);
  const paths = changes.map(({ path }) => `${facet.root}${path}`.replace(/\/$/u, '') as Path);
  return applySentences.facetTaken({ ...part, paths });
}

/** Returns the document before a refused narrowing: the repair behind it still finds that. */
function unnarrowed({ plan, written }: ApplyContext, repair: Step): string | undefined {
  const id = partIdOf(repair, 'narrow');
  const narrowing = plan.steps.find((step) => step.id === id);
  return narrowing === undefined || written.has(narrowing.id) ? undefined : narrowing.observed;
}

/** Tells why a step is not done in what this pass made: more than AWS's default stands there. */
export function takenSince(
  { step, kind }: Work,
  at: Subject<unknown>,
  reads: Readonly<Record<string, unknown>>,
): string | undefined {
  const { identity } = kind;
  const blank = identity.by === 'name' && identity.blank(reads, at);
  return blank ? undefined : applySentences.setByOthers(step);
}
