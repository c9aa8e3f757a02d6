import type { Facet } from '../../../model/kind/facet.ts';
import { valueAt, type Tree } from '../../../model/tree.ts';
import { facetOf, type Facts, type Unusual } from './facts.ts';

/** Builds the facet of entries that are written one by one: null removes one, those that are not named stay. */
export function record<S, R>(facts: Facts<S, R> & Unusual<S, R>): Facet<S, R> {
  return facetOf(facts, {
    compare: 'record',
    want: ({ spec }) => valueAt(spec, facts.path),
    seen: (reads) => reads[facts.read] as Tree | undefined,
    // What is set comes first, what is taken last: the calls are not atomic, and an entry can give access.
    half: ({ after }) => (after === undefined ? 'contract' : 'expand'),
  });
}
