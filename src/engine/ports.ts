import type { Aws, Call, CallOptions, Place } from '../model/call.ts';
import type { Clock, Random } from '../model/clock.ts';
import type { Duration, Instant } from '../model/instant.ts';
import type { Journal, Memory } from '../model/journal.ts';
import type { AnyKind } from '../model/kind.ts';
import type { Plan } from '../model/plan.ts';
import type { NamedPrincipals } from '../model/principals.ts';
import type { BucketKey } from '../model/stands-on.ts';
import type { ApprovalClass } from '../model/approval.ts';
import type { FirstStack } from './authority/baseline.ts';
import type { Leash } from './lease/leash.ts';
import type { ProgressEvent } from '../model/progress.ts';

/**
 * Which other runs the lease keeps out. Where it is only those of this machine, another one may create the same keys:
 * then creates are spread by chance (engine/apply/apart.ts).
 */
export type Excludes =
  { readonly is: 'everybody' } | { readonly is: 'this-machine'; readonly random: Random };

export interface Ports {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly memory: Memory;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  /** How a Stack is judged while none was accepted. Absent: by the strictest values. */
  readonly firstStack?: FirstStack;
  /** A new id on each call, for intents. */
  newId(): string;
  /** Who this is, for the lease: `user@host:pid`. */
  readonly holder: string;
  readonly excludes: Excludes;
  /** Lets no write out once the lease is gone. */
  readonly leash: Leash;
  /** Asks after the roles that a call names, where AWS refused it for one of them. Absent: nobody is asked. */
  readonly named?: (call: Call) => Promise<NamedPrincipals>;
  /** Reads the key that encrypts a bucket: Keywright protects that of the bucket in which it keeps its journal. */
  keyOfBucket(bucket: string, at: Place, options: CallOptions): Promise<BucketKey>;
  progress(event: ProgressEvent): void;
  /** Requests sent so far. */
  counts(): { readonly reads: number; readonly writes: number };
  /** True once the user asked to stop: what is in flight finishes, nothing new starts. */
  stopping(): boolean;
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

/** Asked once the plan is known: what may run. The command line asks a person, the daemon its records. */
export type Decide = (plan: Plan) => Promise<Decision>;

export type Decision =
  { readonly is: 'apply'; readonly approved: ReadonlySet<ApprovalClass> | 'shown' } | { readonly is: 'stop' };
