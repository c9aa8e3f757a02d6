import { second, type Duration, type Instant } from '../../model/instant.ts';
import { createBuckets, type Allowance } from '../limits/buckets.ts';
import { networkOf } from '../limits/network.ts';

/** Counts wrong credentials, in constant memory. */
export interface Attempts {
  /** Counts one. Returns how long to wait where there were too many, else nothing. */
  failed(from: string): Duration | undefined;
}

const perAddress: Allowance = { burst: 10, every: 6 * second };
const inAll: Allowance = { burst: 100, every: second / 10 };

/**
 * Makes the counter of wrong credentials per address and in all. It judges wrong ones only: a right token passes
 * whatever others of the same address did, or one script with an old token would lock out a whole office. That is safe
 * since tokens are long: nobody finds one by trying (see `mayBeToken`).
 */
export function createAttempts(now: () => Instant): Attempts {
  const own = createBuckets(now, perAddress);
  const all = createBuckets(now, inAll);
  return {
    failed(from) {
      const waits = [own.take(networkOf(from)) ?? 0, all.take('') ?? 0];
      return Math.max(...waits) || undefined;
    },
  };
}
