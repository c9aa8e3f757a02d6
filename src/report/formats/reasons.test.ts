import { expect, it } from 'vitest';
import { isList, isMap, type Tree } from '../../model/tree.ts';
import { outputSchema, publishedFormats } from './index.ts';

/** Where `why` says what a value means, and nothing waits or is blocked. */
const explained: ReadonlySet<string> = new Set(['loosened', 'notKnown']);

/** Finds the paths of objects with a `why` and no `reason`. */
function unreasoned(schema: Tree, at: readonly string[] = []): readonly string[] {
  if (isList(schema)) return schema.flatMap((one) => unreasoned(one, at));
  if (!isMap(schema)) return [];
  const fields = schema['properties'];
  const bare =
    isMap(fields) && 'why' in fields && !('reason' in fields) && !at.some((name) => explained.has(name));
  const below = Object.entries(schema).flatMap(([name, one]) => unreasoned(one, [...at, name]));
  return [...(bare ? [at.join('/')] : []), ...below];
}

it.each(publishedFormats)(
  '$file has a reason code beside each why, so that nobody matches on words',
  (format) => {
    expect(unreasoned(outputSchema(format))).toEqual([]);
  },
);
