import { expect, it } from 'vitest';
import { run } from './run.ts';

it.each([1, 2, 3])(
  'ends a day of drift, commits, throttling, lag and restarts converged (seed %i)',
  async (seed) => {
    const { wrong, log } = await run({ seed, hours: 24, daemons: 2 });
    expect(wrong, log.slice(-60).join('\n')).toEqual([]);
  },
);

it('gives the same log for the same seed', async () => {
  const first = await run({ seed: 7, hours: 6, daemons: 2 });
  const second = await run({ seed: 7, hours: 6, daemons: 2 });
  expect(second.log).toEqual(first.log);
});
