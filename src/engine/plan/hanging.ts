import { kindOf, type Address } from '../../model/address.ts';
import { showPlace } from '../../model/call.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Observation } from '../../model/observation.ts';
import { isWithin, segmentsOf } from '../../model/path.ts';
import type { Attributes, Resource, Stack } from '../../model/resource.ts';
import { isMap, valueAt } from '../../model/tree.ts';
import { ownersOf } from './graph.ts';
import { subjectOf } from '../observe/subject.ts';

/**
 * What each address hangs on, near and far: a grant on its key, an alias of a replica on the replica and its
 * primary. Found by reference, or by the ARN or name of something that the Stack declares too.
 */
export function hangingOn(
  stack: Stack,
  kinds: ReadonlyMap<string, AnyKind>,
  observations: ReadonlyMap<Address, Observation>,
  attributes: Attributes,
): ReadonlyMap<Address, readonly Address[]> {
  // What bears no mark can be held by nobody, and may share the name of what it is a part of: a bucket's encryption.
  const marked = [...observations].filter(
    ([address]) => kinds.get(kindOf(address))?.identity.marking !== undefined,
  );
  const owners = ownersOf(new Map(marked), stack, kinds);

  function owner(id: unknown, { place }: Resource): readonly Address[] {
    const found =
      typeof id === 'string' ? (owners.get(`${showPlace(place)} ${id}`) ?? owners.get(id)) : undefined;
    return found === undefined ? [] : [found];
  }

  function directly(resource: Resource): readonly Address[] {
    const kind = kinds.get(resource.kind);
    if (kind === undefined) return [];
    const { hangsOn, uses } = kind;
    const { spec } = subjectOf(resource, stack.settings, attributes, {});
    const declared = hangsOn.paths.flatMap((under): readonly Address[] => {
      const named = resource.references.flatMap(({ to, path }) => (isWithin(path, under) ? [to] : []));
      if (named.length > 0) return named;
      return owner(isMap(spec) ? valueAt(spec, segmentsOf(under)) : undefined, resource);
    });
    const seen = observations.get(resource.address);
    const live = hangsOn.live === true && seen?.is === 'present' ? uses(seen.reads, seen.ids) : [];
    return [...declared, ...live.flatMap((id) => owner(id, resource))];
  }

  const direct = new Map([...stack.resources.values()].map((one) => [one.address, directly(one)] as const));
  return new Map([...direct.keys()].map((address) => [address, reachedFrom(address, direct)] as const));
}

function reachedFrom(start: Address, direct: ReadonlyMap<Address, readonly Address[]>): readonly Address[] {
  const found = new Set<Address>();
  const open = [...(direct.get(start) ?? [])];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (next === start || found.has(next)) continue;
    found.add(next);
    open.push(...(direct.get(next) ?? []));
  }
  return [...found];
}
