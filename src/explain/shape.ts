import { z } from 'zod';
import { keepExamples } from '../manifest/examples.ts';
import type { Semantics } from '../kinds/shared/fields.ts';
import type { Tree } from '../model/tree.ts';

/** A JSON Schema, as far as fields are described from it. */
export interface Shape {
  readonly type?: string;
  readonly description?: string;
  readonly examples?: readonly Tree[];
  readonly enum?: readonly Tree[];
  readonly const?: Tree;
  readonly default?: Tree;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly propertyNames?: Shape;
  readonly additionalProperties?: Shape | boolean;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly 'x-keywright'?: Semantics;
  /** What validation says of a value that it refuses: `must be …`, `has more than …`. */
  readonly [refusals]?: readonly string[];
}

const refusals = 'x-refusals';

/**
 * Derives the shape of what a schema takes, with the words of its own checks. So a page tells the rules that are
 * checked.
 */
export function shapeOf(schema: z.ZodType): Shape {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    override(made) {
      keepExamples(made);
      const { zodSchema, jsonSchema } = made;
      const words = wordsOf(zodSchema._zod.def.checks ?? []);
      if (words.length > 0) jsonSchema[refusals] = words;
    },
  }) as Shape;
}

/** Checks with a word of their own say it whatever the value is. */
function wordsOf(checks: readonly z.core.$ZodCheck[]): readonly string[] {
  return checks.flatMap((check) => {
    const say = check._zod.def.error as ((issue: object) => unknown) | undefined;
    const said = say?.({ code: 'custom', input: undefined, path: [] });
    return typeof said === 'string' ? [said] : [];
  });
}

export function refusalsOf(shape: Shape): readonly string[] {
  return shape[refusals] ?? [];
}

/**
 * Lists the ways to write a value. They are each member of a union, without `null`, and without text that waits for a
 * hole.
 */
export function waysOf(shape: Shape): readonly Shape[] {
  return membersOf(shape).filter((one) => one.type !== 'null' && !isHoled(one));
}

export function isNullable(shape: Shape): boolean {
  return membersOf(shape).some(({ type }) => type === 'null');
}

/** Returns true if `${account.id}` and its like are filled in its text. */
export function isTemplate(shape: Shape): boolean {
  return membersOf(shape).some(isHoled);
}

function membersOf(shape: Shape): readonly Shape[] {
  const members = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])];
  return members.length === 0 ? [shape] : members.flatMap(membersOf);
}

function isHoled({ pattern }: Shape): boolean {
  return pattern === String.raw`\$\{[^}]*\}`;
}

/** Finds words and semantics of a field: its own, or else those of what it wraps. */
export function aboutOf(shape: Shape): {
  readonly description: string | undefined;
  readonly examples: readonly Tree[];
  readonly semantics: Semantics;
} {
  const inner = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].map(aboutOf);
  return {
    description: shape.description ?? inner.find(({ description }) => description !== undefined)?.description,
    examples: shape.examples ?? inner.find(({ examples }) => examples.length > 0)?.examples ?? [],
    semantics: Object.assign(
      {},
      ...inner.map(({ semantics }) => semantics),
      shape['x-keywright'],
    ) as Semantics,
  };
}
