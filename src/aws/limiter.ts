import type { Call, Lane } from '../model/call.ts';
import type { Clock } from '../model/clock.ts';
import type { Duration } from '../model/instant.ts';
import type { TrafficEvent } from '../model/progress.ts';
import { createBucket, type Bucket, type Turn } from './bucket.ts';
import { chargesOf, defaultShare, quotaOf, type Charge } from './operations.ts';
import { createSockets, type Sockets } from './sockets.ts';

/**
 * Keeps every (account, Region, quota) below AWS's rate. It starts from the published rate times a
 * share, since the estate's own applications come first, and learns from throttling.
 */
export interface Limiter {
  /** Resolves once the call may be sent, or has left the line. */
  take(call: Call, asking: Asking): Promise<Taken>;
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

export interface Asking {
  readonly lane: Lane;
  /** It was sent before: behind a thousand others it would run out of time, so it goes before them. */
  readonly again?: boolean;
  /** It goes beside those that have a socket, and waits for none. */
  readonly noSocket?: boolean;
  /** Once it is aborted the call waits no longer, and must not be sent. */
  readonly signal?: AbortSignal;
}

export interface Taken {
  readonly waited: Duration;
  /** The answer came, or the call was given up: its socket is free. */
  end(): void;
}

export interface LimiterOptions {
  /** Part of AWS's default rates that this process uses in an account, asked for again and again; one half unless told. */
  readonly share?: (account: string) => number;
  /** Requests a second for a quota, where an account's is not AWS's default. */
  readonly rates?: Readonly<Record<string, number>>;
  /** Calls under way at once; as many as there are sockets unless told. */
  readonly sockets?: number;
  /** Told when calls begin to wait in line for a quota, and how many still do. */
  readonly traffic?: (event: TrafficEvent) => void;
}

export function createLimiter(clock: Clock, options: LimiterOptions = {}): Limiter {
  const sockets = createSockets(options.sockets);
  const buckets = new Map<string, { readonly charge: Charge; readonly bucket: Bucket }>();

  function bucketOf(charge: Charge): Bucket {
    const key = keyOf(charge);
    const found = buckets.get(key);
    if (found !== undefined) return found.bucket;
    const bucket = createBucket(clock, () => rateOf(charge, options));
    buckets.set(key, { charge, bucket });
    return bucket;
  }

  async function turn(charge: Charge, turnOf: Omit<Turn, 'cost'>): Promise<boolean> {
    if (turnOf.signal?.aborted === true) return false;
    const bucket = bucketOf(charge);
    const taken = bucket.take({ ...turnOf, cost: charge.cost });
    if (bucket.waiting() === 0) return taken;
    tell(charge, bucket);
    const isTaken = await taken;
    tell(charge, bucket);
    return isTaken;
  }

  /** Waits for one quota after the other. It holds nothing while it waits, so no two calls can block each other. */
  async function allOf(charges: readonly Charge[], asking: Asking, sockets: Sockets): Promise<boolean> {
    for (const charge of charges) {
      const withSocket = charge === charges.at(-1) && asking.noSocket !== true;
      if (!(await turn(charge, { ...asking, ...(withSocket ? { sockets } : {}) }))) return false;
    }
    return true;
  }

  function tell(charge: Charge, bucket: Bucket): void {
    const { quota, at: place } = charge;
    const rate = rateOf(charge, options) * bucket.share();
    options.traffic?.({ is: 'queued', at: clock.now(), quota, place, waiting: bucket.waiting(), rate });
  }

  return {
    async take(call, asking) {
      const start = clock.now();
      // The scarce one (another Region's CreateKey) comes first: then the second is there at once.
      const isTaken = await allOf(chargesOf(call), asking, sockets);
      let held = isTaken && asking.noSocket !== true;
      return {
        waited: clock.now() - start,
        end() {
          if (held) sockets.give();
          held = false;
        },
      };
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

function rateOf({ quota, at }: Charge, { rates, share }: LimiterOptions): number {
  return (rates?.[quota] ?? quotaOf(quota).rate) * (share?.(at.account) ?? defaultShare);
}

function keyOf(charge: Charge): string {
  return `${charge.at.account}/${charge.at.region}/${charge.quota}`;
}
