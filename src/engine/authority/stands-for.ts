import type { AnyKind } from '../../model/kind/kind.ts';
import type { Resource, Settings } from '../../model/resource.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { subjectOf } from '../observe/subject.ts';

/**
 * Describes the thing that a manifest stands for, so far as manifests alone settle it. Of a thing whose id AWS
 * chooses only the place is known. Its mark, and the journal, tell which it is.
 */
export function standsFor(resource: Resource, kind: AnyKind | undefined, settings: Settings): string {
  const { place } = resource;
  const where = kind?.global === true ? place.account : `${place.account}/${place.region}`;
  return [where, ...namesOf(resource, kind, settings)].join(' ');
}

function namesOf(resource: Resource, kind: AnyKind | undefined, settings: Settings): readonly string[] {
  if (kind?.identity.by !== 'name') return [];
  const { spec } = subjectOf(resource, settings, new Map(), {});
  const ids = kind.identity.ids(subjectOf(resource, settings, new Map(), {}));
  if (ids === undefined)
    return [...kind.claims(spec, resource.place), ...resource.references.map(({ to }) => to)];
  return Object.entries(ids)
    .map(([name, id]) => `${name}=${id}`)
    .sort(byCodeUnit);
}
