import type { Address } from '../../model/address.ts';
import type { Plan } from '../../model/plan.ts';

/**
 * Finds resources that a run of a part (`--target`, `--exclude`) leaves alone although they differ. Leaves out one
 * that is named and waits for such a resource: it is reported as blocked.
 */
export function outsideOf({ scope, steps }: Plan): ReadonlySet<Address> {
  if (scope.is !== 'some') return new Set();
  const named = (address: Address): boolean =>
    !scope.exclude.includes(address) && (scope.targets.length === 0 || scope.targets.includes(address));
  const byAddress = [...Map.groupBy(steps, (step) => step.address)];
  const outside = byAddress.filter(
    ([address, all]) =>
      !named(address) &&
      all.every(({ gate }) => gate.is === 'blocked' && gate.code === 'engine.outside-scope'),
  );
  return new Set(outside.map(([address]) => address));
}
