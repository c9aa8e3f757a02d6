import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { kinds } from '../kinds/index.ts';
import { stackKind } from '../kinds/stack/index.ts';
import { metadataSchema, stackMetadataSchema } from '../manifest/envelope.ts';
import { isList, isMap, type Tree } from '../model/tree.ts';
import type { Field } from './field.ts';
import { allPages, type KindPage } from './kind.ts';
import { fieldPage } from './page.ts';

const pages = allPages(kinds, stackKind);

interface Asked {
  readonly name: string;
  readonly page: KindPage;
  readonly field: Field;
  readonly parents: readonly Field[];
}

function below(page: KindPage, fields: readonly Field[], parents: readonly Field[]): readonly Asked[] {
  return fields.flatMap((field) => [
    { name: `${page.kind}${field.path.replaceAll('/', '.')}`, page, field, parents },
    ...below(page, field.fields, [...parents, field]),
  ]);
}

const all = pages.flatMap((page) => below(page, [...page.metadata, ...page.spec], []));

function schemasOf(kind: string): { readonly metadata: z.ZodType; readonly spec: z.ZodType } {
  if (kind === stackKind.kind) return { metadata: stackMetadataSchema, spec: stackKind.schema };
  const found = kinds.find((one) => one.kind === kind);
  return { metadata: metadataSchema, spec: found?.schema ?? z.never() };
}

/** Loads the example of a kind that is checked in, into which the example of a field is put. */
function documentOf(kind: string): { readonly metadata: Tree; readonly spec: Tree } {
  const file = `${kind.replaceAll(/(?<!^)(?=[A-Z])/gu, '-').toLowerCase()}.yaml`;
  const text = readFileSync(join(import.meta.dirname, '../../docs/examples', file), 'utf8');
  const found = (loadAll(text) as { kind: string; metadata: Tree; spec: Tree }[]).find(
    (one) => one.kind === kind,
  );
  return found ?? { metadata: {}, spec: {} };
}

/** Merges two trees: `over` wins where both say something; a list is replaced. */
function merged(under: Tree, over: Tree): Tree {
  if (!isMap(under) || !isMap(over) || isList(under) || isList(over)) return over;
  const names = [...new Set([...Object.keys(under), ...Object.keys(over)])];
  return Object.fromEntries(
    names.map((name) => [
      name,
      name in over ? merged(under[name] ?? null, over[name] ?? null) : (under[name] ?? null),
    ]),
  );
}

describe('every field', () => {
  it('explains each field: there are fields of each kind', () => {
    expect(all.length).toBeGreaterThan(200);
    for (const { kind, spec } of pages) expect(spec.length, kind).toBeGreaterThan(0);
  });

  it.each(all)('$name has a description and an example that validation takes', ({ page, field, parents }) => {
    expect(field.description).toMatch(/^\S.*[.]$/su);
    const { inPlace } = fieldPage(page, field, parents);
    expect(inPlace).toBeDefined();
    const part = field.path.startsWith('/metadata') ? 'metadata' : 'spec';
    const placed = isMap(inPlace) ? (inPlace[part] ?? null) : null;
    const value = merged(documentOf(page.kind)[part], placed);
    const result = schemasOf(page.kind)[part].safeParse(value);
    const under = field.path.split('/').slice(2);
    // Examples of one field may contradict the rest of the document; inside the field nothing may be wrong.
    const wrong = (result.error?.issues ?? []).filter(({ code, path }) => {
      const names = path.filter((one) => typeof one === 'string');
      return code !== 'custom' && names.join('/').startsWith(under.join('/'));
    });
    expect(wrong).toEqual([]);
  });

  it.each(all.filter(({ field }) => !field.required))('$name says what leaving it out means', (asked) => {
    const { page, field, parents } = asked;
    // Only what a resource has in AWS can be left as it is.
    const managed = page.resource !== undefined && field.path.startsWith('/spec');
    if (!managed) expect(field.semantics.unset).toBeDefined();
    expect(fieldPage(page, field, parents).unset).not.toBe('');
  });
});

describe('every facet', () => {
  it.each(
    kinds.flatMap((kind) =>
      kind.facets.map((facet) => ({ kind, facet, name: `${kind.kind}.${facet.name}` })),
    ),
  )('$name says which changes wait for a person if it finds risks, and is a sentence', ({ facet }) => {
    expect(facet.approval === undefined).toBe(facet.risk === undefined);
    expect(facet.about).toMatch(/^[A-Z].*[.]$/u);
  });
});
