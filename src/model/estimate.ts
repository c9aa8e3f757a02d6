import type { Address } from './address.ts';
import type { Place } from './call.ts';
import type { Duration } from './instant.ts';

/** What most of the time of an apply goes into. */
export type Bound =
  | { readonly is: 'quota'; readonly quota: string; readonly at: Place; readonly perSecond: number }
  /** What puts data under a key, or takes access away, waits until every reader knows of the write before it. */
  | { readonly is: 'settling' }
  /** A journal that is new makes sure that no earlier run left a key behind. */
  | { readonly is: 'young-journal' }
  /** Requests and re-reads one after the other. */
  | { readonly is: 'confirming' };

/** How long an apply takes if everything in it is released at once; in milliseconds. */
export interface TimeEstimate {
  /** If AWS answers at once and shows each write at once. */
  readonly atLeast: Duration;
  /** With the usual times of an answer and of a write to show. */
  readonly likely: Duration;
  readonly boundBy: Bound;
}

/** What one address adds to the bill, in US dollars a month. */
export interface CostItem {
  readonly address: Address;
  readonly what: string;
  readonly monthly: number;
  /** At most so much more, later: after the first and second rotation. */
  readonly later: number;
}

/** What a full look at the estate costs when it is repeated by the default schedule. */
export interface OwnReads {
  readonly requestsPerLook: number;
  readonly requestsPerMonth: number;
  /** Of these, those that KMS and S3 bill. */
  readonly kmsPerMonth: number;
  readonly s3PerMonth: number;
  /** Trails of these manifests that record them beyond the first, free copy. */
  readonly billedCopies: number;
  readonly monthly: number;
}

export interface CostEstimate {
  /** Published list prices: where and when (year and month). */
  readonly prices: { readonly currency: 'USD'; readonly region: string; readonly asOf: string };
  /** Of keys: what is certain. */
  readonly monthly: number;
  readonly later: number;
  /** Keys that begin to cost, less those that end. */
  readonly keys: number;
  readonly items: readonly CostItem[];
  /** What is billed by traffic that nobody knows beforehand. */
  readonly notKnown: readonly { readonly address: Address; readonly why: string }[];
  readonly ownReads: OwnReads;
}

/** IAM actions that an apply needs in one account, in code-unit order. */
export interface AccountActions {
  readonly account: string;
  readonly write: readonly string[];
  /** To look again before a write and to see it show. */
  readonly read: readonly string[];
}

/** What a plan costs in time, money and permissions. */
export interface Estimate {
  /** Absent where nothing would run. */
  readonly time?: TimeEstimate;
  readonly cost: CostEstimate;
  readonly permissions: readonly AccountActions[];
}
