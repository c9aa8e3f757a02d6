import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { displayOf } from '../../../src/report/display/make.ts';
import { applyJson } from '../../../src/report/json/apply.ts';
import { outputSchema, publishedFormats } from '../../../src/report/formats/index.ts';
import { planJson } from '../../../src/report/json/plan.ts';
import { goldenApplies } from './cases/applies.ts';
import { goldenPlans } from './cases/index.ts';

/** Validates like a reader: with the checked-in schema, and an independent validator. */
function problemsOf(text: string): unknown {
  const value = JSON.parse(text) as { readonly kind?: unknown };
  const format = publishedFormats.find(({ kind }) => kind === value.kind);
  if (format === undefined) return `no format is called ${String(value.kind)}`;
  const file = join(import.meta.dirname, '../../../schemas/output', format.file);
  const ajv = new Ajv({ allErrors: true });
  return ajv.validate(JSON.parse(readFileSync(file, 'utf8')) as object, value) === true ? [] : ajv.errors;
}

const folders = [import.meta.dirname, join(import.meta.dirname, '../../e2e/outputs')];
const kept = folders
  .filter((folder) => existsSync(folder))
  .flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') })),
  );

describe('the published schemas', () => {
  it.each(kept)('accepts $name', ({ text }) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it.each(goldenPlans)('accepts the plan $name', ({ plan }) => {
    expect(problemsOf(planJson(displayOf(plan)))).toEqual([]);
  });

  it.each(goldenApplies)('accepts the result $name', ({ result }) => {
    expect(problemsOf(applyJson(result))).toEqual([]);
  });

  it('refuses an output without a required field', () => {
    const text = kept.find(({ name }) => name === 'empty.json')?.text ?? '';
    const { stack: _, ...rest } = JSON.parse(text) as Record<string, unknown>;

    expect(problemsOf(JSON.stringify(rest))).toMatchObject([{ keyword: 'required' }]);
  });

  it('lets a later minor version add a field', () => {
    const text = kept.find(({ name }) => name === 'empty.json')?.text ?? '';

    expect(problemsOf(JSON.stringify({ ...(JSON.parse(text) as object), more: 1 }))).toEqual([]);
  });

  it.each(publishedFormats)('$file has a text for every field', (format) => {
    expect(withoutText(outputSchema(format))).toEqual([]);
  });
});

type Schema = { readonly [key: string]: unknown };

/** Fields that neither say what they are nor name a part that does. */
function withoutText(schema: unknown, at = ''): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, ...rest } = schema as Schema;
  const fields = Object.entries((properties ?? {}) as Readonly<Record<string, Schema>>);
  return [
    ...fields.flatMap(([name, field]) =>
      field['description'] === undefined && field['$ref'] === undefined ? [`${at}/${name}`] : [],
    ),
    ...[...fields, ...Object.entries(rest)].flatMap(([name, inner]) => withoutText(inner, `${at}/${name}`)),
  ];
}
