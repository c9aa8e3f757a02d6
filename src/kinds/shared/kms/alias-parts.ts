import type { Place } from '../../../model/call.ts';
import type { Path } from '../../../model/path.ts';

interface Part {
  readonly kind: string;
  readonly name: string;
  readonly spec: unknown;
  readonly path: Path;
}

/** Builds the Alias resources that the `aliases` of a key stand for. */
export function aliasParts(
  kind: 'Key' | 'ReplicaKey',
  at: {
    readonly name: string;
    readonly spec: { readonly aliases?: readonly string[] | undefined };
    readonly place: Place;
  },
): readonly Part[] {
  return (at.spec.aliases ?? []).map((alias, index) => ({
    kind: 'Alias',
    name: kind === 'Key' ? resourceName(alias) : `${resourceName(alias)}.${at.place.region}`,
    spec: { name: alias, target: { ref: `${kind}/${at.name}` } },
    path: `/aliases/${index}`,
  }));
}

/**
 * Derives the manifest name that an Alias needs of its own: `alias/App_data` → `app-data`. That of a replica ends
 * with its Region, since related keys usually have one alias in all of theirs.
 */
function resourceName(alias: string): string {
  return alias
    .replace(/^alias\//u, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
}
