import { digestOf } from '../model/digest.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import { kinds } from './index.ts';

/** Computes the digest of what the kinds manage: with another one, a plan would have other steps. */
export function kindsDigest(): string {
  return digestOf(kinds.map(managed));
}

function managed({ kind, facets, immutable, create, attributes }: AnyKind): {
  readonly [name: string]: string | readonly string[] | readonly (readonly string[])[];
} {
  return {
    kind,
    facets: facets.map(({ name, root, paths }) => [name, root, ...paths]),
    immutable: immutable.map(({ path }) => path),
    covers: create?.covers ?? [],
    attributes: Object.keys(attributes),
  };
}
