import { hour, minute, type Duration } from './instant.ts';

/** How often AWS is looked at without any reason, in milliseconds. */
export interface Cadence {
  /** What shows an attack or an accident soonest: key state, policies, public access block, grants, trail status. */
  readonly fast: Duration;
  readonly full: Duration;
}

/** AWS bills management reads, so a tighter cadence can cost more than the keys (design §6). */
export const defaultCadence: Cadence = { fast: 10 * minute, full: hour };

/** Gives how many looks of each sort a time holds. A full look stands for the fast one that is due with it. */
export function looksIn(
  time: Duration,
  { fast, full }: Cadence,
): { readonly fast: number; readonly full: number } {
  const fulls = time / full;
  return { full: fulls, fast: Math.max(0, time / fast - fulls) };
}
