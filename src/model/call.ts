import type { z } from 'zod';
import type { Instant } from './instant.ts';
import type { awsFailure, call, op, service } from './plan-schema/call.ts';
import type { Immutable } from './plan-schema/immutable.ts';
import type { place } from './plan-schema/values.ts';

/** Where a call goes or a resource lives. */
export type Place = Immutable<z.infer<typeof place>>;

export function showPlace(place: Place): string {
  return `${place.account}/${place.region}`;
}

export type Service = z.infer<typeof service>;

/** An operation that `aws/services` declares: `kms:CreateKey`. The second half is the API's name, not the IAM action. */
export type OpName = z.infer<typeof op>;

/** A call as data: what the plan prints is what apply sends. */
export type Call = Immutable<z.infer<typeof call>>;

/** A failed call, classified once (in `aws/classify.ts`) by AWS's error name and status, never by its text. */
export type AwsFailure = Immutable<z.infer<typeof awsFailure>>;

export type Answer =
  | {
      readonly is: 'ok';
      readonly value: unknown;
      readonly at: Instant;
      /** AWS's id of the request. */
      readonly requestId?: string;
      /** An attempt before got no answer, or AWS says that it was so already: nothing shows that this call did it. */
      readonly unproven?: boolean;
    }
  | { readonly is: 'failed'; readonly failure: AwsFailure };

/**
 * Which role of an account signs a call: that of reads, that of writes, that of what deletes, disables or ends recording
 * where one is named, or that of lease and journal.
 */
export type Role = 'read' | 'write' | 'destroy' | 'coordination';

/** Who waits for the answer: decides whose turn it is when a quota is short. */
export type Lane = 'asked' | 'sweep';

/** The right to write, for as long as it lasts. */
export interface WriteLease {
  /** True while a request may still be started: it must end before another may take over. */
  mayStart(): boolean;
  /** Notes that a write got no answer by now: it may take effect until a request deadline later. */
  unanswered(): void;
}

export interface CallOptions {
  /** An equal read answered at or after this instant may be shared. Writes are never shared. */
  readonly notBefore?: Instant;
  /** Reads with the same value share their answers, which are forgotten with it. */
  readonly pass?: object;
  readonly lane?: Lane;
  /** Asked just before a write is sent. A write without one is refused. */
  readonly lease?: WriteLease;
  /**
   * Once aborted, what waits for its turn is not sent any more, and what is under way gets a few seconds for its
   * answer. What is called after that gets as many.
   */
  readonly signal?: AbortSignal;
  /** For a write: which plan it is of and who approved it, as the session of its role names it in CloudTrail. */
  readonly source?: string;
  /** Told of each request that is sent for this call; not of one that another call had sent. */
  readonly sent?: (access: 'read' | 'write') => void;
  /** Asked before each request of a write, once its turn has come: why it must not be sent any more. */
  readonly stillRight?: () => Promise<string | undefined>;
  /** For a read inside `stillRight`: it goes on the socket that the write holds already. */
  readonly noSocket?: boolean;
}

/** The one port to AWS. It never throws for what AWS answers: a failure is a value. Pages are joined. */
export interface Aws {
  call(call: Call, options?: CallOptions): Promise<Answer>;
}
