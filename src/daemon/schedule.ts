import type { Bill } from '../model/bill.ts';
import type { Address } from '../model/address.ts';
import { looksIn, type Cadence } from '../model/cadence.ts';
import { day, second, type Duration, type Instant } from '../model/instant.ts';
import type { Due } from './due.ts';

export { defaultCadence, type Cadence } from '../model/cadence.ts';

/** How often a Stack is looked at, and what that asks of AWS. */
export interface Rhythm {
  readonly cadence: Cadence;
  readonly bill?: Bill;
  /** Where the fast looks alone make more calls than the operator allows: they stay, and full looks come once a day. */
  readonly isOver: boolean;
}

/** No two batches of fast looks are closer than this, however large the estate. */
const shortest: Duration = 10 * second;

/**
 * Gives the next fast look at a resource after an instant. Resources share `slots` places in the interval, each by the
 * address with which it is looked at, so that an estate is read in batches, not all at once, and a restart keeps the
 * places.
 */
export function nextLook(address: Address, { fast }: Cadence, slots: number, after: Instant): Due {
  const width = fast / slots;
  const place = Math.floor((hash(address) % slots) * width);
  return { at: nextAt(place, fast, after), lane: 'sweep', look: 'fast', why: new Set(['schedule']) };
}

/** Addresses do not fill their places evenly: a batch has room for more than its part. */
const filled = 0.8;

/** Gives how many batches a round of fast looks is made of. */
export function slotsFor(resources: number, batch: number, { fast }: Cadence): number {
  return Math.max(1, Math.min(Math.ceil(resources / (batch * filled)), Math.floor(fast / shortest)));
}

/** Gives the next full look at an estate after an instant: estates of one process take their turns apart. */
export function nextSweep(estate: string, { full }: Cadence, after: Instant): Instant {
  return nextAt(hash(estate) % full, full, after);
}

/** What looks cost: calls of one full and one fast look at the whole estate. */
export interface LookCalls {
  readonly full: number;
  readonly fast: number;
}

/**
 * Gives the calls that a cadence makes in a day. A full look stands for the fast one that is due with it.
 */
export function callsPerDay(cadence: Cadence, calls: LookCalls): number {
  const looks = looksIn(day, cadence);
  return looks.full * calls.full + looks.fast * calls.fast;
}

/**
 * Stretches full looks until a day costs no more than a budget of calls. Fast looks stay as they are: they are what
 * limits the damage of an attack. Undefined where the fast looks alone are over the budget.
 */
export function withinBudget(cadence: Cadence, calls: LookCalls, budget: number): Cadence | undefined {
  if (callsPerDay(cadence, calls) <= budget) return cadence;
  const left = budget - (day / cadence.fast) * calls.fast;
  if (left <= 0) return undefined;
  const dearer = Math.max(0, calls.full - calls.fast);
  return { ...cadence, full: Math.ceil((dearer * day) / left) };
}

/** Finds the first instant after `after` with this place in its interval. */
function nextAt(place: Duration, interval: Duration, after: Instant): Instant {
  return Math.floor((after - place) / interval + 1) * interval + place;
}

/** Hashes by FNV-1a in 32 bits: equal on every machine, and even enough to spread addresses. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
