import type { Duration, Instant } from '../../model/instant.ts';

/** So many at once, and one more each `every`. */
export interface Allowance {
  readonly burst: number;
  readonly every: Duration;
}

/** Counts per caller, in constant memory. */
export interface Buckets {
  /** Takes one. Returns how long to wait where there is none left; then nothing is taken. */
  take(from: string): Duration | undefined;
}

/** Callers that are told apart. The one that took nothing for longest is forgotten first, and begins anew. */
const mostCallers = 1_000;

export function createBuckets(now: () => Instant, { burst, every }: Allowance): Buckets {
  /** When each bucket is full again: the form of a leaky bucket that needs one number. */
  const fullAt = new Map<string, Instant>();
  return {
    take(from) {
      const at = now();
      const full = fullAt.get(from) ?? at;
      // A later moment than an empty bucket takes means that the clock was set back: what was taken is unknown.
      const before = full > at + burst * every ? at : Math.max(full, at);
      const over = before + every - at - burst * every;
      fullAt.delete(from);
      fullAt.set(from, over > 0 ? before : before + every);
      for (const oldest of fullAt.keys()) {
        if (fullAt.size <= mostCallers) break;
        fullAt.delete(oldest);
      }
      return over > 0 ? over : undefined;
    },
  };
}
