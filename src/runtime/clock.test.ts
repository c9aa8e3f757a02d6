import { expect, it, vi } from 'vitest';
import { realClock } from './clock.ts';

it('sleeps at least as long as asked', async () => {
  const clock = realClock();
  const before = clock.now();
  await clock.sleep(15);
  expect(clock.now() - before).toBeGreaterThanOrEqual(14);
});

it('lets others have their turn when it sleeps for no time', async () => {
  let turns = 0;
  setImmediate(() => (turns += 1));
  await realClock().sleep(0);
  expect(turns).toBe(1);
});

it('ends a sleep longer than a timer can be when it is aborted', async () => {
  const stop = new AbortController();
  const slept = realClock().sleep(10_000_000_000, stop.signal);
  stop.abort();
  await slept;
  expect(stop.signal.aborted).toBe(true);
});

it('sleeps no longer when the time of day is set back meanwhile', async () => {
  const hours = vi.spyOn(Date, 'now').mockReturnValueOnce(36_000_000).mockReturnValue(0);
  try {
    await realClock().sleep(1);
  } finally {
    hours.mockRestore();
  }
});
