import { z } from 'zod';
import { keepExamples } from '../../manifest/examples.ts';
import { join, type Path } from '../../model/path.ts';
import type { Tree } from '../../model/tree.ts';
import { daemonSchema } from './schema/index.ts';

/** One setting, made of the schema: whoever adds a field there has the flag, the variable and the page. */
export interface Setting {
  /** Below the spec; `/sources/0/…` stands for a setting of each source. */
  readonly path: Path;
  /** `cadence.fast`, `sources[].git.url`. */
  readonly name: string;
  readonly type: 'text' | 'number' | 'boolean' | 'list';
  readonly description: string;
  readonly values: readonly string[];
  readonly default: Tree | undefined;
  readonly required: boolean;
  /** Absent: only a file can set it, since it is one of many of its kind. */
  readonly flag?: `--${string}`;
  readonly variable?: string;
}

/** A JSON Schema as far as it is asked here. */
interface Shape {
  readonly type?: string;
  readonly description?: string;
  readonly default?: Tree;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
}

const prefix = 'KEYWRIGHT_';

/** All settings, in the order of the schema. */
export const settings: readonly Setting[] = settingsOf(
  z.toJSONSchema(daemonSchema, { target: 'draft-7', io: 'input', override: keepExamples }) as Shape,
);

function settingsOf(shape: Shape, path: Path = '', names: readonly string[] = []): readonly Setting[] {
  return Object.entries(shape.properties ?? {}).flatMap(([field, inner]) => {
    const below = join(path, field);
    const named = [...names, field];
    if (inner.properties !== undefined) return settingsOf(inner, below, named);
    if (inner.items?.properties !== undefined)
      return settingsOf(inner.items, join(below, 0), [...names, `${field}[]`]);
    return [leaf(inner, below, named, shape.required?.includes(field) === true)];
  });
}

function leaf(shape: Shape, path: Path, names: readonly string[], required: boolean): Setting {
  const isList = shape.items !== undefined;
  return {
    path,
    name: names.join('.'),
    type: isList ? 'list' : typeOf(shape),
    description: shape.description ?? '',
    values: (shape.items ?? shape).enum ?? [],
    default: shape.default,
    required,
    // A map has no form in one line of text.
    ...(shape.type === 'object' ? {} : outside(names)),
  };
}

function typeOf({ type }: Shape): Setting['type'] {
  if (type === 'boolean') return 'boolean';
  return type === 'number' || type === 'integer' ? 'number' : 'text';
}

/**
 * Derives flag and variable, by one rule. Lets them describe one source; of other lists a file has to name the items.
 */
function outside(names: readonly string[]): Pick<Setting, 'flag' | 'variable'> {
  const [first, ...rest] = names;
  const words = [first === 'sources[]' ? 'source' : (first ?? ''), ...rest];
  if (words.some((word) => word.endsWith('[]'))) return {};
  const kebab = words.join('-').replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
  return { flag: `--${kebab}`, variable: `${prefix}${kebab.replaceAll('-', '_').toUpperCase()}` };
}

/**
 * Tests whether a variable has our prefix and yet is not meant for us: those of the command line itself, and those
 * that Kubernetes sets for a Service named keywright (Kubernetes docs, "Accessing the Service", environment
 * variables).
 */
export function isForeignVariable(name: string): boolean {
  return !name.startsWith(prefix) || /^KEYWRIGHT_(?:DEBUG|CONFIG|PORT|SERVICE|TOKEN_FILE)(?:_|$)/u.test(name);
}
