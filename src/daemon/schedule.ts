import type { Address } from '../model/address.ts';
import { day, hour, minute, type Duration, type Instant } from '../model/instant.ts';
import type { Due } from './due.ts';

/** How often a resource is looked at without any reason, in milliseconds. */
export interface Cadence {
  /** What shows an attack or an accident soonest: key state, policies, public access block, grants, trail status. */
  readonly fast: Duration;
  readonly full: Duration;
}

/** AWS bills management reads, so a tighter cadence can cost more than the keys (design §6). */
export const defaultCadence: Cadence = { fast: 10 * minute, full: hour };

/**
 * Gives the next look at a resource after an instant. Each has a place of its own in the interval, by its address, so
 * that an estate is not read all at once, and a restart keeps the places. Where both are due, the full look is both.
 */
export function nextLook(address: Address, { fast, full }: Cadence, after: Instant): Due {
  const why = new Set(['schedule'] as const);
  const fullAt = nextSlot(address, full, after);
  const fastAt = nextSlot(address, fast, after);
  return fullAt <= fastAt
    ? { at: fullAt, lane: 'sweep', look: 'full', why }
    : { at: fastAt, lane: 'sweep', look: 'fast', why };
}

/** What looks cost: calls of one full and one fast look at the whole estate. */
export interface LookCalls {
  readonly full: number;
  readonly fast: number;
}

/**
 * Gives the calls that a cadence makes in a day. A full look stands for the fast one that is due with it.
 */
export function callsPerDay({ fast, full }: Cadence, calls: LookCalls): number {
  const fulls = day / full;
  return fulls * calls.full + Math.max(0, day / fast - fulls) * calls.fast;
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

/** The first instant after `after` in which a resource has its turn. */
function nextSlot(address: Address, interval: Duration, after: Instant): Instant {
  const place = hash(address) % interval;
  return Math.floor((after - place) / interval + 1) * interval + place;
}

/** FNV-1a in 32 bits: equal on every machine, and even enough to spread addresses. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
