import { z } from 'zod';
import type { AnyKind } from '../model/kind/kind.ts';
import { isList, isMap, type Tree, type TreeMap } from '../model/tree.ts';
import { keepExamples } from './examples.ts';
import { apiVersion, metadataSchema, stackMetadataSchema } from './envelope.ts';
import type { StackDeclaration } from './stack-declaration.ts';

/** Draft 07 is what the YAML language server of editors documents. */
const draft = 'http://json-schema.org/draft-07/schema#';

/** Stable: an editor may hold it, and a major version of the format changes it. */
const base = 'https://keywright.dev/schemas/v1/';

/**
 * Builds JSON Schemas for editors, by file name: one for each kind (`bucket-encryption.json`), and
 * `manifest.json`, which picks by `kind`. In a manifest:
 *
 *     # yaml-language-server: $schema=../schemas/manifest.json
 */
export function editorSchemas(
  kinds: readonly AnyKind[],
  stack: StackDeclaration & { readonly summary: string },
): ReadonlyMap<string, string> {
  const schemas = new Map<string, TreeMap>([
    [stack.kind, documentSchema(stack.kind, stack.summary, stackMetadataSchema, stack.schema)],
    ...kinds.map(
      ({ kind, summary, schema }) => [kind, documentSchema(kind, summary, metadataSchema, schema)] as const,
    ),
  ]);
  const files = new Map<string, TreeMap>([['manifest.json', anyManifest(schemas)]]);
  for (const [kind, schema] of schemas) files.set(schemaFileOf(kind), schema);
  return new Map([...files].map(([name, schema]) => [name, `${JSON.stringify(schema, undefined, 2)}\n`]));
}

/** Builds the name of the file of a kind: `bucket-encryption.json`. */
export function schemaFileOf(kind: string): string {
  return `${kind.replaceAll(/(?<!^)(?=[A-Z])/gu, '-').toLowerCase()}.json`;
}

/** Builds the schema of one document: its envelope, its metadata and its spec. */
export function documentSchema(kind: string, summary: string, metadata: z.ZodType, spec: z.ZodType): TreeMap {
  const document = z.strictObject({
    $schema: z.string().optional().meta({ description: 'For editors.' }),
    apiVersion: z.literal(apiVersion),
    kind: z.literal(kind),
    metadata,
    spec,
  });
  const schema = z.toJSONSchema(document, {
    target: 'draft-7',
    io: 'input',
    override: keepExamples,
  }) as TreeMap;
  return {
    $schema: draft,
    $id: `${base}${schemaFileOf(kind)}`,
    title: kind,
    description: summary,
    ...schema,
  };
}

/** Builds one schema for all kinds: `if kind … then`, so that an editor tells that kind's errors only. */
function anyManifest(schemas: ReadonlyMap<string, TreeMap>): TreeMap {
  const definitions: Record<string, Tree> = {};
  for (const [kind, schema] of schemas) {
    const { $schema: _, $id: __, definitions: own = {}, ...rest } = schema;
    definitions[kind] = moved(rest, kind);
    for (const [name, definition] of Object.entries(own as TreeMap)) {
      definitions[`${kind}.${name}`] = moved(definition, kind);
    }
  }
  const kinds = [...schemas.keys()];
  return {
    $schema: draft,
    $id: `${base}manifest.json`,
    title: 'Keywright manifest',
    type: 'object',
    properties: { apiVersion: { const: apiVersion }, kind: { enum: kinds } },
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    allOf: kinds.map((kind) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      then: { $ref: `#/definitions/${kind}` },
    })),
    definitions,
  };
}

/** Leads the references of the schema to the definitions of its kind. */
function moved(tree: Tree, kind: string): Tree {
  if (isList(tree)) return tree.map((item) => moved(item, kind));
  if (!isMap(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string'
        ? value.replace('#/definitions/', `#/definitions/${kind}.`)
        : moved(value, kind),
    ]),
  );
}
