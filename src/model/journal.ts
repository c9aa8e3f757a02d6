import type { Accepted } from './accepted.ts';
import type { Address } from './address.ts';
import type { Place } from './call.ts';
import type { DecisionStore } from './decisions.ts';
import type { Holds } from './hold.ts';
import type { Duration, Instant } from './instant.ts';
import type { Ids } from './ids.ts';
import type { Things } from './things.ts';
import type { Tree } from './tree.ts';

/** Written before a call that cannot be repeated safely, closed when its result is known. */
export interface Intent {
  readonly id: string;
  readonly address: Address;
  readonly place: Place;
  readonly at: Instant;
  /** Ids of this kind visible just before the call: what is new since is a candidate. */
  readonly visible: readonly string[];
}

export interface Lease {
  readonly holder: string;
  /** Grows with each new holder. */
  readonly term: number;
  readonly until: Instant;
}

/** The lease as it is written, whatever the time. One that was given back stays written, so that terms grow. */
export interface WrittenLease extends Lease {
  readonly released: boolean;
}

export function sameWritten(a: WrittenLease | undefined, b: WrittenLease | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.holder === b.holder && a.term === b.term && a.until === b.until && a.released === b.released;
}

/** What a candidate saw unchanged for as long as its holder could have worked; undefined: there was no lease. */
export interface Watched {
  readonly lease: WrittenLease | undefined;
}

export type LeaseAnswer =
  { readonly is: 'held'; readonly lease: Lease } | { readonly is: 'refused'; readonly by: Lease };

/**
 * What must survive a crash for creates to be safe. Every write is on disk (fsync) when its promise
 * resolves. Losing it makes Keywright slower and more careful, never wrong.
 */
export interface Journal extends DecisionStore {
  /** When this journal was begun: a young one knows nothing of earlier runs. */
  bornAt(): Promise<Instant>;
  openIntents(): Promise<readonly Intent[]>;
  open(intent: Intent): Promise<void>;
  /** `made` gives the ids; undefined: it is certain that nothing was made. */
  close(id: string, made: Ids | undefined): Promise<void>;
  /** Ids known for an address, from closed intents and adoptions. */
  known(): Promise<ReadonlyMap<Address, Ids>>;
  remember(address: Address, ids: Ids): Promise<void>;
  forget(address: Address): Promise<void>;
  /** The Stack that was accepted last; undefined before the first. */
  accepted(): Promise<Accepted | undefined>;
  accept(accepted: Accepted): Promise<void>;
  /** What this Stack stands for in AWS, and what a person let go of; empty before the first apply. */
  things(): Promise<Things>;
  keep(things: Things): Promise<void>;
  /** The holds, and the unreadable tags, that an apply noted: when each began; empty before the first. */
  holds(): Promise<Holds>;
  noteHolds(holds: Holds): Promise<void>;
  /**
   * Notes that a process looks after this Stack, and gives all that noted it lately, this one included: they divide the
   * quotas of AWS. Being counted gives no right.
   */
  beat(process: string, now: Instant): Promise<readonly string[]>;
  /** Who holds the lease now; undefined if it is free. Writes nothing. */
  holder(now: Instant): Promise<Lease | undefined>;
  /** The lease as it is written; undefined if there never was one. Writes nothing. */
  written(): Promise<WrittenLease | undefined>;
  /**
   * Takes the lease if it is still written exactly as it was `watched`: given back, or unchanged for as long as its
   * holder could have worked.
   */
  acquire(holder: string, ttl: Duration, now: Instant, watched: Watched): Promise<LeaseAnswer>;
  /** Refused if another took it meanwhile. What is written differs from what was, even where the clock stands still. */
  renew(lease: Lease, ttl: Duration, now: Instant): Promise<LeaseAnswer>;
  /** Gives the lease back: at once, or to end at `until`. */
  release(lease: Lease, until?: Instant): Promise<void>;
  /**
   * Takes the lease from its holder before it runs out. The new lease ends when the old one would have: requests of
   * the old holder may be under way until then. Refused if `from` no longer holds it.
   */
  seize(from: Lease, holder: string, now: Instant): Promise<LeaseAnswer>;
}

/** What was written last, per address: the managed values by facet, and when. */
export interface LastApplied {
  readonly ids: Ids;
  readonly facets: Readonly<Record<string, AppliedFacet>>;
}

export interface AppliedFacet {
  readonly tree: Tree;
  /**
   * Digests of what was seen before each write within the settle time, by path (the root for a document): a
   * read that equals one is old, not drift. Null where nothing was there.
   */
  readonly before: Readonly<Record<string, readonly string[]>>;
  readonly at: Instant;
  /** Of a document: the one that the write took the place of, as it was read (authority.md §2.9). */
  readonly replaced?: Tree;
  /** When AWS showed it, if it has: what is missing since then was taken away, or a read is old. */
  readonly shown?: Instant;
}

/** What makes Keywright talkative: labels of drift, settling, history. May be lost at any time. */
export interface Memory {
  lastApplied(): Promise<ReadonlyMap<Address, LastApplied>>;
  applied(address: Address, ids: Ids, facet: string, applied: AppliedFacet): Promise<void>;
  forget(address: Address): Promise<void>;
}
