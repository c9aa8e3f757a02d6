import { expect, it } from 'vitest';
import { shiftedClock } from '../runtime/shifted-clock.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { createSetBack } from './set-back.ts';

it('notices once that the clock was set back, however long ago', async () => {
  const clock = shiftedClock(virtualClock());
  const setBack = createSetBack(clock);
  clock.step(-5_000);
  await clock.sleep(60_000);
  expect([setBack.happened(), setBack.happened()]).toEqual([true, false]);
});

it('notices nothing when time passes or the clock is set forward', async () => {
  const clock = shiftedClock(virtualClock());
  const setBack = createSetBack(clock);
  await clock.sleep(60_000);
  clock.step(5_000);
  expect(setBack.happened()).toBe(false);
});

it('notices nothing when the process is paused between two readings', () => {
  // Each reading takes longer than the one before it.
  let time = 0;
  let step = 0;
  const tick = (): number => (time += step += 10);
  const setBack = createSetBack({ now: tick, monotonic: tick });
  expect([1, 2, 3].map(() => setBack.happened())).toEqual([false, false, false]);
});
