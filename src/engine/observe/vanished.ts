import type { Address } from '../../model/address.ts';
import type { LastApplied } from '../../model/journal.ts';
import type { Plan } from '../../model/plan.ts';

/**
 * Lists what AWS showed after our last write and does not show now: it was removed or put back since, or the read is
 * old.
 */
export function vanishedIn({
  plan,
  lastApplied,
}: {
  readonly plan: Plan;
  readonly lastApplied: ReadonlyMap<Address, LastApplied>;
}): readonly Address[] {
  return plan.resources.flatMap(({ address, sync }) => {
    const facets = Object.values(lastApplied.get(address)?.facets ?? {});
    const wasShown = facets.some(({ shown }) => shown !== undefined);
    return sync === 'Settling' && wasShown ? [address] : [];
  });
}

/** Memory without its excuse for what two looks do not show: it is drift, not an old answer. */
export function withoutExcuse(
  lastApplied: ReadonlyMap<Address, LastApplied>,
  vanished: ReadonlySet<Address>,
): ReadonlyMap<Address, LastApplied> {
  const entries = [...lastApplied].map(([address, last]) => {
    if (!vanished.has(address)) return [address, last] as const;
    const facets = Object.entries(last.facets).map(([name, one]) =>
      one.shown === undefined ? ([name, one] as const) : ([name, { ...one, before: {} }] as const),
    );
    return [address, { ...last, facets: Object.fromEntries(facets) }] as const;
  });
  return new Map(entries);
}
