import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Service } from '../../src/model/call.ts';

/**
 * What the SDK's clients say of the messages of AWS, read without their codecs: shapes from their schemas,
 * values of enumerations from their types, and the errors of an operation from what its command says it throws.
 */
export interface ServiceMessages {
  operation(name: string): Shapes | undefined;
  /** Allowed values of `Interface.Member`; undefined where it is no enumeration. */
  valuesOf(member: string): readonly string[] | undefined;
  /** Names of modelled errors. */
  errorsOf(operation: string): readonly string[];
}

interface Shapes {
  readonly input: unknown;
  readonly output: unknown;
}

const packages: Readonly<Record<Service, string>> = {
  kms: 'client-kms',
  s3: 'client-s3',
  sts: 'client-sts',
  tagging: 'client-resource-groups-tagging-api',
  cloudtrail: 'client-cloudtrail',
  iam: 'client-iam',
};

const require = createRequire(import.meta.url);
const root = new URL('../../node_modules/@aws-sdk/', import.meta.url);

/**
 * Defers a read until first asked for, and without waiting. Nothing real may be awaited while a virtual clock runs.
 */
function lazily<T>(read: () => T): () => T {
  let held: { readonly value: T } | undefined;
  return () => (held ??= { value: read() }).value;
}

/** The messages of every service. */
export const serviceMessages: ReadonlyMap<Service, ServiceMessages> = new Map(
  Object.entries(packages).map(([service, name]) => [service as Service, messagesOf(name)]),
);

function messagesOf(name: string): ServiceMessages {
  const folder = new URL(`${name}/`, root);
  const operations = lazily(() => operationsIn(require(`@aws-sdk/${name}`) as object));
  const enums = lazily(() => enumsIn(new URL('dist-types/models/', folder)));
  const errors = new Map<string, readonly string[]>();
  return {
    operation: (operation) => operations().get(operation),
    valuesOf: (member) => enums().get(member),
    errorsOf(operation) {
      const held = errors.get(operation);
      if (held !== undefined) return held;
      const file = new URL(`dist-types/commands/${operation}Command.d.ts`, folder);
      const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
      const names = [...text.matchAll(/@throws \{@link (\w+)\}/gu)].map(([, error = '']) => error);
      errors.set(operation, names);
      return names;
    },
  };
}

function operationsIn(client: object): ReadonlyMap<string, Shapes> {
  return new Map(
    Object.values(client)
      .filter((shape: unknown): shape is readonly unknown[] => Array.isArray(shape) && shape[0] === 9)
      .map((shape) => [String(shape[2]), { input: shape[4], output: shape[5] }]),
  );
}

function enumsIn(folder: URL): ReadonlyMap<string, readonly string[]> {
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const values = new Map<string, readonly string[]>();
  for (const text of texts)
    for (const [, name = '', body = ''] of text.matchAll(/export declare const (\w+): \{([^}]*)\};/gu))
      values.set(
        name,
        [...body.matchAll(/readonly \w+: "([^"]*)";/gu)].map(([, value = '']) => value),
      );
  const members = new Map<string, readonly string[]>();
  for (const text of texts)
    for (const [, name = '', body = ''] of text.matchAll(/export interface (\w+)[^{]*\{\n(.*?)\n\}/gsu))
      for (const [, member = '', type = ''] of body.matchAll(/^ {4}(\w+)\??: (\w+)/gmu)) {
        const allowed = values.get(type);
        if (allowed !== undefined && allowed.length > 0) members.set(`${name}.${member}`, allowed);
      }
  return members;
}
