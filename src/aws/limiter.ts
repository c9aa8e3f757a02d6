import type { Call, Lane } from '../model/call.ts';
import type { Clock } from '../model/clock.ts';
import type { Duration } from '../model/instant.ts';
import type { TrafficEvent } from '../model/progress.ts';
import { createBucket, type Bucket } from './bucket.ts';
import { chargesOf, defaultShare, quotaOf, type Charge } from './operations.ts';

/**
 * Keeps every (account, Region, quota) below AWS's rate. It starts from the published rate times a
 * share, since the estate's own applications come first, and learns from throttling.
 */
export interface Limiter {
  /**
   * Resolves with the time it waited, once the call may be sent. A call that is tried `again` goes to
   * the head of its lane: behind a thousand others it would run out of time. Once `signal` is aborted it waits no
   * longer, and the call must not be sent.
   */
  take(call: Call, lane: Lane, again?: boolean, signal?: AbortSignal): Promise<Duration>;
  /** AWS throttled this call: its quotas are halved. */
  throttled(call: Call): void;
  /** What is left of each quota that was slowed down, for people: 0.5 is half of where it started. */
  slowed(): readonly {
    readonly quota: string;
    readonly account: string;
    readonly region: string;
    readonly share: number;
  }[];
}

export interface LimiterOptions {
  /** Part of AWS's default rates that Keywright uses; one half unless told. */
  readonly share?: number;
  /** Requests a second for a quota, where an account's is not AWS's default. */
  readonly rates?: Readonly<Record<string, number>>;
  /** Told when calls begin to stand in line for a quota, and how many still do. */
  readonly traffic?: (event: TrafficEvent) => void;
}

export function createLimiter(clock: Clock, options: LimiterOptions = {}): Limiter {
  const buckets = new Map<string, { readonly charge: Charge; readonly bucket: Bucket }>();

  function bucketOf(charge: Charge): Bucket {
    const key = keyOf(charge);
    const found = buckets.get(key);
    if (found !== undefined) return found.bucket;
    const bucket = createBucket(clock, rateOf(charge.quota, options));
    buckets.set(key, { charge, bucket });
    return bucket;
  }

  async function turn(charge: Charge, lane: Lane, again?: boolean, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return;
    const bucket = bucketOf(charge);
    const taken = bucket.take(charge.cost, lane, again, signal);
    if (bucket.waiting() === 0) return taken;
    tell(charge, bucket);
    await taken;
    tell(charge, bucket);
  }

  function tell({ quota, at: place }: Charge, bucket: Bucket): void {
    const rate = rateOf(quota, options) * bucket.share();
    options.traffic?.({ is: 'queued', at: clock.now(), quota, place, waiting: bucket.waiting(), rate });
  }

  return {
    async take(call, lane, again, signal) {
      const start = clock.now();
      // One after the other, the scarce one (another Region's CreateKey) first: then the second is
      // there at once. Nothing is held while waiting, so no two calls can block each other.
      for (const charge of chargesOf(call)) await turn(charge, lane, again, signal);
      return clock.now() - start;
    },
    throttled(call) {
      for (const charge of chargesOf(call)) bucketOf(charge).throttled();
    },
    slowed: () =>
      [...buckets]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { charge, bucket }]) => ({ quota: charge.quota, ...charge.at, share: bucket.share() }))
        .filter(({ share }) => share < 1),
  };
}

function rateOf(quota: string, options: LimiterOptions): number {
  return (options.rates?.[quota] ?? quotaOf(quota).rate) * (options.share ?? defaultShare);
}

function keyOf(charge: Charge): string {
  return `${charge.at.account}/${charge.at.region}/${charge.quota}`;
}
