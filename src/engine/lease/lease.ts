import type { Instant } from '../../model/instant.ts';
import type { Lease, LeaseAnswer } from '../../model/journal.ts';
import type { Estate, HeldLease, Machine, Timing } from '../ports.ts';

/** A lease that is renewed until it is given back. */
export interface Kept {
  readonly lease: HeldLease;
  /** Lasts on, unrenewed, while a request that got no answer may be under way. */
  release(): Promise<void>;
}

export type LeaseResult =
  { readonly is: 'held'; readonly held: Kept } | { readonly is: 'refused'; readonly by: Lease };

/** Where the lease is kept, and who takes it. */
export interface LeaseParts extends Pick<Machine, 'clock'>, Pick<Estate, 'journal'> {
  /** Who this is, and no other start of any process: `user@host:pid`. */
  readonly holder: string;
  readonly timing: Timing;
}

/** Does `work` under the stack's lease and gives it back, however the work ends. */
export async function underLease<T>(
  parts: LeaseParts,
  work: (lease: HeldLease) => Promise<T>,
): Promise<{ readonly is: 'done'; readonly value: T } | { readonly is: 'refused'; readonly by: Lease }> {
  const taken = await holdLease(parts);
  if (taken.is === 'refused') return taken;
  try {
    return { is: 'done', value: await work(taken.held.lease) };
  } finally {
    await taken.held.release();
  }
}

/**
 * Takes the stack's lease and renews it in the background. It is taken for longer than it is used: no
 * request starts in its last `requestDeadline`, so whoever comes next has waited out every request of ours.
 */
export async function holdLease({ clock, journal, holder, timing }: LeaseParts): Promise<LeaseResult> {
  const ttl = timing.leaseTtl + timing.requestDeadline;
  const first = await journal.acquire(holder, ttl, clock.now());
  if (first.is === 'refused') return { is: 'refused', by: first.by };
  const stop = new AbortController();
  const stopped = (): boolean => stop.signal.aborted;
  let current: Lease | undefined = first.lease;
  /** Undefined if the journal did not answer. */
  const renew = (lease: Lease): Promise<LeaseAnswer | undefined> =>
    journal.renew(lease, ttl, clock.now()).catch(() => undefined);
  const keep = async (): Promise<void> => {
    for (let pause = timing.leaseTtl / 3; current !== undefined;) {
      await clock.sleep(pause, stop.signal);
      if (stopped()) return;
      const renewed = await renew(current);
      if (renewed !== undefined) current = renewed.is === 'held' ? renewed.lease : undefined;
      // A journal that did not answer is asked again while the lease lasts; then another may hold it.
      else if (clock.now() >= current.until) current = undefined;
      pause = renewed === undefined ? timing.leaseTtl / 12 : timing.leaseTtl / 3;
    }
  };
  const keeping = keep();
  const mayStart = (): boolean =>
    current !== undefined && clock.now() < current.until - timing.requestDeadline;
  let unanswered: Instant | undefined;
  return {
    is: 'held',
    held: {
      lease: {
        mayStart,
        mayRecord: async () => {
          if (!mayStart()) return false;
          const named = await journal.holder(clock.now()).catch(() => undefined);
          return named?.term === first.lease.term && mayStart();
        },
        unanswered: (sentAt) => {
          unanswered = sentAt;
        },
      },
      release: async () => {
        stop.abort();
        await keeping;
        const last = current;
        current = undefined;
        if (last === undefined) return;
        const now = clock.now();
        const underWayUntil = unanswered === undefined ? 0 : unanswered + timing.requestDeadline;
        // One that cannot be given back runs out by itself: that must not hide how the run ended.
        if (underWayUntil > now) await journal.renew(last, underWayUntil - now, now).catch(() => undefined);
        else await journal.release(last).catch(() => undefined);
      },
    },
  };
}
