import type { ErrorCode } from '../../model/errors/index.ts';
import type { ReasonCode } from '../../model/reasons.ts';

/** Where a refusal of AWS is met: before the request where that can be known, else at apply. */
export type Met =
  /** One document says it: `validate` refuses. */
  | { readonly at: 'schema'; readonly code: ErrorCode }
  /** Several documents say it together: `validate` and `plan` refuse, or warn where AWS may know better. */
  | { readonly at: 'check'; readonly code: ErrorCode }
  /** AWS was read: the plan blocks or defers it. */
  | { readonly at: 'plan'; readonly reason: ReasonCode }
  /** Nobody can know before: what happens then follows from `src/aws/classify.ts` and the row of the operation. */
  | { readonly at: 'apply' }
  /** No request of Keywright can meet it; `when` says why. */
  | { readonly at: 'never' };

export interface Refusal {
  readonly met: Met;
  /** What AWS refuses, or why it never comes to that. */
  readonly when: string;
}

/** The refusals of one operation, by AWS's name of the error. */
export type Refusals = Readonly<Record<string, readonly Refusal[]>>;

export function schema(code: ErrorCode, when: string): Refusal {
  return { met: { at: 'schema', code }, when };
}

export function check(code: ErrorCode, when: string): Refusal {
  return { met: { at: 'check', code }, when };
}

export function plan(reason: ReasonCode, when: string): Refusal {
  return { met: { at: 'plan', reason }, when };
}

export function apply(when: string): Refusal {
  return { met: { at: 'apply' }, when };
}

export function never(when: string): Refusal {
  return { met: { at: 'never' }, when };
}

/** Declares the same refusals for each of these names. */
export function each(names: readonly string[], ...refusals: readonly Refusal[]): Refusals {
  return Object.fromEntries(names.map((name) => [name, refusals]));
}
