import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { virtualClock } from './virtual-clock.ts';

describe('virtualClock', () => {
  it('jumps over an hour without waiting for it', async () => {
    const clock = virtualClock(0);
    await clock.sleep(3_600_000);
    expect(clock.now()).toBe(3_600_000);
  });

  it('wakes by time, then by order of asking, whatever the order of asking was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 20 }), async (delays) => {
        const clock = virtualClock(0);
        const woken: { readonly delay: number; readonly index: number; readonly at: number }[] = [];
        await Promise.all(
          delays.map(async (delay, index) => {
            await clock.sleep(delay);
            woken.push({ delay, index, at: clock.now() });
          }),
        );
        const expected = delays
          .map((delay, index) => ({ delay, index, at: delay }))
          .sort((a, b) => a.delay - b.delay || a.index - b.index);
        expect(woken).toEqual(expected);
        expect(clock.waiting()).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('lets work that a timer started finish before the next timer fires', async () => {
    const clock = virtualClock(0);
    const seen: string[] = [];
    const first = clock.sleep(1).then(async () => {
      for (let hop = 0; hop < 500; hop += 1) await Promise.resolve();
      seen.push('first and all it led to');
    });
    const second = clock.sleep(2).then(() => {
      seen.push('second');
    });
    await Promise.all([first, second]);
    expect(seen).toEqual(['first and all it led to', 'second']);
  });

  it('stands still while real input is under way', async () => {
    const clock = virtualClock(0);
    const slept = clock.sleep(1_000);
    await clock.during(readFile(new URL(import.meta.url)));
    expect(clock.now()).toBe(0);
    await slept;
    expect(clock.now()).toBe(1_000);
  });

  it('continues when its holder failed', async () => {
    const clock = virtualClock(0);
    const slept = clock.sleep(5);
    await expect(clock.during(Promise.reject(new Error('no such file')))).rejects.toThrow('no such file');
    await slept;
    expect(clock.now()).toBe(5);
  });

  it('resolves an aborted sleep at once and takes no time for it', async () => {
    const clock = virtualClock(0);
    const stop = new AbortController();
    const slept = clock.sleep(60_000, stop.signal);
    stop.abort();
    await slept;
    await clock.sleep(60_000, stop.signal);
    expect(clock.now()).toBe(0);
    expect(clock.waiting()).toBe(0);
  });
});
