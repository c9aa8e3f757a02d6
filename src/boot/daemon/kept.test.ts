import { expect, it } from 'vitest';
import { memoryDisk } from '../../runtime/memory-files.ts';
import { keptFor } from './kept.ts';

it.each([
  { what: 'a real AWS', embedded: undefined, found: 'abc' },
  { what: 'an embedded AWS on a disk', embedded: { isVolatile: false }, found: 'abc' },
  { what: 'an embedded AWS that ended with its process', embedded: { isVolatile: true }, found: undefined },
])('finds after a restart what was in force: $what', async ({ embedded, found }) => {
  const { files } = memoryDisk();
  await keptFor({ embedded, dataDir: '/data' }, files).write('abc');
  expect(await keptFor({ embedded, dataDir: '/data' }, files).read()).toBe(found);
});
