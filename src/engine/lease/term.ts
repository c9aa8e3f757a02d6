import { second, type Duration } from '../../model/instant.ts';
import type { Lease, Watched } from '../../model/journal.ts';
import type { Estate, HeldLease, Machine, Timing } from '../ports.ts';

/** Where the lease is kept, and who takes it. */
export interface LeaseParts extends Pick<Machine, 'clock'>, Pick<Estate, 'journal'> {
  /** Who this is, and no other start of any process: `user@host:pid/start`. */
  readonly holder: string;
  readonly timing: Timing;
}

/** A lease, with the monotonic time just before it was asked for: it was written no earlier. */
export interface Term {
  readonly lease: Lease;
  readonly since: Duration;
}

export type TermAnswer =
  { readonly is: 'held'; readonly term: Term } | { readonly is: 'refused'; readonly by: Lease };

/**
 * Gives how long a lease lasts. It is taken for longer than it is used: no request starts in its last
 * `requestDeadline`, so whoever comes next has waited out every request of ours.
 */
export function lengthOf({ leaseTtl, requestDeadline }: Timing): Duration {
  return leaseTtl + requestDeadline;
}

/** S3 tells its time in whole seconds; machines that run NTP are far closer (authority.md §4.20). */
const mostSkew = 2 * second;

/**
 * Tests whether a clock is proven to be so wrong that its machine must not write; undefined: nothing says what S3
 * has.
 */
export function isClockOff(skew: Duration | undefined): skew is Duration {
  return skew !== undefined && Math.abs(skew) > mostSkew;
}

/** Takes the lease, if it is still as it was `watched`. */
export async function takeTerm(
  { clock, journal, holder, timing }: LeaseParts,
  watched: Watched,
): Promise<TermAnswer> {
  const since = clock.monotonic();
  const answer = await journal.acquire(holder, lengthOf(timing), clock.now(), watched);
  return answer.is === 'held' ? { is: 'held', term: { lease: answer.lease, since } } : answer;
}

/** Renews the lease; undefined if the journal did not answer. */
export async function renewTerm(
  { clock, journal, timing }: Omit<LeaseParts, 'holder'>,
  { lease }: Term,
): Promise<TermAnswer | undefined> {
  const since = clock.monotonic();
  const answer = await journal.renew(lease, lengthOf(timing), clock.now()).catch(() => undefined);
  return answer?.is === 'held' ? { is: 'held', term: { lease: answer.lease, since } } : answer;
}

/** A lease in use: what goes under it, and how it is given back. */
export interface InUse {
  readonly lease: HeldLease;
  /** Lasts on, unrenewed, while a request that got no answer may be under way. */
  release({ lease }: Term): Promise<void>;
}

/**
 * Makes the right to write out of the present term; undefined: there is none any more. A request may start while both
 * clocks agree that the term lasts: the time of day may be set, and the monotonic clock stops in a suspended machine.
 */
export function inUse(
  { clock, journal, timing }: Omit<LeaseParts, 'holder'>,
  present: () => Term | undefined,
): InUse {
  let unansweredAt: Duration | undefined;

  function mayStart(): boolean {
    const term = present();
    if (term === undefined) return false;
    const { lease, since } = term;
    return clock.now() < lease.until - timing.requestDeadline && clock.monotonic() - since < timing.leaseTtl;
  }

  return {
    lease: {
      mayStart,
      async mayRecord() {
        const term = present();
        if (term === undefined || !mayStart()) return false;
        const written = await journal.written().catch(() => undefined);
        return written?.term === term.lease.term && !written.released && mayStart();
      },
      unanswered: () => {
        unansweredAt = clock.monotonic();
      },
    },
    async release({ lease }) {
      const left = unansweredAt === undefined ? 0 : unansweredAt + timing.requestDeadline - clock.monotonic();
      // One that cannot be given back runs out by itself: that must not hide how the run ended.
      await journal.release(lease, left > 0 ? clock.now() + left : undefined).catch(() => undefined);
    },
  };
}
