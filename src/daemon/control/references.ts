import type { Address } from '../../model/address.ts';
import { derived } from '../../model/derived.ts';
import type { Stack } from '../../model/resource.ts';
import { byCodeUnit } from '../../model/tree.ts';

type References = ReadonlyMap<Address, readonly Address[]>;

/** Collects the references between resources in the manifests of a Stack, once for each Stack: by the resource that is named. */
const referrersIn = derived((stack: Stack): References => {
  const found = new Map<Address, Set<Address>>();
  for (const { address, references } of stack.resources.values())
    for (const { to } of references)
      if (to !== address) found.set(to, (found.get(to) ?? new Set()).add(address));
  return new Map([...found].map(([to, all]) => [to, [...all].toSorted(byCodeUnit)]));
});

/** Lists the resources whose manifests name this one. */
export function referrersOf(address: Address, stack: Stack | undefined): readonly Address[] {
  return stack === undefined ? [] : (referrersIn(stack).get(address) ?? []);
}
