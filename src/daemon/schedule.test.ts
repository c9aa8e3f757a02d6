import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../model/instant.ts';
import { callsPerDay, defaultCadence, nextLook, withinBudget } from './schedule.ts';

const address = fc.string().map((name) => `Key/${name}` as const);
const start = Date.UTC(2026, 0, 5);

describe('the schedule', () => {
  it('looks at each resource once an interval, whenever the last look ended', () => {
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: day }), (of, after) => {
        const at = nextLook(of, defaultCadence, start + after).at;
        expect(at).toBeGreaterThan(start + after);
        expect(at).toBeLessThanOrEqual(start + after + 10 * minute);
        expect(nextLook(of, defaultCadence, at).at).toBeGreaterThan(at);
      }),
    );
  });

  it('makes one look in an hour a full one', () => {
    fc.assert(
      fc.property(address, (of) => {
        let fulls = 0;
        for (let at = start; at < start + day;) {
          const due = nextLook(of, defaultCadence, at);
          if (due.look === 'full' && due.at <= start + day) fulls += 1;
          at = due.at;
        }
        expect(fulls).toBe(24);
      }),
    );
  });

  it('spreads an estate over the interval: no minute has more than twice its share', () => {
    const minutes = new Map<number, number>();
    for (let n = 0; n < 5_000; n += 1) {
      const { at } = nextLook(`Key/app-${n}`, { fast: hour, full: hour }, start);
      const slot = Math.floor((at - start) / minute);
      minutes.set(slot, (minutes.get(slot) ?? 0) + 1);
    }
    expect(Math.max(...minutes.values())).toBeLessThan((2 * 5_000) / 60);
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
