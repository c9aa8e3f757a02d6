import type { ManagedPaths } from '../../model/accepted.ts';
import type { Address } from '../../model/address.ts';
import type { AppliedDocument } from '../../model/history.ts';
import type { Path } from '../../model/path.ts';
import type { Resource } from '../../model/resource.ts';
import { valueAt, type Tree } from '../../model/tree.ts';
import type { AnyFacet } from '../facet/diff.ts';
import type { Folded } from './fold.ts';
import { facetOf, stepsOf, type Sight } from './sight.ts';

/**
 * Gives what the manifests declare and AWS shows since this look: the facets that it wrote, and those of a resource that
 * came to be in sync. History keeps one only where it differs from the last.
 */
export function appliedIn({ changed }: Pick<Folded, 'changed'>, sight: Sight): readonly AppliedDocument[] {
  const inSync = new Set(changed.filter(({ sync }) => sync === 'InSync').map(({ address }) => address));
  return sight.plan.resources.flatMap(({ address, kind }) => {
    const resource = sight.stack.resources.get(address);
    if (resource?.metadata.state !== 'present') return [];
    const steps = Map.groupBy(stepsOf(address, sight), facetOf);
    const isDone = (facet: string): boolean =>
      steps.get(facet)?.every(({ id }) => sight.outcomes.get(id)?.is === 'done') === true;
    const facets = (sight.kinds.get(kind)?.facets ?? []).filter(
      ({ name }) => inSync.has(address) || isDone(name) || isDone('create'),
    );
    return facets.flatMap((facet) => documentOf(address, resource, facet, sight));
  });
}

function documentOf(
  address: Address,
  { spec: declared }: Pick<Resource, 'spec'>,
  { name, paths }: AnyFacet,
  { now, plan }: Sight,
): readonly AppliedDocument[] {
  const spec = valuesAt(declared, paths);
  if (spec.length === 0) return [];
  return [
    { address, facet: name, at: now, ...(plan.commit === undefined ? {} : { commit: plan.commit }), spec },
  ];
}

function valuesAt(spec: Tree, paths: readonly Path[]): ManagedPaths {
  return paths.flatMap((path) => {
    const value = valueAt(spec, path);
    return value === undefined ? [] : [{ path, value }];
  });
}
