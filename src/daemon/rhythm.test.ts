import { describe, expect, it } from 'vitest';
import type { Bill } from '../model/bill.ts';
import { day, hour, minute } from '../model/instant.ts';
import type { Stack } from '../model/resource.ts';
import { rhythmOf } from './rhythm.ts';
import { callsPerDay, type Cadence } from './schedule.ts';

const cadence: Cadence = { fast: 10 * minute, full: hour };
const stack = {} as Stack;

function bill(_stack: Stack, given: Cadence): Bill {
  const looks = { full: 1_000, fast: 100 };
  return {
    full: { requests: looks.full, byOperation: [] },
    fast: { requests: looks.fast, byOperation: [] },
    perDay: { requests: callsPerDay(given, looks), kms: 0, events: [] },
    monthly: 0,
  };
}

function rhythm(most?: number) {
  const settings = { cadence, ...(most === undefined ? {} : { callsPerDay: most }) };
  return rhythmOf(stack, { settings: settings as Parameters<typeof rhythmOf>[1]['settings'], bill });
}

describe('the rhythm of looks', () => {
  it('is as it was set where nothing limits it', () => {
    expect(rhythm()).toMatchObject({ cadence, isOver: false });
  });

  it('stretches full looks to the budget, and leaves fast ones', () => {
    const { cadence: given, bill: counted, isOver } = rhythm(20_000);
    expect(given.fast).toBe(cadence.fast);
    expect(given.full).toBeGreaterThan(cadence.full);
    expect(counted?.perDay.requests).toBeLessThanOrEqual(20_000);
    expect(isOver).toBe(false);
  });

  it('keeps fast looks that alone are over the budget, and reads everything once a day', () => {
    expect(rhythm(1_000)).toMatchObject({ cadence: { fast: cadence.fast, full: day }, isOver: true });
  });
});
