import { derived } from '../../model/derived.ts';
import { fastReads } from '../../model/kind/fast.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { AnyReads } from '../../model/kind/read.ts';
import type { ByName } from '../../model/kind/identity.ts';

/** Every kind as a fast look sees it. */
export const fastKinds = derived(
  (kinds: ReadonlyMap<string, AnyKind>): ReadonlyMap<string, AnyKind> =>
    new Map([...kinds].map(([name, kind]) => [name, fastKind(kind)] as const)),
);

/** Restricts the kind to its fast set, and to the reads that show this set, existence and owner. */
function fastKind(kind: AnyKind): AnyKind {
  const facets = kind.facets.filter(({ look }) => look === 'fast');
  const reads = fastReads(kind);
  const { identity, removal } = kind;
  return {
    ...kind,
    facets,
    reads,
    identity: identity.by === 'name' && reads['tags'] === undefined ? byIndex(identity) : identity,
    // Whether something still uses what shall go is a question of the full look, which alone removes.
    ...(removal === undefined
      ? {}
      : { removal: { ...removal, reads: {}, follow: { asks: [], reads: () => ({}) }, blockers: () => [] } }),
  };
}

/**
 * Lets the tag index say that a thing is ours where its own tags are not read. It can acquit: what it does not list is
 * read whole before it counts as somebody else's.
 */
function byIndex(identity: ByName<unknown, AnyReads>): ByName<unknown, AnyReads> {
  if (identity.marking === undefined) return identity;
  const { ours } = identity;
  return {
    ...identity,
    ours: (reads, marked, at) =>
      Object.values(at.ids).some((id) => marked.has(id)) || ours?.(reads, marked, at) === true,
  };
}
