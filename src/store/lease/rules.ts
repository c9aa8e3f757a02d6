import { z } from 'zod';
import type { Duration, Instant } from '../../model/instant.ts';
import {
  sameWritten,
  type Lease,
  type LeaseAnswer,
  type Watched,
  type WrittenLease,
} from '../../model/journal.ts';

/**
 * What is written where a lease is kept. A released lease stays, so that terms keep growing: were it
 * removed, the next holder would begin at 1 and an old holder of term 1 would take it for its own.
 */
export type LeaseRecord = WrittenLease;

/** It is loose: a field that a newer version added stays in it, whoever holds the lease (authority.md §4.19). */
export const leaseRecord: z.ZodType<LeaseRecord> = z.looseObject({
  holder: z.string(),
  term: z.int().positive(),
  until: z.number(),
  released: z.boolean(),
});

/** What to do about a lease: write this, if what was seen is still there, or nothing. */
export type LeaseTurn =
  { readonly is: 'write'; readonly record: LeaseRecord } | { readonly is: 'refused'; readonly by: Lease };

export interface Asker {
  /** Unique for each start of a process: a restarted one waits like any other. */
  readonly holder: string;
  readonly ttl: Duration;
  readonly now: Instant;
}

/** Lets whoever watched a record for long enough take it as long as it still stands, whatever any clock says. */
export function claim(seen: LeaseRecord | undefined, { lease }: Watched, asker: Asker): LeaseTurn {
  if (sameWritten(seen, lease)) return { is: 'write', record: nextTerm(seen, asker) };
  return { is: 'refused', by: seen === undefined ? removed(lease?.term ?? 0, asker.now) : leaseOf(seen) };
}

function nextTerm(seen: LeaseRecord | undefined, { holder, now, ttl }: Asker): LeaseRecord {
  return { ...seen, holder, term: (seen?.term ?? 0) + 1, until: now + ttl, released: false };
}

/**
 * Tells who holds a lease that is neither released nor over by the clock. Honours that of another machine for as long
 * as the clocks of two may differ. Informs persons only: it gives no right to take the lease.
 */
export function holderOf(
  seen: LeaseRecord | undefined,
  now: Instant,
  clockSkew: Duration,
): Lease | undefined {
  if (seen === undefined || seen.released || now >= seen.until + clockSkew) return undefined;
  return { ...leaseOf(seen), until: seen.until + clockSkew };
}

/** Renews our own lease, even an expired one, as long as nobody took it. */
export function extend(seen: LeaseRecord | undefined, lease: Lease, ttl: Duration, now: Instant): LeaseTurn {
  if (seen === undefined) return { is: 'refused', by: removed(lease.term, now) };
  if (!isOwn(seen, lease)) return { is: 'refused', by: leaseOf(seen) };
  // A candidate takes a record that does not change for a dead holder's, so it changes also where the clock stands.
  const later = Math.max(now + ttl, seen.until + 1);
  // Beyond 2^53, which only somebody's hand writes, one more is the same number.
  return { is: 'write', record: { ...seen, until: later === seen.until ? now + ttl : later } };
}

function removed(term: number, now: Instant): Lease {
  return { holder: 'none (the lease was deleted)', term, until: now };
}

/** Returns the lease of `from` under a new holder and term, as long as `from` would be honoured. */
export function takeFrom(
  seen: LeaseRecord | undefined,
  from: Lease,
  { holder, now, clockSkew }: Omit<Asker, 'ttl'> & { readonly clockSkew: Duration },
): LeaseTurn {
  if (seen !== undefined && isOwn(seen, from)) {
    const record = { ...seen, holder, term: seen.term + 1, until: seen.until + clockSkew, released: false };
    return { is: 'write', record };
  }
  const present = holderOf(seen, now, clockSkew);
  return { is: 'refused', by: present ?? { holder: 'nobody', term: seen?.term ?? 0, until: now } };
}

/** Returns the record that frees the lease, now or at `until`; undefined where it is no longer one's own. */
export function surrender(
  seen: LeaseRecord | undefined,
  lease: Lease,
  until: Instant | undefined,
): LeaseRecord | undefined {
  if (seen === undefined || !isOwn(seen, lease)) return undefined;
  return until === undefined ? { ...seen, released: true } : { ...seen, until };
}

export function held(record: LeaseRecord): LeaseAnswer {
  return { is: 'held', lease: leaseOf(record) };
}

function isOwn(seen: LeaseRecord, lease: Lease): boolean {
  return seen.holder === lease.holder && seen.term === lease.term && !seen.released;
}

function leaseOf({ holder, term, until }: LeaseRecord): Lease {
  return { holder, term, until };
}
