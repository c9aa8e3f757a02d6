import type { Address } from '../model/address.ts';
import type { LastApplied } from '../model/journal.ts';
import type { AnyKind, Subject } from '../model/kind.ts';
import type { Ids, Observation } from '../model/observation.ts';
import type { Attributes, Resource, Settings } from '../model/resource.ts';
import { resolve } from '../model/template.ts';

/** A resource as kinds take it: its spec filled with what AWS has assigned so far. */
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

/** False if memory speaks of another thing: a manifest may have come to name another key or bucket. */
export function isAbout(last: LastApplied, ids: Ids): boolean {
  return Object.entries(ids).every(([name, id]) => (last.ids[name] ?? id) === id);
}

/** The attributes of one resource that AWS has assigned, by its ids. */
export function attributesOf(kind: AnyKind, ids: Ids): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(kind.attributes).flatMap(([name, attribute]) => {
      const value = attribute.of(ids);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The attributes of everything that exists. */
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
