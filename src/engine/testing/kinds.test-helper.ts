import type { ByMark } from '../observe/identity.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Tree } from '../../model/tree.ts';
import type { Address } from '../../model/address.ts';
import { box } from './box.test-helper.ts';
import type { BoxFacet } from './box-facets.test-helper.ts';
import { cell } from './cell.test-helper.ts';

/** Two kinds as small as the engine allows. */
export const kinds: ReadonlyMap<string, AnyKind> = new Map<string, AnyKind>([
  ['Box', box],
  ['Cell', cell],
]);

export function byMark(): ByMark {
  const { identity } = kinds.get('Box') ?? {};
  if (identity?.by !== 'mark') throw new Error('a Box carries a mark');
  return identity;
}

/** Returns a facet of a Box as the engine takes it. */
export function anyFacet(facet: BoxFacet): AnyKind['facets'][number] {
  return facet;
}

/** Makes the hole that the id of a box fills once it is made. */
export function idHole(of: Address): Tree {
  return { $unknown: `\${${of}.id}` };
}
