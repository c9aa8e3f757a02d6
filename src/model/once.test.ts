import { expect, it } from 'vitest';
import { once } from './once.ts';

it('does the work once for all who ask', async () => {
  let done = 0;
  const ask = once(async () => (done += 1));
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  expect(await ask()).toBe(1);
});

it('tries again after a failure', async () => {
  const ends = [Promise.reject(new Error('no disk')), Promise.resolve('done')];
  const ask = once(() => ends.shift() ?? Promise.resolve('again'));
  await expect(ask()).rejects.toThrow('no disk');
  expect(await ask()).toBe('done');
  expect(await ask()).toBe('done');
});

it('tries again after an invalid answer', async () => {
  const answers = ['busy', 'done'];
  const ask = once(
    async () => answers.shift(),
    (answer) => answer !== 'busy',
  );
  expect([await ask(), await ask(), await ask()]).toEqual(['busy', 'done', 'done']);
});

it('keeps a later success when an earlier failure is heard late', async () => {
  const first = Promise.withResolvers<string>();
  const ends = [first.promise, Promise.resolve('done')];
  const ask = once(() => ends.shift() ?? Promise.resolve('again'));
  const late = [ask(), ask()];
  first.reject(new Error('no disk'));
  expect((await Promise.allSettled(late)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect([await ask(), await ask()]).toEqual(['done', 'done']);
});
