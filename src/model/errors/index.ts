import { awsErrors } from './aws.ts';
import { checkErrors } from './checks.ts';
import { cliErrors } from './cli.ts';
import { engineErrors } from './engine.ts';
import { guardrailsErrors } from './guardrails.ts';
import { manifestErrors } from './manifest.ts';
import { planErrors } from './plan.ts';
import { policyErrors } from './policy.ts';
import { storeErrors } from './store.ts';

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

/** Every error Keywright reports, one row a code. Codes are stable: scripts match on them. */
export const errors = {
  ...manifestErrors,
  ...policyErrors,
  ...checkErrors,
  ...engineErrors,
  ...awsErrors,
  ...storeErrors,
  ...planErrors,
  ...guardrailsErrors,
  ...cliErrors,
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errors;
