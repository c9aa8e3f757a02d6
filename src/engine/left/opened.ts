import type { Change } from '../../model/change.ts';
import type { AnyReads } from '../../model/kind/read.ts';
import type { Others } from '../../model/others.ts';
import type { Subject } from '../../model/subject.ts';
import type { Seen } from '../../model/observation.ts';
import { isWithin } from '../../model/path.ts';
import { hasUnknown, type Tree } from '../../model/tree.ts';
import { leftSentences } from '../../report/sentences/identity.ts';
import { diffFacet, shows, type AnyFacet } from '../facet/diff.ts';

export interface OpenedInput {
  readonly facet: AnyFacet;
  readonly at: Subject<unknown>;
  readonly reads: AnyReads;
  readonly seen: Seen | undefined;
  /** What memory holds as applied last. */
  readonly applied: Tree | undefined;
  readonly others: Others;
}

/**
 * Says what one facet allows now beyond what was applied last, by the judgement that gates a commit: whatever would
 * have waited for a person was opened behind everybody's back.
 */
export function openedIn({ facet, at, reads, seen, applied, others }: OpenedInput): readonly string[] {
  if (seen?.is === 'unreadable') {
    return [leftSentences.unreadFacet({ facet: facet.name, failure: seen.failure })];
  }
  const before = applied ?? facet.want(at, reads);
  if (seen?.is !== 'value' || before === undefined || hasUnknown(before)) return [];
  const { tree } = seen;
  const isOurs = !shows(facet, tree, before);
  const changes = isOurs ? changesTo(facet, tree, before) : besides(facet, tree, before);
  const isQuiet = ({ path }: Change): boolean => at.metadata.ignore.some((one) => isWithin(path, one.path));
  // What is open to everybody is never quiet (design §3).
  const sides = { at, reads, seen: tree, want: before, applied: before, others };
  if (changes.every(isQuiet) && facet.narrowed?.({ ...sides, narrows: 'public' }) === undefined) return [];
  const risks = facet.risk?.(changes, at, reads, others, { from: before, target: tree }) ?? [];
  // Of what others keep in the same document, only what a person should see first is reported.
  if (!isOurs && risks.length === 0) return [];
  const given = facet.takes?.({ from: tree, target: before }, at) ?? [];
  const gives = given.map(leftSentences.gives);
  return [...new Set(gives.length > 0 ? gives : risks.map(({ message }) => message))];
}

/** Compares only the leaves of a tree that were applied: everything else was never ours. */
function changesTo(facet: AnyFacet, live: Tree, before: Tree): readonly Change[] {
  if (typeof facet.compare === 'object')
    return diffFacet(facet, before, live, { split: false }).flatMap(({ changes }) => changes);
  const back = diffFacet(facet, live, before, { split: false }).flatMap(({ changes }) => changes);
  return back.map((change) => ({ ...change, before: change.after, after: change.before }));
}

/** Shows a document as changed that may be equal in what is ours and differ in the statements of others. */
function besides({ compare, root }: AnyFacet, live: Tree, before: Tree): readonly Change[] {
  return typeof compare === 'object' ? [{ path: root, before, after: live, half: 'expand' }] : [];
}
