import type { Address } from '../../model/address.ts';
import type { Footing } from '../../model/saved-plan.ts';
import type { Moved, Plan, ResourcePlan, Step, StepId } from '../../model/plan.ts';
import type { Stack } from '../../model/resource.ts';
import { byCodeUnit } from '../../model/tree.ts';

/**
 * Lists the dependencies of each step of a plan as observed: what its resource refers to, and what it comes after.
 */
export function footingsOf(plan: Plan, stack: Stack): ReadonlyMap<StepId, readonly Footing[]> {
  const resources = new Map(plan.resources.map((one) => [one.address, one]));
  const addressOf = new Map(plan.steps.map(({ id, address }) => [id, address]));
  return new Map(
    plan.steps.map((step) => {
      const referred = stack.resources.get(step.address)?.references ?? [];
      const addresses = new Set<Address>([
        ...referred.filter(({ edge }) => edge).map(({ to }) => to),
        ...step.after.flatMap((id) => addressOf.get(id) ?? []),
      ]);
      addresses.delete(step.address);
      const found = [...addresses].toSorted(byCodeUnit).flatMap((address) => resources.get(address) ?? []);
      return [step.id, found.map(footingOf)];
    }),
  );
}

function footingOf({ address, exists, ids, state }: ResourcePlan): Footing {
  return { address, exists, ids, ...(state === undefined ? {} : { state }) };
}

/**
 * Lists the dependencies that moved. Changes of the saved plan itself may be done already: an interrupted apply
 * continues.
 */
export function movedFootings(
  footings: readonly Footing[],
  fresh: ReadonlyMap<Address, ResourcePlan>,
  saved: readonly Step[],
): readonly Moved[] {
  return footings.flatMap((then) => {
    const now = fresh.get(then.address);
    const { address } = then;
    if (now === undefined || !then.exists) return [];
    if (!now.exists) return [{ address, path: '', planned: then.ids, now: undefined }];
    const ids = Object.keys(then.ids)
      .filter((name) => now.ids[name] !== then.ids[name])
      .map((name): Moved => ({ address, path: `/${name}`, planned: then.ids[name], now: now.ids[name] }));
    const own = saved.some((step) => step.address === address);
    if (ids.length > 0 || own || now.state === then.state) return ids;
    return [{ address, path: '/state', planned: then.state, now: now.state }];
  });
}
