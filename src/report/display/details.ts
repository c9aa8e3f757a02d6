import type { Address } from '../../model/address.ts';
import { derived } from '../../model/derived.ts';
import type { Plan } from '../../model/plan.ts';
import type { Resource, Stack } from '../../model/resource.ts';
import { byCodeUnit, type TreeMap } from '../../model/tree.ts';
import { segmentsOf, type Path } from '../../model/path.ts';
import type { OwnedResource } from './resources.ts';

type Details = NonNullable<OwnedResource['details']>;

/**
 * Tells what a resource holds, as the last look saw it, and its references in both directions. A field that the
 * manifest ignores, or that could not be read, is not told: nobody compared it. A field that AWS does not allow to
 * write now is not told either: it may differ.
 */
export function detailsOf(
  { address, sync }: Pick<OwnedResource, 'sync'> & { readonly address: Address },
  stack: Stack | undefined,
  plan: Plan | undefined,
): Details {
  const resource = stack?.resources.get(address);
  return {
    references: sorted(resource?.references.map(({ to }) => to) ?? []),
    referencedBy: sorted(stack === undefined ? [] : (referrersIn(stack.resources).get(address) ?? [])),
    ...(resource === undefined || plan === undefined || sync === 'Unknown' ? {} : comparedIn(resource, plan)),
  };
}

/** A daemon may be asked for the details of all resources, so each index is made once. */
const referrersIn = derived((resources: Stack['resources']): ReadonlyMap<Address, readonly Address[]> => {
  const pairs = [...resources.values()].flatMap(({ address, references }) =>
    references.map(({ to }) => ({ to, address })),
  );
  const groups = Map.groupBy(pairs, ({ to }) => to);
  return new Map([...groups].map(([to, from]) => [to, from.map(({ address }) => address)] as const));
});

const plannedIn = derived(
  ({ resources }: Plan) => new Map(resources.map((resource) => [resource.address, resource] as const)),
);

const stepsIn = derived(({ steps }: Plan) => Map.groupBy(steps, ({ address }) => address));

function comparedIn(
  { address, spec, metadata }: Resource,
  plan: Plan,
): Pick<Details, 'fields' | 'differences'> {
  const seen = plannedIn(plan).get(address);
  if (seen === undefined || seen.spec !== undefined) return {};
  const written = (stepsIn(plan).get(address) ?? []).flatMap(({ changes }) => changes);
  const unsure = [...written, ...metadata.ignore, ...seen.deferred].map(({ path }) => path);
  const differing = new Set(unsure.map(fieldIn));
  // The root stands for the whole spec.
  const fields = unsure.includes('') ? [] : Object.entries(spec).filter(([field]) => !differing.has(field));
  // A step may write the way to a value, say the union of two policies: what differs stands with the resource.
  return { fields: Object.fromEntries(fields) satisfies TreeMap, differences: seen.changes };
}

/** Finds the field of a path: `rotation` of `/spec/rotation/enabled` and of `/rotation/enabled`. */
function fieldIn(path: Path): string {
  const segments = segmentsOf(path);
  return (segments[0] === 'spec' ? segments[1] : segments[0]) ?? '';
}

function sorted(addresses: readonly Address[]): readonly Address[] {
  return [...new Set(addresses)].toSorted(byCodeUnit);
}
