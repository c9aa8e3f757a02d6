import { expect, test } from 'vitest';
import type { Answer, Client } from './client.ts';
import { createMemory, createReader, type Known } from './reader.ts';

/** Makes a reader whose answers the test gives one by one. */
function prepared() {
  const waiting: ((answer: Answer<string>) => void)[] = [];
  const tags: (string | undefined)[] = [];
  const told: Known<string>[] = [];
  const memory = createMemory(2);
  const time = { now: 1000 };
  function read(_path: string, given?: { readonly etag?: string | undefined }): Promise<Answer<string>> {
    tags.push(given?.etag);
    return new Promise((resolve) => void waiting.push(resolve));
  }
  const reader = createReader<string>({
    path: '/x',
    client: { read: read as Client['read'] },
    memory,
    now: () => time.now,
    tell: (known) => told.push(known),
  });
  async function answer(given: Answer<string>): Promise<void> {
    waiting.shift()?.(given);
    // More turns than the reader takes to tell of an answer.
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }
  return { reader, answer, told, tags, memory, time, open: () => waiting.length };
}

const value = { is: 'value', value: 'a', etag: '"1"' } as const;

test('asks once more when changes come while it asks', async () => {
  const { reader, answer, open, tags } = prepared();
  reader.again();
  reader.again();
  reader.again();
  expect(open()).toBe(1);
  await answer(value);
  expect(tags).toEqual([undefined, '"1"']);
  await answer(value);
  expect(open()).toBe(0);
});

test('keeps the value and its age when the daemon does not answer', async () => {
  const { reader, answer, told, time } = prepared();
  reader.again();
  await answer(value);
  time.now = 2000;
  reader.again();
  await answer({ is: 'unreachable' });
  expect(told.at(-1)).toEqual({ value: 'a', at: 1000, failure: { is: 'unreachable' }, isLoading: false });
});

test('renews the age and forgets the failure when nothing changed', async () => {
  const { reader, answer, told, time } = prepared();
  reader.again();
  await answer(value);
  reader.again();
  await answer({ is: 'unreachable' });
  time.now = 3000;
  reader.again();
  await answer({ is: 'unchanged' });
  expect(told.at(-1)).toEqual({ value: 'a', at: 3000, isLoading: false });
});

test('shows what it knew when the memory dropped it while nothing changed', async () => {
  const { reader, answer, told, memory } = prepared();
  reader.again();
  await answer(value);
  reader.again();
  for (const path of ['/y', '/z']) memory.keep(path, { etag: undefined, value: path, at: 0 });
  await answer({ is: 'unchanged' });
  expect(told.at(-1)).toEqual({ value: 'a', at: 1000, isLoading: false });
});

test('tells nothing after it was closed', async () => {
  const { reader, answer, told } = prepared();
  reader.again();
  reader.close();
  await answer(value);
  expect(told).toEqual([]);
});

test('forgets the oldest answer when there are too many', () => {
  const memory = createMemory(2);
  for (const path of ['/a', '/b', '/a', '/c']) memory.keep(path, { etag: undefined, value: path, at: 0 });
  expect(['/a', '/b', '/c'].map((path) => memory.get(path)?.value)).toEqual(['/a', undefined, '/c']);
});
