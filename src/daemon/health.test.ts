import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../model/diagnostic.ts';
import { hour, minute } from '../model/instant.ts';
import type { Stack } from '../model/resource.ts';
import { shiftedClock } from '../runtime/shifted-clock.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { healthOf, watchHealth } from './health.ts';
import type { ControllerParts, Tenure } from './parts.ts';
import { createPulse } from './pulse.ts';
import { defaultCadence } from './schedule.ts';
import { createState } from './state.ts';

const now = 10 * hour;
const kept = { stack: {} as Stack, fullAt: now, wedged: false };

it.each([
  { when: 'all is well', state: kept, hindered: [], live: true, why: [] },
  {
    when: 'nothing was read',
    state: { wedged: false },
    hindered: [],
    live: true,
    why: ['no revision has been read yet'],
  },
  {
    when: 'nothing was looked at',
    state: { stack: kept.stack, wedged: false },
    hindered: [],
    live: true,
    why: ['no look has finished yet'],
  },
  {
    when: 'the last full look is older than two intervals',
    state: { ...kept, fullAt: now - 2 * hour - 1 },
    hindered: [],
    live: true,
    why: ['the last full look is older than two intervals'],
  },
  {
    when: 'work is stuck',
    state: { ...kept, wedged: true },
    hindered: [],
    live: false,
    why: ['work is stuck'],
  },
  { when: 'no account can be asked', state: kept, hindered: ['denied'], live: true, why: ['denied'] },
])('is live: $live, and unready for $why, when $when', ({ state, hindered, live, why }) => {
  expect(healthOf(state, defaultCadence, hindered, now)).toEqual({ live, ready: why.length === 0, why });
});

describe('the identity of the process', () => {
  /** Lets these answer by turns, and returns the health of the last answer after some minutes. */
  async function unreadyAfter(
    minutes: number,
    answers: readonly (() => Promise<readonly Diagnostic[]>)[],
    setBack = 0,
  ) {
    const clock = shiftedClock(virtualClock());
    const settings = { cadence: defaultCadence };
    const parts = { name: 'shop', clock, publish: () => undefined, settings } as unknown as ControllerParts;
    const state = createState(parts);
    state.set({ stack: kept.stack, fullAt: clock.now() });
    let asked = 0;
    const tenure = {
      preflight: () => (answers[asked++] ?? (() => Promise.resolve([])))(),
      leader: { state: () => ({ unready: [] }) },
    } as unknown as Tenure;
    const stopping = new AbortController();
    const desk = { parts, state, tenure: () => tenure, checkups: createPulse(clock) };
    const ended = watchHealth(desk, stopping.signal);
    await clock.sleep(1);
    clock.step(-setBack);
    await clock.sleep(minutes * minute);
    const { unready } = state.get();
    stopping.abort();
    await ended;
    return { unready, asked };
  }
  const denied: Diagnostic = { severity: 'error', code: 'daemon.failed', message: 'denied' };

  it('is asked again with the next check where nobody could be asked', async () => {
    expect(await unreadyAfter(3, [() => Promise.resolve([denied])])).toEqual({ unready: [], asked: 2 });
  });

  it('is asked again with the next check although the clock was set back', async () => {
    const answers = [() => Promise.resolve([denied])];
    expect(await unreadyAfter(3, answers, hour)).toEqual({ unready: [], asked: 2 });
  });

  it('is asked again where the question itself failed', async () => {
    expect(await unreadyAfter(3, [() => Promise.reject(new Error('no file'))])).toEqual({
      unready: [],
      asked: 2,
    });
  });
});
