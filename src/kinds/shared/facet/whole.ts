import type { Facet } from '../../../model/kind/facet.ts';
import { given, isMap, isUnknown, valueAt, type Tree } from '../../../model/tree.ts';
import { facetOf, type Facts, type Unusual } from './facts.ts';

export interface Whole {
  /** What is managed of the document, by the names that spec and read have for it; unset: all that the spec gives. */
  readonly members?: readonly string[];
}

/** Builds the facet of a document that one call replaces: what a manifest leaves out goes back as it was read. */
export function whole<S, R>({ members, ...facts }: Facts<S, R> & Unusual<S, R> & Whole): Facet<S, R> {
  const part = (tree: Tree | undefined): Tree | undefined => {
    if (!isMap(tree) || isUnknown(tree)) return tree;
    return given(Object.fromEntries((members ?? Object.keys(tree)).map((name) => [name, tree[name]])));
  };
  return facetOf(
    facts,
    {
      compare: 'tree',
      want: ({ spec }) => part(valueAt(spec, facts.path)),
      seen: (reads) => part(reads[facts.read] as Tree | undefined),
      half: () => 'expand',
    },
    members,
  );
}
