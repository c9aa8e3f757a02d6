import type { Duration } from '../../model/instant.ts';
import { sameWritten, type WrittenLease } from '../../model/journal.ts';

/** The lease as a candidate saw it, with the monotonic time since when it saw nothing else. */
export interface Sighting {
  readonly lease: WrittenLease | undefined;
  readonly since: Duration;
}

/** Notes what was read at `at` or before. What changed begins anew. */
export function sight(before: Sighting | undefined, lease: WrittenLease | undefined, at: Duration): Sighting {
  return before !== undefined && sameWritten(before.lease, lease) ? before : { lease, since: at };
}

/**
 * Gives how long a candidate watches on before it takes the lease; 0: it may (authority.md §4.20). Only what the
 * candidate itself saw counts, on its monotonic clock: the end that is written was judged by the clock of another machine.
 */
export function watchOn({ lease, since }: Sighting, now: Duration, length: Duration): Duration {
  if (lease === undefined || lease.released) return 0;
  return Math.max(0, since + length - now);
}
