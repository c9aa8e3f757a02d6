import type { Aws, AwsFailure, Call } from './call.ts';
import type { Instant } from './instant.ts';

/** How old what a look rested on was, and what it asked AWS anew. */
export interface Recalled {
  /** When AWS gave the oldest of the answers; undefined where none was kept. */
  readonly oldest: Instant | undefined;
  /** Answers that were kept. */
  readonly kept: number;
  /** Reads that were sent. */
  readonly asked: number;
  /** Reads that were not allowed: what they would show stays unknown. */
  readonly refused: number;
}

/** Answers of AWS that are kept for looks that shall ask nothing again. */
export interface Recall {
  /**
   * Serves reads from what was answered before. A read that was never answered is sent where `mayAsk` gives no failure.
   * Refuses every write.
   */
  recalling(mayAsk: (call: Call) => AwsFailure | undefined): { readonly aws: Aws; told(): Recalled };
}
