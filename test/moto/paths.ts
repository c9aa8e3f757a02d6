/** `node paths.ts`: every managed path of every kind as JSON, so that the lane cannot leave one out unseen. */
import type { z } from 'zod';
import { kinds } from '../../src/kinds/index.ts';
import { fieldsAt } from '../../src/manifest/json-schema.ts';
import { join, type Path } from '../../src/model/path.ts';

/** Lists every leaf of a spec; what is behind a reference is another resource's. */
function leavesOf(schema: z.ZodType, at: Path = ''): readonly Path[] {
  const names = fieldsAt(schema, at).filter((name) => name !== 'ref');
  return names.length === 0 ? [at] : names.flatMap((name) => leavesOf(schema, join(at, name)));
}

process.stdout.write(
  JSON.stringify(kinds.flatMap(({ kind, schema }) => leavesOf(schema).map((path) => `${kind} ${path}`))),
);
