import type { Duration } from '../../model/instant.ts';
import type { Lease } from '../../model/journal.ts';
import { sight, watchOn, type Sighting } from './sighting.ts';
import { lengthOf, takeTerm, type LeaseParts, type Term } from './term.ts';

/** Who wants the lease for one piece of work, and for how long that may wait. */
export interface Candidate extends LeaseParts {
  /** The longest wait for the lease. */
  readonly patience: Duration;
  readonly signal: AbortSignal;
  /** Whether the process of this holder ran on this machine and has ended. */
  isGone(holder: string): boolean;
  /** Called before the wait. */
  waits(wait: LeaseWait): void;
}

/** A wait for the end of a lease that was not given back: of a process that ended, or of one that may still live. */
export interface LeaseWait {
  readonly is: 'gone' | 'silent';
  readonly by: Lease;
  readonly left: Duration;
}

export type CandidateAnswer =
  | { readonly is: 'held'; readonly term: Term }
  | {
      readonly is: 'refused';
      readonly by: Lease;
      /** Its holder seems to live, the wait would last too long, or somebody ended it. */
      readonly why:
        { readonly is: 'lives' | 'stopped' } | { readonly is: 'too-long'; readonly wait: LeaseWait };
    };

/**
 * Takes a lease that is free or was given back at once. One that is over by the clock of this machine is watched first,
 * like by a daemon that stands by: that clock may be wrong, and the holder alive (authority.md §4.20). Only on the
 * machine of the holder, where its process has ended, the clock counts: it is the one by which the end was written.
 */
export async function takeLease(parts: Candidate): Promise<CandidateAnswer> {
  const { clock, journal, timing, signal } = parts;
  let sighting: Sighting | undefined;
  for (;;) {
    const written = await journal.written();
    const before = sighting;
    sighting = sight(before, written, clock.monotonic());
    const isGone = written !== undefined && parts.isGone(written.holder);
    const left = leftOf(sighting, parts, isGone);
    if (written === undefined || left === 0) {
      const taken = await takeTerm(parts, { lease: written });
      return taken.is === 'held' ? taken : { ...taken, why: { is: 'lives' } };
    }
    const { released: _, ...by } = written;
    if (before === undefined) {
      if (!isGone && clock.now() < by.until) return { is: 'refused', by, why: { is: 'lives' } };
      const wait: LeaseWait = { is: isGone ? 'gone' : 'silent', by, left };
      if (left > parts.patience) return { is: 'refused', by, why: { is: 'too-long', wait } };
      parts.waits(wait);
    } else if (sighting !== before) return { is: 'refused', by, why: { is: 'lives' } };
    await clock.sleep(Math.min(left, timing.leaseTtl / 12), signal);
    if (signal.aborted) return { is: 'refused', by, why: { is: 'stopped' } };
  }
}

function leftOf(sighting: Sighting, { clock, timing }: Candidate, isGone: boolean): Duration {
  const watching = watchOn(sighting, clock.monotonic(), lengthOf(timing));
  if (!isGone || sighting.lease === undefined) return watching;
  return Math.min(watching, Math.max(0, sighting.lease.until - clock.now()));
}
