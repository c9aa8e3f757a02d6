import type { Aws, Call, CallOptions, Lane, Place, WriteLease } from '../model/call.ts';
import type { Clock, Random } from '../model/clock.ts';
import type { Duration, Instant } from '../model/instant.ts';
import type { Journal, Memory } from '../model/journal.ts';
import type { AnyKind } from '../model/kind.ts';
import type { NamedPrincipals } from '../model/principals.ts';
import type { BucketKey } from '../model/stands-on.ts';
import type { ProgressEvent } from '../model/progress.ts';

/** What lives as long as the process, whatever it keeps. */
export interface Machine {
  readonly clock: Clock;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  /** A new id on each call, for intents. */
  newId(): string;
}

/**
 * Which other runs the lease keeps out. Where it is only those of this machine, another one may create the same keys:
 * then creates are spread by chance (engine/apply/apart.ts).
 */
export type Excludes =
  { readonly is: 'everybody' } | { readonly is: 'this-machine'; readonly random: Random };

/** Until a first Stack is accepted: judged by the strictest values, or by what it says itself. */
export type FirstStack = 'strictest' | 'as-written';

/** One Stack with one set of settings: where its AWS is, and what is kept of it. */
export interface Estate {
  readonly aws: Aws;
  readonly journal: Journal;
  readonly memory: Memory;
  readonly firstStack: FirstStack;
  readonly excludes: Excludes;
  /** Asks after the roles that a call names, where AWS refused it for one of them. Absent: nobody is asked. */
  readonly named?: (call: Call, aws: Aws) => Promise<NamedPrincipals>;
  /** Reads the key that encrypts a bucket: Keywright protects that of the bucket in which it keeps its journal. */
  keyOfBucket(bucket: string, at: Place, aws: Aws, options: CallOptions): Promise<BucketKey>;
}

/** A lease that is held: the right to write, and to record what was written. */
export interface HeldLease extends WriteLease {
  /** True if the journal names this run as well: another may have seized the lease since it was renewed. */
  mayRecord(): Promise<boolean>;
}

/** One pass. */
export interface Run {
  /** Every write carries it. Absent: nothing is written, to AWS or to a store. */
  readonly lease?: HeldLease;
  /** Aborted once the run shall stop: what is in flight finishes, nothing new starts. */
  readonly signal: AbortSignal;
  readonly lane: Lane;
  readonly timing: Timing;
  /**
   * How long it waits for AWS after the last step that got done; 0: not at all. Absent: each wait of a step has its
   * own bound, and what does not show by then is not looked for again.
   */
  readonly waitFor?: Duration;
  progress(event: ProgressEvent): void;
}

/** The three, joined for one pass: calls to AWS carry the signal, the lane and the lease of the run. */
export interface Ports extends Machine, Estate, Run {
  /** No wait goes on after this instant. Absent: each wait has only its own bound. */
  readonly deadline?: () => Instant;
}

/** Times the engine works with, all in milliseconds. Handed in so that a test can shorten one. */
export interface Timing {
  /** How long AWS may hide a new key from listings: nothing is created again before. */
  readonly createSettle: Duration;
  readonly leaseTtl: Duration;
  /** No request runs longer, retries within it included: a new holder waits it out as well. */
  readonly requestDeadline: Duration;
  /** Facets read longer ago are read again before the first write. */
  readonly freshFor: Duration;
  /** How long a step waits for what AWS must make visible first, before it ends as waiting. */
  readonly patience: Duration;
}

export const defaultTiming: Timing = {
  createSettle: 120_000,
  leaseTtl: 60_000,
  requestDeadline: 30_000,
  freshFor: 30_000,
  patience: 300_000,
};
