import { second, type Duration, type Instant } from '../../model/instant.ts';

/** Counts wrong credentials, in constant memory. */
export interface Attempts {
  /** Counts one. Returns how long to wait where there were too many, else nothing. */
  failed(from: string): Duration | undefined;
}

/** So many wrong ones at once, and one more each `every`. */
interface Allowance {
  readonly burst: number;
  readonly every: Duration;
}

const perAddress: Allowance = { burst: 10, every: 6 * second };
const inAll: Allowance = { burst: 100, every: second / 10 };
const mostAddresses = 1_000;

/**
 * Makes the counter of wrong credentials per address and in all. It judges wrong ones only: a right token passes
 * whatever others of the same address did, or one script with an old token would lock out a whole office. That is safe
 * since tokens are long: nobody finds one by trying (see `mayBeToken`).
 */
export function createAttempts(now: () => Instant): Attempts {
  /** When each allowance is whole again: the form of a leaky bucket that needs one number. */
  const wholeAt = new Map<string, Instant>();
  let allWholeAt: Instant = 0;
  return {
    failed(from) {
      const at = now();
      const address = networkOf(from);
      const mine = drawn(wholeAt.get(address) ?? 0, at, perAddress);
      const all = drawn(allWholeAt, at, inAll);
      wholeAt.delete(address);
      wholeAt.set(address, mine.wholeAt);
      allWholeAt = all.wholeAt;
      for (const oldest of wholeAt.keys()) {
        if (wholeAt.size <= mostAddresses) break;
        wholeAt.delete(oldest);
      }
      const wait = Math.max(mine.wait, all.wait);
      return wait > 0 ? wait : undefined;
    },
  };
}

function drawn(
  before: Instant,
  at: Instant,
  { burst, every }: Allowance,
): { readonly wholeAt: Instant; readonly wait: Duration } {
  const after = Math.max(before, at) + every;
  const over = after - at - burst * every;
  return over > 0 ? { wholeAt: Math.max(before, at), wait: over } : { wholeAt: after, wait: 0 };
}

/** Takes the network of an IPv6 client: a single one has all of a /64 (RFC 6177). */
function networkOf(from: string): string {
  const isMapped = /^::ffff:[\d.]+$/iu.test(from);
  return from.includes(':') && !isMapped ? from.split(':').slice(0, 4).join(':') : from;
}
