import { apiErrors } from './api.ts';
import { awsErrors } from './aws.ts';
import { checkErrors } from './checks.ts';
import { cliErrors } from './cli.ts';
import { controlErrors } from './control.ts';
import { daemonErrors } from './daemon.ts';
import { engineErrors } from './engine.ts';
import { guardrailsErrors } from './guardrails.ts';
import { manifestErrors } from './manifest.ts';
import { planErrors } from './plan.ts';
import { policyErrors } from './policy.ts';
import { recordErrors } from './record.ts';
import { settingsErrors } from './settings.ts';
import { sourceErrors } from './source.ts';
import { storeErrors } from './store.ts';
import { tokensErrors } from './tokens.ts';
import type { ErrorRow } from './row.ts';

/** Every error Keywright reports, one row a code. Codes are stable: scripts match on them. */
export const errors = {
  ...manifestErrors,
  ...sourceErrors,
  ...policyErrors,
  ...checkErrors,
  ...engineErrors,
  ...awsErrors,
  ...storeErrors,
  ...daemonErrors,
  ...settingsErrors,
  ...planErrors,
  ...recordErrors,
  ...guardrailsErrors,
  ...cliErrors,
  ...controlErrors,
  ...apiErrors,
  ...tokensErrors,
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errors;
