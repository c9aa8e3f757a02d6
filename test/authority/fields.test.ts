import { expect, it } from 'vitest';
import { z } from 'zod';
import { neutral } from '../../src/engine/authority/classes.ts';
import { metadataFields } from '../../src/engine/authority/metadata-fields.ts';
import { stackFields } from '../../src/engine/authority/stack-fields.ts';
import { looseningSentences } from '../../src/report/sentences/loosened.ts';
import { stackSchema } from '../../src/kinds/stack/schema.ts';
import { metadataSchema, stackMetadataSchema } from '../../src/manifest/envelope.ts';

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

/** Lists the path of each field that holds a value; `*` stands for each item of a list. */
function pathsOf(schema: z.ZodType, under: string): readonly string[] {
  const root = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' }) as Shape;
  const walk = (shape: Shape, at: string): readonly string[] => {
    const below = [
      ...Object.entries(shape.properties ?? {}).flatMap(([name, one]) => walk(one, `${at}/${name}`)),
      ...(shape.items?.properties === undefined ? [] : walk(shape.items, `${at}/*`)),
      ...(shape.anyOf ?? []).flatMap((one) => (one.properties === undefined ? [] : walk(one, at))),
    ];
    return below.length === 0 ? [at] : below;
  };
  return [...new Set(walk(root, under))];
}

const how =
  'A commit that changes this field must be known to loosen, to tighten or to do neither: give it a row in ' +
  'src/engine/authority/stack-fields.ts or metadata-fields.ts';

it.each([
  {
    document: 'the Stack',
    paths: [...pathsOf(stackMetadataSchema, '/metadata'), ...pathsOf(stackSchema, '/spec')],
    classed: Object.keys(stackFields),
  },
  {
    document: 'the metadata of a resource',
    paths: [...pathsOf(metadataSchema, '/metadata'), '/spec/ownership'],
    classed: Object.keys(metadataFields),
  },
])('classes every field of $document, and nothing else', ({ paths, classed }) => {
  const covers = (row: string, path: string): boolean => path === row || path.startsWith(`${row}/`);
  expect(paths.length).toBeGreaterThan(8);
  expect(
    paths.filter((path) => !classed.some((row) => covers(row, path))),
    how,
  ).toEqual([]);
  expect(
    classed.filter((row) => !paths.some((path) => covers(row, path))),
    'no such field',
  ).toEqual([]);
});

it('has a sentence for each field that can be loosened, and for no other', () => {
  const can = [...Object.entries(stackFields), ...Object.entries(metadataFields)]
    .filter(([, { judge }]) => judge !== neutral)
    .map(([path]) => path);
  expect(Object.keys(looseningSentences).sort()).toEqual([...new Set(can)].sort());
});
