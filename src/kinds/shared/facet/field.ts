import type { Facet } from '../../../model/kind/facet.ts';
import { valueAt, type Tree } from '../../../model/tree.ts';
import { facetOf, type Facts, type Unusual } from './facts.ts';

/** Builds the facet of one value: one path, one read, one call. */
export function field<S, R>(facts: Facts<S, R> & Unusual<S, R>): Facet<S, R> {
  return facetOf(facts, {
    compare: 'tree',
    want: ({ spec }) => valueAt(spec, facts.path),
    seen: (reads) => reads[facts.read] as Tree | undefined,
    half: () => 'expand',
  });
}
