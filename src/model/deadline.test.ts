import { expect, it } from 'vitest';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { withDeadline } from './deadline.ts';

it('gives the value of work that is in time, and leaves no timer behind', async () => {
  const clock = virtualClock(0);
  expect(await withDeadline(clock, 1_000, async () => 'done')).toEqual({ is: 'in-time', value: 'done' });
  expect(clock.waiting()).toBe(0);
});

it('answers late at the deadline although the work takes no notice, and tells it to stop', async () => {
  const clock = virtualClock(0);
  const told: AbortSignal[] = [];
  const answer = await withDeadline(clock, 1_000, (signal) => {
    told.push(signal);
    return Promise.race<never>([]);
  });
  expect(answer).toEqual({ is: 'late' });
  expect(clock.now()).toBe(1_000);
  expect(told[0]?.aborted).toBe(true);
});

it('does not tell work to stop that finished', async () => {
  const signals: AbortSignal[] = [];
  const clock = virtualClock(0);
  await withDeadline(clock, 1_000, async (signal) => void signals.push(signal));
  await clock.sleep(2_000);
  expect(signals[0]?.aborted).toBe(false);
});

it('rejects with what the work rejects with', async () => {
  const failing = withDeadline(virtualClock(0), 1_000, () => Promise.reject(new Error('a mistake')));
  await expect(failing).rejects.toThrow('a mistake');
});
