import { expect, it } from 'vitest';
import { closeAll, closedUnless } from './close-all.ts';

it('closes all although one fails, and tells of the first failure', async () => {
  const closed: string[] = [];
  const close = (name: string) => async () => {
    closed.push(name);
    if (name !== 'c') throw new Error(name);
  };
  await expect(closeAll(close('a'), close('b'), close('c'))).rejects.toThrow('a');
  expect(closed).toEqual(['a', 'b', 'c']);
});

it('closes what was opened when the work with it fails, and only then', async () => {
  let closed = 0;
  const close = async (): Promise<void> => {
    closed += 1;
  };
  expect(await closedUnless(async () => 'done', close)).toBe('done');
  expect(closed).toBe(0);
  await expect(closedUnless(() => Promise.reject(new Error('no disk')), close)).rejects.toThrow('no disk');
  expect(closed).toBe(1);
});
