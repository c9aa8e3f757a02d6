import { z } from 'zod';
import { segmentsOf, type Path } from '../model/path.ts';

/** A JSON Schema as far as it is asked here: which fields are there, and which values. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape | readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Shape>>;
}

/** Lists the names that a zod schema allows as fields at a path of its input, in the schema's order. */
export function fieldsAt(schema: z.ZodType, path: Path): readonly string[] {
  const names = shapesAt(schema, path).flatMap((shape) => Object.keys(shape.properties ?? {}));
  return [...new Set(names)];
}

/** Finds what a zod schema says of the value at a path of its input: its description and first example. */
export function aboutAt(
  schema: z.ZodType,
  path: Path,
): { readonly description: string; readonly example?: unknown } | undefined {
  const shapes = shapesAt(schema, path);
  const description = shapes.find((shape) => shape.description !== undefined)?.description;
  if (description === undefined) return undefined;
  const example = shapes.find((shape) => shape.examples !== undefined)?.examples?.[0];
  return example === undefined ? { description } : { description, example };
}

/** Tests whether a text may stand at a path of the input of a zod schema. */
export function takesText(schema: z.ZodType, path: Path): boolean {
  return shapesAt(schema, path).some(({ type }) => type === 'string' || type?.includes('string') === true);
}

/** Lists every form that a value at a path may have. */
function shapesAt(schema: z.ZodType, path: Path): readonly Shape[] {
  const root = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' }) as Shape;
  return segmentsOf(path)
    .reduce<readonly Shape[]>(
      (at, segment) =>
        at.flatMap((shape) => alternatives(shape, root)).flatMap((shape) => below(shape, segment)),
      [root],
    )
    .flatMap((shape) => alternatives(shape, root));
}

function alternatives(shape: Shape, root: Shape): readonly Shape[] {
  const target =
    shape.$ref === undefined ? undefined : root.definitions?.[shape.$ref.slice('#/definitions/'.length)];
  const nested = [...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])];
  return [
    shape,
    ...(target === undefined ? [] : alternatives(target, root)),
    ...nested.flatMap((one) => alternatives(one, root)),
  ];
}

function below(shape: Shape, segment: string): readonly Shape[] {
  const property =
    shape.properties !== undefined && Object.hasOwn(shape.properties, segment)
      ? shape.properties[segment]
      : undefined;
  if (property !== undefined) return [property];
  if (/^\d+$/u.test(segment) && shape.items !== undefined) {
    return 'map' in shape.items ? [shape.items[Number(segment)] ?? {}] : [shape.items];
  }
  return typeof shape.additionalProperties === 'object' ? [shape.additionalProperties] : [];
}
