import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../model/instant.ts';
import { callsPerDay, defaultCadence, nextLook, nextSweep, slotsFor, withinBudget } from './schedule.ts';

const address = fc.string().map((name) => `Key/${name}` as const);
const start = Date.UTC(2026, 0, 5);

describe('the schedule', () => {
  it('looks at each resource once an interval, whenever the last look ended', () => {
    fc.assert(
      fc.property(
        address,
        fc.integer({ min: 0, max: day }),
        fc.integer({ min: 1, max: 60 }),
        (of, after, slots) => {
          const { at } = nextLook(of, defaultCadence, slots, start + after);
          expect(at).toBeGreaterThan(start + after);
          expect(at).toBeLessThanOrEqual(start + after + 10 * minute);
          expect(nextLook(of, defaultCadence, slots, at).at).toBe(at + 10 * minute);
        },
      ),
    );
  });

  it('reads an estate in batches that are near in size', () => {
    const slots = slotsFor(5_000, 100, defaultCadence);
    const batches = new Map<number, number>();
    for (let n = 0; n < 5_000; n += 1) {
      const { at } = nextLook(`Key/app-${n}`, defaultCadence, slots, start);
      batches.set(at, (batches.get(at) ?? 0) + 1);
    }
    expect(batches.size).toBe(60);
    expect(Math.max(...batches.values())).toBeLessThan(200);
  });

  it.each([
    { resources: 1, batch: 50, slots: 1 },
    { resources: 41, batch: 50, slots: 2 },
    { resources: 100_000, batch: 50, slots: 60 },
  ])('makes $slots batches of $resources resources', ({ resources, batch, slots }) => {
    expect(slotsFor(resources, batch, defaultCadence)).toBe(slots);
  });

  it('gives estates their full looks apart, once an interval', () => {
    const first = nextSweep('shop/1', defaultCadence, start);
    expect(nextSweep('shop/1', defaultCadence, first)).toBe(first + hour);
    expect(nextSweep('shop/2', defaultCadence, start)).not.toBe(first);
  });

  it('stretches full looks to a budget and never the fast ones', () => {
    const calls = { full: 3_000, fast: 200 };
    expect(callsPerDay(defaultCadence, calls)).toBe(24 * 3_000 + 120 * 200);
    const stretched = withinBudget(defaultCadence, calls, 50_000);
    expect(stretched?.fast).toBe(10 * minute);
    expect(stretched === undefined ? 0 : callsPerDay(stretched, calls)).toBeLessThanOrEqual(50_000);
    expect(stretched?.full).toBeLessThan(4 * hour);
    expect(withinBudget(defaultCadence, calls, 20_000)).toBeUndefined();
  });
});
