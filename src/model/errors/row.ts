/**
 * What kind of failure this is, and so what happens next: throttled and transient calls are retried,
 * propagating ones are retried while there is a reason, the others are reported.
 */
export type FailureClass =
  'throttled' | 'transient' | 'propagating' | 'conflict' | 'forbidden' | 'invalid' | 'terminal';

export interface ErrorRow {
  /** What happened, in one sentence without its dot. */
  readonly means: string;
  readonly class: FailureClass;
  /** The general advice; a diagnostic's own hint is more exact. */
  readonly hint: string;
  /** Exit code of a run that ends with it: 1 error, 3 something waits for a person. */
  readonly exit: 1 | 3;
}
