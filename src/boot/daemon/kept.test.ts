import { expect, it } from 'vitest';
import { memoryDisk } from '../../runtime/memory-files.ts';
import { keptFor } from './kept.ts';

it.each([
  { what: 'a real AWS', embedded: undefined, found: { id: 'abc', estate: 'e' } },
  { what: 'an embedded AWS on a disk', embedded: { isVolatile: false }, found: { id: 'abc', estate: 'e' } },
  { what: 'an embedded AWS that ended with its process', embedded: { isVolatile: true }, found: undefined },
])('finds after a restart what was in force: $what', async ({ embedded, found }) => {
  const { files } = memoryDisk();
  await keptFor({ embedded, dataDir: '/data' }, files).write({ id: 'abc', estate: 'e' });
  expect(await keptFor({ embedded, dataDir: '/data' }, files).read()).toEqual(found);
});

it('reads what an earlier version kept, and takes an empty file for none', async () => {
  const { files } = memoryDisk();
  const kept = keptFor({ embedded: undefined, dataDir: '/data' }, files);
  await files.write('/data/revision', 'abc');
  expect(await kept.read()).toEqual({ id: 'abc' });
  await files.write('/data/revision', '');
  expect(await kept.read()).toBeUndefined();
});
