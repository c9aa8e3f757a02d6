import type { AnyReads } from '../../../model/kind/read.ts';
import type { Seen } from '../../../model/observation.ts';
import { withoutEqual } from '../../facet/compare-trees.ts';
import type { AnyFacet } from '../../facet/diff.ts';
import { isReadBack } from '../../facet/read-back.ts';
import { draftFacets } from './facets.ts';
import { merge } from './merge.ts';
import { nothing, type Draft, type Drafted, type DraftInput } from './types.ts';

/**
 * Drafts what the facets of a resource that does not exist yet need. Its creating call made it as `fresh` says. A
 * declared value that equals AWS's default is no exception. Its step reads what AWS made, and writes where that
 * differs. Nobody loses anything by such a step, so it waits for nobody. Where the creating step reads it back, it
 * needs no step.
 */
export function draftNewFacets(
  input: DraftInput,
  fresh: Readonly<Record<string, Seen>>,
  reads: AnyReads,
): Drafted {
  return input.kind.facets
    .map((facet) => draftNewFacet(input, facet, fresh[facet.name], reads))
    .reduce(merge, nothing);
}

function draftNewFacet(input: DraftInput, facet: AnyFacet, seen: Seen | undefined, reads: AnyReads): Drafted {
  const draftFrom = (from: Seen | undefined): Drafted =>
    draftFacets(
      { ...input, kind: { ...input.kind, facets: [facet] } },
      from === undefined ? {} : { [facet.name]: from },
      reads,
    );
  const drafted = draftFrom(seen);
  const want = facet.want(input.at, reads);
  if (!isEmpty(drafted) || want === undefined || seen?.is !== 'value') return drafted;
  if (isReadBack(facet, input.kind)) return drafted;
  const tree = withoutEqual(seen.tree, want);
  const whole = draftFrom(tree === undefined ? undefined : { ...seen, tree });
  const drafts = whole.drafts.map((one): Draft => ({ ...one, half: 'expand', risks: [] }));
  return { ...whole, drafts };
}

function isEmpty({ drafts, deferred, ignored, blocked, settling }: Drafted): boolean {
  return drafts.length + deferred.length + ignored.length === 0 && blocked === undefined && !settling;
}
