import type { AnyReads } from '../../../model/kind.ts';
import { hasUnknown, type Tree } from '../../../model/tree.ts';
import { diffFacet, observedDigest, shows, targetDigest, type AnyFacet } from '../../facet/diff.ts';
import type { Draft, DraftInput } from './types.ts';

/**
 * Drafts a widening that Git asks for and somebody made by hand before anybody approved it. Nothing is left to write,
 * but until the approval it does not count as applied: else whoever can commit needs only a hand in AWS.
 */
export function draftUnapproved(
  { at, last, others }: DraftInput,
  facet: AnyFacet,
  { live, want, reads }: { readonly live: Tree | undefined; readonly want: Tree; readonly reads: AnyReads },
): readonly Draft[] {
  const applied = last?.facets[facet.name]?.tree;
  if (typeof facet.compare !== 'object' || applied === undefined || hasUnknown(want)) return [];
  if (!shows(facet, live, want)) return [];
  return diffFacet(facet, applied, want, { split: false }).flatMap(
    ({ changes, target }): readonly Draft[] => {
      const risks = facet.risk?.(changes, at, reads, others, { from: applied, target }) ?? [];
      if (!risks.some((risk) => risk.class === 'widen')) return [];
      return [
        {
          name: facet.name,
          half: 'expand',
          action: 'update',
          changes: changes.map((change) => ({ ...change, label: 'changed-in-git' })),
          calls: facet.write({ at, changes, target, reads }),
          risks,
          desired: targetDigest(facet, target),
          observed: observedDigest(facet, live, changes),
          afterFacets: [],
        },
      ];
    },
  );
}
