import type { Duration, Instant } from './instant.ts';
import type { ErrorCode, FailureClass } from './errors/index.ts';
import type { Tree } from './tree.ts';

/** Where a call goes or a resource lives. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export function showPlace(place: Place): string {
  return `${place.account}/${place.region}`;
}

export type Service = 'kms' | 's3' | 'sts' | 'tagging' | 'cloudtrail' | 'iam';

/** An operation that `aws/services` declares: `kms:CreateKey`. The second half is the API's name, not the IAM action. */
export type OpName = `${Service}:${string}`;

/** A call as data: what the plan prints is what apply sends. */
export interface Call {
  readonly op: OpName;
  readonly at: Place;
  readonly input: { readonly [key: string]: Tree };
}

/** A failed call, classified once (in `aws/classify.ts`) by AWS's error name and status, never by its text. */
export interface AwsFailure {
  readonly code: ErrorCode;
  readonly class: FailureClass;
  /** AWS's own error name, e.g. `KMSInvalidStateException`. */
  readonly name: string;
  /** AWS's own message. */
  readonly message: string;
  readonly op: OpName;
  readonly at: Place;
  readonly status?: number;
  readonly requestId?: string;
  /** A write whose effect is not known: no answer came, or the connection broke after sending. */
  readonly effectUnknown?: boolean;
  /**
   * Set if this can be an earlier change that is not yet visible everywhere: how long after that change
   * it is worth trying again. Whether there was such a change, only the caller knows.
   */
  readonly propagatesWithin?: Duration;
  /** What Keywright found out about it besides AWS's message, one sentence. */
  readonly because?: string;
  /** Set where AWS refused for want of a permission: what the call asks IAM for, and of what if it has an ARN. */
  readonly needs?: { readonly actions: readonly string[]; readonly resource?: string };
}

export type Answer =
  | { readonly is: 'ok'; readonly value: unknown; readonly at: Instant }
  | { readonly is: 'failed'; readonly failure: AwsFailure };

/** Who waits for the answer: decides whose turn it is when a quota is short. */
export type Lane = 'asked' | 'repair' | 'sweep';

/** The right to write, for as long as it lasts. */
export interface WriteLease {
  /** True while a request may still be started: it must end before another may take over. */
  mayStart(): boolean;
  /** Notes a write that got no answer: it may take effect until the request deadline is over. */
  unanswered(sentAt: Instant): void;
}

export interface CallOptions {
  /** An equal read answered at or after this instant may be shared. Writes are never shared. */
  readonly notBefore?: Instant;
  readonly lane?: Lane;
  /** Asked just before a write is sent. A write without one is refused. */
  readonly lease?: WriteLease;
  /**
   * Once aborted, what waits for its turn is not sent any more, and what is under way gets a few seconds for its
   * answer. What is called after that gets as many.
   */
  readonly signal?: AbortSignal;
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
