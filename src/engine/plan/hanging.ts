import { kindOf, type Address } from '../../model/address.ts';
import { showPlace } from '../../model/call.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import { remembered } from '../../model/derived.ts';
import type { Observation } from '../../model/observation.ts';
import { isWithin } from '../../model/path.ts';
import type { Attributes, Resource, Stack } from '../../model/resource.ts';
import { valueAt } from '../../model/tree.ts';
import { ownersOf } from './graph.ts';
import { subjectOf } from '../observe/subject.ts';

/** What an address hangs on, worked out when it is asked for. */
export interface HangsOn {
  get(address: Address): readonly Address[] | undefined;
}

/**
 * Lists all direct and indirect parents of each address: the key of a grant, the replica and primary of an alias.
 * They are found by reference, or by the ARN or name of a declared resource.
 */
export function hangingOn(
  stack: Stack,
  kinds: ReadonlyMap<string, AnyKind>,
  observations: ReadonlyMap<Address, Observation>,
  attributes: Attributes,
): HangsOn {
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
      return owner(valueAt(spec, under), resource);
    });
    const seen = observations.get(resource.address);
    const live = hangsOn.live === true && seen?.is === 'present' ? uses(seen.reads, seen.ids) : [];
    return [...declared, ...live.flatMap((id) => owner(id, resource))];
  }

  const most = stack.resources.size;
  const direct = remembered(most, (address: Address) => {
    const resource = stack.resources.get(address);
    return resource === undefined ? [] : directly(resource);
  });
  // Most passes are about a part of the estate: of the rest nobody asks.
  return { get: remembered(most, (address: Address) => reachedFrom(address, direct)) };
}

function reachedFrom(start: Address, direct: (address: Address) => readonly Address[]): readonly Address[] {
  const found = new Set<Address>();
  const open = [...direct(start)];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (next === start || found.has(next)) continue;
    found.add(next);
    open.push(...direct(next));
  }
  return [...found];
}
