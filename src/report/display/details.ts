import type { Address } from '../../model/address.ts';
import type { Plan } from '../../model/plan.ts';
import type { Resource, Stack } from '../../model/resource.ts';
import { byCodeUnit, type TreeMap } from '../../model/tree.ts';
import { segmentsOf } from '../../model/path.ts';
import type { OwnedResource } from './resources.ts';

type Details = NonNullable<OwnedResource['details']>;

/**
 * Tells what a resource holds, as the last look saw it, and its references in both directions. A field that the
 * manifest ignores, or that could not be read, is not told: nobody compared it.
 */
export function detailsOf(
  { address, sync }: Pick<OwnedResource, 'sync'> & { readonly address: Address },
  stack: Stack | undefined,
  plan: Plan | undefined,
): Details {
  const resource = stack?.resources.get(address);
  const all = [...(stack?.resources.values() ?? [])];
  return {
    references: sorted(resource?.references.map(({ to }) => to) ?? []),
    referencedBy: sorted(
      all.filter(({ references }) => references.some(({ to }) => to === address)).map((one) => one.address),
    ),
    ...(resource === undefined || plan === undefined || sync === 'Unknown' ? {} : comparedIn(resource, plan)),
  };
}

function comparedIn(
  { address, spec, metadata }: Resource,
  plan: Plan,
): Pick<Details, 'fields' | 'differences'> {
  const seen = plan.resources.find((one) => one.address === address);
  if (seen === undefined || seen.spec !== undefined) return {};
  const differences = plan.steps.filter((step) => step.address === address).flatMap(({ changes }) => changes);
  const differing = new Set([...differences, ...metadata.ignore].map(({ path }) => fieldIn(path)));
  const fields = Object.entries(spec).filter(([field]) => !differing.has(field));
  return { fields: Object.fromEntries(fields) satisfies TreeMap, differences };
}

/** Finds the field of a path: `rotation` of `/spec/rotation/enabled` and of `/rotation/enabled`. */
function fieldIn(path: string): string {
  const segments = segmentsOf(path as never);
  return (segments[0] === 'spec' ? segments[1] : segments[0]) ?? '';
}

function sorted(addresses: readonly Address[]): readonly Address[] {
  return [...new Set(addresses)].toSorted(byCodeUnit);
}
