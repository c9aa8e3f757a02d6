import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Lane } from '../model/call.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { createBucket } from './bucket.ts';

const lane = fc.constantFrom<Lane>('asked', 'sweep');

describe('the rate', () => {
  it('is never exceeded in any window, beyond the one second that may be saved up', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.5, max: 40, noNaN: true }),
        fc.array(fc.record({ wait: fc.nat({ max: 3_000 }), cost: fc.constantFrom(1, 1, 1, 2), lane }), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.array(fc.nat({ max: 20_000 }), { maxLength: 3 }),
        async (rate, takes, throttles) => {
          const clock = virtualClock(0);
          const bucket = createBucket(clock, rate);
          const taken: { readonly at: number; readonly cost: number }[] = [];
          await Promise.all([
            ...takes.map(async ({ wait, cost, lane: in_ }) => {
              await clock.sleep(wait);
              await bucket.take({ cost, lane: in_ });
              taken.push({ at: clock.now(), cost });
            }),
            ...throttles.map(async (at) => {
              await clock.sleep(at);
              bucket.throttled();
            }),
          ]);
          expect(taken).toHaveLength(takes.length);
          taken.forEach((first, from) => {
            let cost = 0;
            for (const { at, cost: more } of taken.slice(from)) {
              cost += more;
              // A cost of two may overdraw a bucket of one by one.
              const allowed = Math.max(1, rate) + (rate * (at - first.at)) / 1_000 + 1;
              expect(cost).toBeLessThanOrEqual(allowed + 1e-6);
            }
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is used up: forty calls at four a second take nine seconds after the first four', async () => {
    const clock = virtualClock(0);
    const bucket = createBucket(clock, 4);
    await Promise.all(Array.from({ length: 40 }, () => bucket.take({ cost: 1, lane: 'asked' })));
    expect(clock.now()).toBe(9_000);
  });
});

it('lets one who comes again before those of its lane who wait already', async () => {
  const bucket = createBucket(virtualClock(0), 1);
  await bucket.take({ cost: 1, lane: 'asked' });
  const served: string[] = [];
  await Promise.all([
    bucket.take({ cost: 1, lane: 'asked' }).then(() => served.push('asked')),
    bucket.take({ cost: 1, lane: 'sweep' }).then(() => served.push('sweep')),
    bucket.take({ cost: 1, lane: 'sweep', again: true }).then(() => served.push('sweep again')),
  ]);
  expect(served).toEqual(['asked', 'sweep again', 'sweep']);
});

it('listens once for all that wait with one signal, and lets them leave together', async () => {
  const stop = new AbortController();
  const listen = vi.spyOn(stop.signal, 'addEventListener');
  const bucket = createBucket(virtualClock(0), 1);
  const turns = Array.from({ length: 1_000 }, () =>
    bucket.take({ cost: 1, lane: 'sweep', signal: stop.signal }),
  );
  expect(listen).toHaveBeenCalledTimes(1);
  stop.abort();
  expect((await Promise.all(turns)).filter((taken) => taken)).toHaveLength(1);
  expect(bucket.waiting()).toBe(0);
});

describe('throttling', () => {
  it('halves the rate once a second at most, since many requests fail together', async () => {
    const clock = virtualClock(0);
    const bucket = createBucket(clock, 10);
    bucket.throttled();
    bucket.throttled();
    expect(bucket.share()).toBe(0.5);
    await clock.sleep(1_000);
    bucket.throttled();
    expect(bucket.share()).toBeCloseTo(0.254, 2);
  });

  it('never stops altogether', async () => {
    const clock = virtualClock(0);
    const bucket = createBucket(clock, 5);
    for (let second = 0; second < 50; second += 1) {
      bucket.throttled();
      await clock.sleep(1_000);
    }
    expect(bucket.share()).toBeGreaterThan(1 / 40);
    await bucket.take({ cost: 1, lane: 'sweep' });
  });

  it('comes back slowly and not beyond where it started', async () => {
    const clock = virtualClock(0);
    const bucket = createBucket(clock, 5);
    bucket.throttled();
    await clock.sleep(30_000);
    expect(bucket.share()).toBeCloseTo(0.75, 5);
    await clock.sleep(3_600_000);
    expect(bucket.share()).toBe(1);
  });
});
