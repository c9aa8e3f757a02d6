import type { Answer, Aws, Call, CallOptions, Lane, Place, WriteLease } from '../model/call.ts';
import type { Clock, Random } from '../model/clock.ts';
import { minute, second, type Duration, type Instant } from '../model/instant.ts';
import type { Journal, Memory } from '../model/journal.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { NamedPrincipals } from '../model/principals.ts';
import type { BucketKey } from '../model/stands-on.ts';
import type { ProgressEvent, StepRef } from '../model/progress.ts';
import type { Tree } from '../model/tree.ts';

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

/** One write of a step, for the record. */
export interface RecordedWrite {
  readonly step: StepRef;
  readonly call: Call;
  /** The document that it takes the place of, as it was read just before (authority.md §2.9). */
  readonly replaced?: Tree;
}

/** Keeps every write before and after it is sent (authority.md §3.15). */
export interface WriteRecord {
  /** Rejects where the write cannot be recorded: then it is not sent. */
  sending(write: RecordedWrite): Promise<void>;
  /** Never rejects: what was sent was sent, and the next write is refused. */
  sent(write: RecordedWrite, answer: Answer): Promise<void>;
}

/** One pass. */
export interface Run {
  /** Absent: nobody keeps a record of writes, as on the command line. */
  readonly writes?: WriteRecord;
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
  /** The run ends once AWS has accepted the last write. What later steps rest on is still waited for. */
  readonly noWait?: true;
  progress(event: ProgressEvent): void;
}

/** The three, joined for one pass: calls to AWS carry the signal, the lane and the lease of the run. */
export interface Ports extends Machine, Estate, Run {
  /** No wait goes on after this instant. Absent: each wait has only its own bound. */
  readonly deadline?: () => Instant;
}

/** Times the engine works with. Handed in so that a test can shorten one. */
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
  /** How long a removal, a mark or a lost create is looked for, which mostly show at once. */
  readonly confirmFor: Duration;
  /** Younger than this, a thing or a write of ours may not be visible everywhere in AWS (design §8). */
  readonly young: Duration;
  /** A second read may show that a difference was only an old answer (design §6). */
  readonly secondLook: Duration;
  /**
   * KMS may show an alias and hide it again for some seconds (a guess: its eventual consistency has no stated bound),
   * so what vanished after it was shown is read again later than other drift.
   */
  readonly vanishedLook: Duration;
  /** By chance at most so long before the first create, where no lease keeps others out. */
  readonly createApart: Duration;
  /** Between two listings that shall show what was just made. */
  readonly listPause: Duration;
  /** Between two attempts of one write; each pause is twice the one before. */
  readonly sendPause: Pause;
  /** Between two rounds that look for what AWS does not show yet. */
  readonly roundPause: Pause;
}

export interface Pause {
  readonly first: Duration;
  readonly longest: Duration;
}

export const defaultTiming: Timing = {
  createSettle: 2 * minute,
  leaseTtl: minute,
  requestDeadline: 30 * second,
  freshFor: 30 * second,
  patience: 5 * minute,
  confirmFor: minute,
  young: 5 * minute,
  secondLook: 3 * second,
  vanishedLook: 15 * second,
  createApart: 30 * second,
  listPause: 2 * second,
  sendPause: { first: second, longest: 15 * second },
  roundPause: { first: 5 * second, longest: 30 * second },
};
