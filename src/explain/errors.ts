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
  throttled: 'retried by itself, more slowly',
  transient: 'retried by itself, some times',
  propagating: 'retried by itself while an earlier change can be the reason',
  conflict: 'not retried: somebody or something else has to move first',
  forbidden: 'not retried: a permission or a credential is missing',
  invalid: 'not retried: what was asked for is wrong',
  terminal: 'not retried: it would fail again',
};

const exitMeanings: Readonly<Record<ErrorRow['exit'], string>> = {
  1: 'an error',
  3: 'nothing is broken, something waits for a person',
};

/** What stands before the dot of a code. */
export type Family = ErrorCode extends infer Code
  ? Code extends `${infer Name}.${string}`
    ? Name
    : never
  : never;

/** Where the codes of a family come from, by what stands before the dot. */
export const families: Readonly<Record<Family, string>> = {
  manifest: 'Manifests: what is wrong in a file. All of them are told together, and AWS is not asked.',
  source: 'Sources of a daemon: a directory or a repository. The last good revision stays in force.',
  policy: 'Policy documents: their grammar, what they would do, and what they would undo.',
  check: 'Between resources: what is wrong although each document is right by itself.',
  engine: 'Planning and applying: why a step is not made.',
  aws: 'Answers of AWS, by what can be done about them.',
  plan: 'Saved plans: why `apply FILE` refuses one.',
  store: 'What Keywright keeps for itself: lease, journal and memory.',
  record: 'The record of writes and decisions, and the check of it.',
  daemon: 'What goes wrong in `reconcile daemon`, or when it is asked.',
  guardrails: 'The file of `--guardrails`, and what lies beyond it.',
  settings: 'The settings of the daemon, and what it refuses to start with.',
  cli: 'The command line.',
  control: 'The control of a running daemon: why it cannot be reached, and what it refuses.',
};

export function familyOf(code: string): string {
  return code.split('.')[0] ?? code;
}

/** The family of that name. */
export function familyNamed(word: string): Family | undefined {
  return (Object.keys(families) as readonly Family[]).find((family) => family === word.replace(/\.\*$/u, ''));
}

/** Whether a word is meant as a code: its family is one, in any case. */
export function isOfFamily(word: string): boolean {
  return familyNamed(familyOf(word.toLowerCase())) !== undefined;
}
