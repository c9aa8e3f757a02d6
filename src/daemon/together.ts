import type { Address } from '../model/address.ts';
import { derived } from '../model/derived.ts';
import type { Stack } from '../model/resource.ts';

/** More than this would make one batch of a whole estate that hangs on one key. */
const most = 50;

/**
 * Names for each resource the one with which it is looked at: what it depends on first, and that on in turn. A look at
 * an alias reads its key, too: read together, the key is read once.
 */
export const togetherWith = derived((resources: Stack['resources']): ReadonlyMap<Address, Address> => {
  const groups = Map.groupBy(resources.keys(), (address) => rootOf(address, resources));
  return new Map(
    [...groups].flatMap(([root, all]) =>
      all.map((address) => [address, all.length > most ? address : root] as const),
    ),
  );
});

function rootOf(start: Address, resources: Stack['resources']): Address {
  const passed = new Set<Address>([start]);
  let root = start;
  for (;;) {
    const next = resources.get(root)?.references.find(({ edge, to }) => edge && resources.has(to))?.to;
    if (next === undefined || passed.has(next)) return root;
    passed.add(next);
    root = next;
  }
}
