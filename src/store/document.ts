import type { z } from 'zod';
import { diagnosticOf, newer, storeFailure } from './failure.ts';

/** Fields of a stored document that this version does not know. */
export type UnknownFields = readonly UnknownField[];

interface UnknownField {
  /** Names of fields, and of entries in lists, from the document to what holds the field. */
  readonly path: readonly (string | Entry)[];
  readonly key: string;
  readonly value: unknown;
}

/** An entry of a list. Its position changes, so it is known by its name or by all that it says. */
interface Entry {
  readonly name: string | undefined;
  readonly text: string;
}

export interface Read<T> {
  readonly value: T;
  readonly unknown: UnknownFields;
}

/**
 * Parses a stored document of this format and sets aside the fields that it does not know. Lets replicas of two
 * versions work on one store (authority.md §4.19). Keeps the older one from refusing or dropping what the newer one
 * adds. Throws what the schema says against the rest.
 */
export function readKnown<T>(schema: z.ZodType<T>, document: unknown): Read<T> {
  const aside: { readonly at: readonly PropertyKey[]; readonly key: string; readonly value: unknown }[] = [];
  const copy = { document };
  for (;;) {
    const parsed = schema.safeParse(copy.document);
    if (parsed.success) {
      const unknown = aside.map(({ at, key, value }) => ({ path: namedIn(copy.document, at), key, value }));
      return { value: parsed.data, unknown };
    }
    const { issues } = parsed.error;
    if (!issues.every((issue) => issue.code === 'unrecognized_keys')) throw parsed.error;
    if (aside.length === 0) copy.document = structuredClone(document);
    for (const { path, keys } of issues) {
      const holder = inside(copy.document, path);
      for (const key of keys) {
        aside.push({ at: path, key, value: holder[key] });
        Reflect.deleteProperty(holder, key);
      }
    }
  }
}

export type Stored<T> =
  ({ readonly is: 'read' } & Read<T>) | { readonly is: 'damaged'; readonly cause: unknown };

/**
 * Parses the text of a stored document. Rejects one of a format above `known`, which nothing must overwrite. Takes a
 * document that names no format for one of the first.
 */
export function readStored<T>(text: string, file: string, schema: z.ZodType<T>, known = 1): Stored<T> {
  try {
    const document: unknown = JSON.parse(text);
    const version = isFields(document) ? document['version'] : undefined;
    if (typeof version === 'number' && version > known) throw storeFailure(newer(file, version, known));
    return { is: 'read', ...readKnown(schema, document) };
  } catch (cause) {
    if (diagnosticOf(cause) !== undefined) throw cause;
    return { is: 'damaged', cause };
  }
}

/** Puts unknown fields back where they stood. Those of an entry that is gone go with it. */
export function withUnknown<T>(value: T, unknown: UnknownFields): T {
  if (unknown.length === 0) return value;
  const copy: unknown = structuredClone(value);
  for (const { path, key, value: field } of unknown) {
    let holder: unknown = copy;
    for (const step of path)
      holder = typeof step === 'string' ? fieldOf(holder, step) : entryIn(holder, step);
    if (isFields(holder) && !(key in holder)) holder[key] = field;
  }
  return copy as T;
}

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldOf(holder: unknown, name: string): unknown {
  return isFields(holder) ? holder[name] : undefined;
}

function inside(document: unknown, path: readonly PropertyKey[]): Fields {
  let at: unknown = document;
  for (const step of path) at = Reflect.get(at as object, step);
  return at as Fields;
}

function namedIn(document: unknown, at: readonly PropertyKey[]): UnknownField['path'] {
  return at.map((step, depth) =>
    typeof step === 'number' ? entryOf(inside(document, at.slice(0, depth + 1))) : String(step),
  );
}

function entryOf(value: unknown): Entry {
  const name = fieldOf(value, 'id') ?? fieldOf(value, 'address');
  return { name: typeof name === 'string' ? name : undefined, text: JSON.stringify(value) };
}

/** Finds the same entry, or the only one of its name: it says something else now. */
function entryIn(list: unknown, { name, text }: Entry): unknown {
  if (!Array.isArray(list)) return undefined;
  const entries: readonly unknown[] = list;
  const same = entries.find((one) => JSON.stringify(one) === text);
  if (same !== undefined || name === undefined) return same;
  const named = entries.filter((one) => entryOf(one).name === name);
  return named.length === 1 ? named[0] : undefined;
}
