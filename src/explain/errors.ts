import { errors, type ErrorCode } from '../model/errors/index.ts';
import type { FailureClass } from '../model/errors/row.ts';
import type { ErrorRow } from '../model/errors/row.ts';

/** What is said of an error code. */
export interface ErrorPage extends ErrorRow {
  readonly code: ErrorCode;
  /** What Keywright does about failures of this class. */
  readonly treatment: string;
  readonly exitMeaning: string;
}

export const errorCodes = Object.keys(errors) as readonly ErrorCode[];

export function errorPage(code: ErrorCode): ErrorPage {
  const row: ErrorRow = errors[code];
  return { code, ...row, treatment: treatments[row.class], exitMeaning: exitMeanings[row.exit] };
}

/** What happens after a failure, by class. */
export const treatments: Readonly<Record<FailureClass, string>> = {
  throttled: 'retried automatically, more slowly',
  transient: 'retried automatically, a few times',
  propagating: 'retried automatically while an earlier change may be propagating',
  conflict: 'not retried: resolve the conflict first',
  forbidden: 'not retried: a permission or a credential is missing',
  invalid: 'not retried: the request is invalid',
  terminal: 'not retried: it would fail again',
};

const exitMeanings: Readonly<Record<ErrorRow['exit'], string>> = {
  1: 'an error',
  3: 'nothing failed; a step waits for a person',
};

/** What stands before the dot of a code. */
export type Family = ErrorCode extends infer Code
  ? Code extends `${infer Name}.${string}`
    ? Name
    : never
  : never;

/** Where the codes of a family come from, by what stands before the dot. */
export const families: Readonly<Record<Family, string>> = {
  manifest: 'Manifests: errors in a file. All are reported together, without AWS calls.',
  source: 'Sources of a daemon: a directory or a repository. The last good revision stays in force.',
  policy: 'Policy documents: their grammar, their effects and their risks.',
  check: 'Between resources: conflicts of documents that are each valid.',
  engine: 'Planning and applying: reasons why a step does not run.',
  aws: 'AWS errors, by how they are handled.',
  plan: 'Saved plans: reasons why `apply FILE` rejects one.',
  store: 'State of Keywright: lease, journal and recorded state.',
  record: 'The record of writes and decisions, and its verification.',
  daemon: 'Errors of `reconcile daemon`.',
  guardrails: 'The file of `--guardrails`, and violations of it.',
  settings: 'The settings of the daemon, and unsafe combinations.',
  tokens: 'The tokens file of the API.',
  cli: 'The command line.',
  api: 'The HTTP API of a daemon.',
  control: 'The control socket of a daemon: connection errors and rejected requests.',
};

export function familyOf(code: string): string {
  return code.split('.')[0] ?? code;
}

/** Finds the family of that name. */
export function familyNamed(word: string): Family | undefined {
  return (Object.keys(families) as readonly Family[]).find((family) => family === word.replace(/\.\*$/u, ''));
}

/** Returns true if a word is meant as a code: its family is one, in any case. */
export function isOfFamily(word: string): boolean {
  return familyNamed(familyOf(word.toLowerCase())) !== undefined;
}
