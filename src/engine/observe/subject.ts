import { attributesOf } from '../../model/attributes.ts';
import type { Address } from '../../model/address.ts';
import { isSameThing } from '../../model/ids.ts';
import type { LastApplied } from '../../model/journal.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Other, Others } from '../../model/others.ts';
import type { Subject } from '../../model/subject.ts';
import type { Observation } from '../../model/observation.ts';
import type { Ids } from '../../model/ids.ts';
import type { Attributes, Resource, Settings, Stack } from '../../model/resource.ts';
import { resolve } from '../../model/template.ts';

/** Shapes a resource as kinds take it: its spec filled with what AWS has assigned so far. */
export function subjectOf(
  resource: Resource,
  settings: Settings,
  attributes: Attributes,
  ids: Ids,
): Subject<unknown> {
  return {
    address: resource.address,
    spec: resolve(resource.spec, attributes),
    metadata: resource.metadata,
    place: resource.place,
    ids,
    settings,
  };
}

/**
 * Gives what memory holds of the thing that an address stands for now. A write belongs to the thing it was sent
 * to: what it says of the old alias is no reason to wait for the new one to show.
 */
export function memoryOf(
  kind: AnyKind,
  at: Subject<unknown>,
  observation: Observation,
  lastApplied: ReadonlyMap<Address, LastApplied>,
): LastApplied | undefined {
  const last = lastApplied.get(at.address);
  if (last === undefined) return undefined;
  const ids = observation.is === 'present' ? observation.ids : namedIds(kind, at);
  return ids !== undefined && isSameThing(last.ids, ids) ? last : undefined;
}

/** Finds the ids that the manifest alone settles. AWS chooses those of a marked thing, so any may be meant. */
function namedIds({ identity }: AnyKind, at: Subject<unknown>): Ids | undefined {
  return identity.by === 'name' ? identity.ids(at) : {};
}

/** Returns the memory of everything declared, each of the thing that its address names now. */
export function memoriesOf(
  { resources, settings }: Stack,
  kinds: ReadonlyMap<string, AnyKind>,
  observations: ReadonlyMap<Address, Observation>,
  lastApplied: ReadonlyMap<Address, LastApplied>,
): ReadonlyMap<Address, LastApplied> {
  const attributes = attributesSeen(resources, kinds, observations);
  const entries = [...observations].flatMap(([address, observation]) => {
    const resource = resources.get(address);
    const kind = kinds.get(resource?.kind ?? '');
    if (resource === undefined || kind === undefined) return [];
    const at = subjectOf(resource, settings, attributes, {});
    const last = memoryOf(kind, at, observation, lastApplied);
    return last === undefined ? [] : [[address, last] as const];
  });
  return new Map(entries);
}

/** Returns everything that is declared, filled with what AWS has assigned so far. */
export function othersOf(
  { resources }: Stack,
  attributes: Attributes,
  seen: {
    readonly kinds: ReadonlyMap<string, AnyKind>;
    readonly observations: ReadonlyMap<Address, Observation>;
  },
): Others {
  return new Map(
    [...resources].map(([address, { kind, spec, place, metadata }]) => [
      address,
      {
        kind,
        spec: resolve(spec, attributes),
        place,
        state: metadata.state,
        attributes: attributes.get(address) ?? {},
        ...liveOf(seen.kinds.get(kind), seen.observations.get(address)),
      },
    ]),
  );
}

function liveOf(kind: AnyKind | undefined, seen: Observation | undefined): Pick<Other, 'live'> {
  if (kind === undefined || seen?.is !== 'present' || seen.blank) return {};
  const { reads, ids } = seen;
  return { live: { reads, uses: kind.uses(reads, ids) } };
}

/** Looks up the attributes of everything whose ids are known by the time they are asked for. */
export function attributesMade(
  { resources }: Pick<Stack, 'resources'>,
  kinds: ReadonlyMap<string, AnyKind>,
  live: ReadonlyMap<Address, { readonly ids: Ids }>,
): Attributes {
  return {
    get(address) {
      const made = live.get(address);
      const kind = kinds.get(resources.get(address)?.kind ?? '');
      return made === undefined || kind === undefined ? undefined : attributesOf(kind, made.ids);
    },
  };
}

/** Collects the attributes of everything that exists. */
export function attributesSeen(
  resources: ReadonlyMap<Address, Resource>,
  kinds: ReadonlyMap<string, AnyKind>,
  observations: ReadonlyMap<Address, Observation>,
): Attributes {
  const entries = [...observations].flatMap(([address, observation]) => {
    const kind = kinds.get(resources.get(address)?.kind ?? '');
    return observation.is === 'present' && kind !== undefined
      ? [[address, attributesOf(kind, observation.ids)] as const]
      : [];
  });
  return new Map(entries);
}
