import type { Instant } from '../../model/instant.ts';
import type { Lease, LeaseAnswer } from '../../model/journal.ts';
import type { Ports, Timing } from '../ports.ts';

/** A lease that is kept until it is released. */
export interface Held {
  readonly lease: Lease;
  /** True while a request may still be started: it must end before another may take over. */
  mayStart(): boolean;
  /** True if the journal names this run as well: another may have seized the lease since it was renewed. */
  mayRecord(): Promise<boolean>;
  /** Gives it back; where a request may be under way until an instant, it lasts so long and is not renewed. */
  release(underWayUntil?: Instant): Promise<void>;
}

export type LeaseResult =
  { readonly is: 'held'; readonly held: Held } | { readonly is: 'refused'; readonly by: Lease };

/**
 * Takes the stack's lease and renews it in the background. It is taken for longer than it is used: no
 * request starts in its last `requestDeadline`, so whoever comes next has waited out every request of ours.
 */
export async function holdLease(
  ports: Pick<Ports, 'clock' | 'journal' | 'holder'>,
  timing: Timing,
): Promise<LeaseResult> {
  const { clock, journal, holder } = ports;
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
  return {
    is: 'held',
    held: {
      lease: first.lease,
      mayStart,
      mayRecord: async () => {
        if (!mayStart()) return false;
        const named = await journal.holder(clock.now()).catch(() => undefined);
        return named?.term === first.lease.term && mayStart();
      },
      release: async (underWayUntil = 0) => {
        stop.abort();
        await keeping;
        const now = clock.now();
        if (current !== undefined && underWayUntil > now) {
          await journal.renew(current, underWayUntil - now, now).catch(() => undefined);
          return;
        }
        // One that cannot be given back runs out by itself: that must not hide how the run ended.
        if (current !== undefined) await journal.release(current).catch(() => undefined);
      },
    },
  };
}
