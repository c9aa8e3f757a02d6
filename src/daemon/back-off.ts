import type { Random } from '../model/clock.ts';
import { minute, second, type Duration } from '../model/instant.ts';

/** After so many failures in a row the pauses grow no longer. */
const longest: Duration = 10 * minute;
const first: Duration = 5 * second;

/**
 * Gives the pause after the nth failure in a row, in milliseconds: doubled each time, and spread over its upper half,
 * so that what failed together does not come back together.
 */
export function pauseAfter(failures: number, random: Random): Duration {
  return spread(Math.min(first * 2 ** (failures - 1), longest), random);
}

/** Gives a pause between half of a length and all of it. */
export function spread(length: Duration, random: Random): Duration {
  return Math.ceil(length * (0.5 + random.next() / 2));
}
