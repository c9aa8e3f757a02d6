import { expect, it } from 'vitest';
import { minute, second } from '../model/instant.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { stoppedInTime } from './stopped-in-time.ts';

function hangs(): Promise<unknown> {
  return Promise.race([]);
}

function ends(): Promise<unknown> {
  return Promise.resolve();
}

it.each([
  { why: 'the work ends', parts: [ends, ends], exits: [] },
  { why: 'the work hangs', parts: [hangs, ends], exits: [9 * second] },
  {
    why: 'the work ends after the signal, and a door does not close',
    parts: [ends, hangs],
    exits: [9 * second],
  },
])('exits within nine seconds of the signal when $why: $exits', async ({ parts, exits }) => {
  const clock = virtualClock();
  const stop = new AbortController();
  const began = clock.now();
  const found: number[] = [];
  const processes = { isAlive: () => true, exit: () => void found.push(clock.now() - began) };
  // The first part ends with the signal, as that of a daemon does.
  const [first = ends, ...rest] = parts;
  const signalled = async (): Promise<void> => {
    await clock.sleep(minute, stop.signal);
    await first();
  };
  void stoppedInTime([signalled, ...rest], stop.signal, { clock, processes });
  stop.abort();
  await clock.sleep(minute);
  expect(found).toEqual(exits);
});

it('ends the process too when it was asked to stop before the work began', async () => {
  const clock = virtualClock();
  let exits = 0;
  const processes = { isAlive: () => true, exit: () => void (exits += 1) };
  void stoppedInTime([hangs], AbortSignal.abort(), { clock, processes });
  await clock.sleep(minute);
  expect(exits).toBe(1);
});
