import type { Address } from '../../model/address.ts';
import type { AppliedFacet, LastApplied } from '../../model/journal.ts';
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
    const facets = Object.entries(lastApplied.get(address)?.facets ?? {});
    const wasShown = facets.some(([name, one]) => isJudged(name, one));
    return sync === 'Settling' && wasShown ? [address] : [];
  });
}

/** Strips memory of its excuse for what two looks do not show: it is drift, not an old answer. */
export function withoutExcuse(
  lastApplied: ReadonlyMap<Address, LastApplied>,
  vanished: ReadonlySet<Address>,
): ReadonlyMap<Address, LastApplied> {
  const entries = [...lastApplied].map(([address, last]) => {
    if (!vanished.has(address)) return [address, last] as const;
    const facets = Object.entries(last.facets).map(([name, one]) =>
      isJudged(name, one) ? ([name, { ...one, before: {} }] as const) : ([name, one] as const),
    );
    return [address, { ...last, facets: Object.fromEntries(facets) }] as const;
  });
  return new Map(entries);
}

/** Returns true if two looks decide. Tags give no access and settle longest, so an old answer about them keeps its time. */
function isJudged(name: string, { shown }: AppliedFacet): boolean {
  return shown !== undefined && name !== 'tags';
}
