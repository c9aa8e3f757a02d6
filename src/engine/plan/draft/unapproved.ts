import type { Change, Risk } from '../../../model/change.ts';
import type { AnyReads } from '../../../model/kind/read.ts';
import { hasUnknown, type Tree } from '../../../model/tree.ts';
import { diffFacet, observedDigest, shows, targetDigest, type AnyFacet } from '../../facet/diff.ts';
import type { Draft, DraftInput } from './types.ts';

interface Widening {
  readonly changes: readonly Change[];
  readonly target: Tree;
  readonly risks: readonly Risk[];
}

/** What a write that only gives Git what it asks for does: it is drafted beside what drift needs. */
interface Wanted {
  /** What AWS holds once the steps before it are done. */
  readonly live: Tree | undefined;
  readonly want: Tree;
  readonly reads: AnyReads;
  /** Names of the steps before it. */
  readonly after?: readonly string[];
}

/**
 * Drafts a widening that Git asks for and somebody made by hand before anybody approved it. Nothing is left to write,
 * but until the approval it does not count as applied: else whoever can commit needs only a hand in AWS.
 */
export function draftUnapproved(
  input: DraftInput,
  facet: AnyFacet,
  { live, want, reads, after = [] }: Wanted,
): readonly Draft[] {
  if (!shows(facet, live, want)) return [];
  return wideningsSince(input, facet, want, reads).map(({ changes, target, risks }): Draft => ({
    name: facet.name,
    half: 'expand',
    action: 'update',
    changes,
    calls: facet.write({ at: input.at, changes, target, reads }),
    risks,
    desired: targetDigest(facet, target),
    observed: observedDigest(facet, live, changes),
    afterFacets: after,
  }));
}

/**
 * Lists what a document gives that was never applied, and that AWS may have already because of a change by hand. The
 * change from AWS does not show it.
 */
export function unapprovedRisks(
  input: DraftInput,
  facet: AnyFacet,
  target: Tree,
  reads: AnyReads,
): readonly Risk[] {
  return wideningsSince(input, facet, target, reads).flatMap(({ risks }) =>
    risks.filter((risk) => risk.class === 'widen'),
  );
}

function wideningsSince(
  { at, last, others }: DraftInput,
  facet: AnyFacet,
  want: Tree,
  reads: AnyReads,
): readonly Widening[] {
  const applied = last?.facets[facet.name]?.tree;
  if (facet.compare === 'record' || applied === undefined || hasUnknown(want)) return [];
  return diffFacet(facet, applied, want, { split: false }).flatMap((one): readonly Widening[] => {
    const changes = one.changes.map((change): Change => ({ ...change, label: 'changed-in-git' }));
    const risks = facet.risk?.(changes, at, reads, others, { from: applied, target: one.target }) ?? [];
    return risks.some((risk) => risk.class === 'widen') ? [{ changes, target: one.target, risks }] : [];
  });
}
