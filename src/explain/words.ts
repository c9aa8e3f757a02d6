import type { Semantics } from '../kinds/shared/fields.ts';
import { isWithin, type Path } from '../model/path.ts';
import { isList, isMap } from '../model/tree.ts';
import { facetAt, specPath } from './facet.ts';
import type { Field } from './field.ts';
import type { KindPage } from './kind.ts';

/** Explains what leaving a field out means. */
export function unsetWords(page: KindPage, field: Field): string {
  if (field.required) return 'not allowed: the field is required';
  return (
    field.semantics.unset ??
    defaultWords(field) ??
    (isOfSpec(field) && page.resource !== undefined ? 'not managed' : 'none')
  );
}

function defaultWords({ default: value }: Field): string | undefined {
  if (value === undefined || isList(value)) return undefined;
  if (isMap(value)) return 'the default of each of its fields';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Explains what `null` stands for; undefined where it is refused. */
export function nullWords({ nullable, semantics }: Field): string | undefined {
  if (semantics.onNull !== undefined) return semantics.onNull;
  return nullable ? 'the default of AWS' : undefined;
}

/** Explains how the items of a list are told apart. */
export function listWords({ semantics }: Field): string | undefined {
  if (semantics.set === true) return 'a set: unordered, unique and exact';
  return semantics.keyedBy === undefined
    ? undefined
    : `a list whose items are identified by ${semantics.keyedBy}`;
}

/** Explains what else may stand where AWS takes a name or an ARN. */
export function referenceWords({ semantics, template }: Field): string | undefined {
  const { ref } = semantics;
  if (ref !== undefined) {
    return `{ ref: ${ref.to.map((kind) => `${kind}/name`).join(' } or { ref: ')} } resolves to its ${ref.attribute}`;
  }
  if (semantics.policy === true || template)
    return '${account.id}, ${region}, ${partition} and ${Kind/name.attribute} are filled in';
  return undefined;
}

/** Tells whether a field can change after the thing was made, and the way out where it cannot. */
export function changeWords(page: KindPage, field: Field): string {
  const { resource } = page;
  if (field.semantics.changes !== undefined) return field.semantics.changes;
  if (field.semantics.identity === true) return identityWords(page);
  if (resource === undefined) return 'yes';
  if (!isOfSpec(field))
    return field.semantics.immutable === true ? 'no: another place means another resource' : 'yes';
  const fixed = resource.immutable.find(({ path }) => isWithin(specPath(field), path));
  if (fixed !== undefined) return `no: ${fixed.release}`;
  if (field.semantics.immutable === true) return 'no: another value means another resource';
  const facet = facetAt(page.facets, specPath(field));
  if (facet === undefined) return 'yes';
  return `yes, in place: ${facet.writes.join(', ')}`;
}

function identityWords({ resource }: KindPage): string {
  if (resource === undefined)
    return 'no: the value is part of the ownership tags of every resource of this Stack';
  return 'another value means another resource: Keywright creates or adopts that one, and the old one stays';
}

function isOfSpec({ path }: Field): boolean {
  return isWithin(path, '/spec');
}

/** Formats the path as people write it after the kind: `spec.rotation.periodInDays`. */
export function dotted(path: Path): string {
  return path.slice(1).replaceAll('/', '.');
}

/** Formats a type as `kubectl explain` shows it. */
export function typeWords({
  type,
  semantics,
}: {
  readonly type: string;
  readonly semantics: Semantics;
}): string {
  return semantics.ref === undefined ? `<${type}>` : `<${type} to ${semantics.ref.to.join(', ')}>`;
}
