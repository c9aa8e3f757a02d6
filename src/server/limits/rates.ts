import { refusal } from '../../daemon/control/control.ts';
import { second, type Instant } from '../../model/instant.ts';
import { problemOf } from '../problem.ts';
import { createBuckets, type Allowance, type Buckets } from './buckets.ts';
import { networkOf } from './network.ts';

/** What is counted apart. */
export type Use = 'read' | 'write' | 'plan' | 'page' | 'unknown';

/**
 * A person reads with many tabs and scripts, and writes by hand or from a script with a list. A plan takes seconds of a
 * processor. The last two count per address: nobody else is known there.
 */
const allowances: Readonly<Record<Use, Allowance>> = {
  read: { burst: 1_000, every: second / 200 },
  write: { burst: 60, every: second / 2 },
  plan: { burst: 6, every: 10 * second },
  page: { burst: 600, every: second / 50 },
  unknown: { burst: 100, every: second / 10 },
};

/** Limits how often one caller comes, so that the others and the daemon's own work have their share. */
export interface Rates {
  /** Counts a request; answers one too many. */
  take(use: Use, who: string): Response | undefined;
}

export function createRates(now: () => Instant): Rates {
  const all = new Map<Use, Buckets>();
  return {
    take(use, who) {
      const buckets = all.get(use) ?? createBuckets(now, allowances[use]);
      all.set(use, buckets);
      const isAddress = use === 'page' || use === 'unknown';
      const wait = buckets.take(isAddress ? networkOf(who) : who);
      if (wait === undefined) return undefined;
      return problemOf(
        refusal('api.rate', `too many requests came from this ${isAddress ? 'address' : 'caller'}`),
        {
          'retry-after': String(Math.ceil(wait / second)),
        },
      );
    },
  };
}
