import type { Semantics } from '../kinds/shared/fields.ts';
import { join, type Path } from '../model/path.ts';
import type { Tree } from '../model/tree.ts';
import { limitsOf } from './limits.ts';
import { aboutOf, isNullable, isTemplate, waysOf, type Shape } from './shape.ts';

/** One field of a manifest, as its schema tells of it. */
export interface Field {
  readonly name: string;
  /** Below the document; the items of a list have the path of the list. */
  readonly path: Path;
  /** As `kubectl explain` writes types: `string`, `[]string`, `map[string]string`, `Object`. */
  readonly type: string;
  readonly description: string;
  readonly required: boolean;
  /** The values of an enumeration. */
  readonly values: readonly string[];
  readonly nullable: boolean;
  /** Whether `${account.id}` and its like are filled in it. */
  readonly template: boolean;
  readonly limits: readonly string[];
  readonly examples: readonly Tree[];
  /** What holds where it is left out, if the schema says it. */
  readonly default: Tree | undefined;
  readonly semantics: Semantics;
  readonly fields: readonly Field[];
}

/** Lists the fields of an object, of the items of a list of objects, or of a map's objects. */
export function fieldsOf(shape: Shape, under: Path): readonly Field[] {
  const objects = waysOf(shape).flatMap((way) => objectsIn(way));
  const names = [...new Set(objects.flatMap(({ properties }) => Object.keys(properties ?? {})))];
  return names.flatMap((name) => {
    const found = objects.find(
      ({ properties }) => properties !== undefined && Object.hasOwn(properties, name),
    );
    const inner = found?.properties?.[name];
    if (inner === undefined) return [];
    return [
      fieldOf(
        name,
        join(under, name),
        inner,
        objects.every((one) => one.required?.includes(name)),
      ),
    ];
  });
}

function fieldOf(name: string, path: Path, shape: Shape, required: boolean): Field {
  const { description = '', examples, semantics } = aboutOf(shape);
  const leaf = semantics.policy === true || semantics.ref !== undefined;
  return {
    name,
    path,
    type: typeOf(shape, semantics),
    description,
    required,
    values: valuesOf(shape),
    nullable: isNullable(shape),
    template: isTemplate(shape) && semantics.ref === undefined,
    limits: [...(semantics.policy === true ? [] : limitsOf(shape)), ...(semantics.limits ?? [])],
    examples,
    default: shape.default,
    semantics,
    fields: leaf ? [] : fieldsOf(shape, path),
  };
}

function objectsIn(shape: Shape): readonly Shape[] {
  if (shape.properties !== undefined) return [shape];
  const inner = [shape.items, shape.additionalProperties].filter((one) => typeof one === 'object');
  return inner.flatMap((one) => waysOf(one).flatMap((way) => objectsIn(way)));
}

function typeOf(shape: Shape, semantics: Semantics): string {
  if (semantics.policy === true) return 'policy document';
  if (semantics.ref !== undefined) return 'string or ref';
  return [...new Set(waysOf(shape).map(plainTypeOf))].join(' or ');
}

function plainTypeOf(shape: Shape): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.items !== undefined) return `[]${typeOf(shape.items, aboutOf(shape.items).semantics)}`;
  if (shape.properties !== undefined) return 'Object';
  if (shape.type !== 'object') return shape.type ?? 'any';
  const { additionalProperties: values } = shape;
  return typeof values === 'object' ? `map[string]${typeOf(values, aboutOf(values).semantics)}` : 'Object';
}

/** Lists the values of the field itself, or of the items of a list. */
function valuesOf(shape: Shape): readonly string[] {
  return waysOf(shape).flatMap((way) => {
    if (way.items !== undefined) return valuesOf(way.items);
    return (way.enum ?? []).filter((value) => typeof value === 'string');
  });
}
