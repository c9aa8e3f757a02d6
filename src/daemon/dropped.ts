import type { Address } from '../model/address.ts';
import type { Instant } from '../model/instant.ts';
import type { Plan } from '../model/plan.ts';
import type { Stack } from '../model/resource.ts';
import type { Commit } from '../model/revision.ts';

/** A resource that a revision dropped from the manifests: AWS keeps it, and nobody keeps it as it was declared. */
export interface Dropped {
  readonly address: Address;
  readonly since: Instant;
  readonly revision: { readonly id: string; readonly commit?: Commit };
}

/**
 * Gives what has no manifest any more, with the revision that dropped it. Below `shrink` no person is asked
 * (authority.md §1.4), so it is reported instead. A rename drops nothing.
 */
export function droppedBy(
  before: Pick<Stack, 'resources'> | undefined,
  after: Pick<Stack, 'resources'>,
  { earlier = [], ...by }: Omit<Dropped, 'address'> & { readonly earlier?: readonly Dropped[] | undefined },
): readonly Dropped[] {
  const renamed = new Set([...after.resources.values()].flatMap(({ metadata }) => metadata.formerly));
  const isGone = (address: Address): boolean => !after.resources.has(address) && !renamed.has(address);
  const now = [...(before?.resources.keys() ?? [])].filter(isGone).map((address) => ({ address, ...by }));
  return [...earlier.filter(({ address }) => isGone(address)), ...now].slice(0, most);
}

/** More are not told of: whoever commits can drop new names again and again. */
const most = 10_000;

/** Drops those that a look at everything did not find in AWS: what never was there is not kept. */
export function stillThere({
  dropped = [],
  plan,
  fullAt = -Infinity,
}: {
  readonly dropped?: readonly Dropped[];
  readonly plan?: Pick<Plan, 'at' | 'orphans' | 'steps' | 'resources'>;
  readonly fullAt?: Instant;
}): readonly Dropped[] {
  // What was not listed whole says nothing of what it does not name.
  if (plan === undefined || fullAt < plan.at) return dropped;
  const named = new Set([...plan.orphans, ...plan.steps, ...plan.resources].map(({ address }) => address));
  return dropped.filter(({ address, since }) => plan.at < since || named.has(address));
}

/**
 * Lists those that are left in AWS as orphans, by the last plan since. Leaves out what was removed, or still waits.
 */
export function unguarded(
  dropped: readonly Dropped[] | undefined,
  plan: Pick<Plan, 'at' | 'orphans'> | undefined,
): readonly Dropped[] {
  const orphans = new Set(plan?.orphans.map(({ address }) => address));
  return (dropped ?? []).filter(
    ({ address, since }) => plan !== undefined && plan.at >= since && orphans.has(address),
  );
}
