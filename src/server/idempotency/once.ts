import { isRefusal, type Refusal } from '../../daemon/control/control.ts';
import type { Known } from '../parts.ts';
import { statusOf } from '../problem.ts';
import type { Answers } from './answers.ts';
import { digestOf, keyOf } from './key.ts';

/** A write as it was sent. */
export interface Write {
  readonly request: Request;
  readonly body: string;
  readonly known: Known;
}

export interface Done {
  readonly answer: object | Refusal;
  /** True for the answer of an earlier request with the same key. */
  readonly isReplayed: boolean;
}

/**
 * Carries a write out once for each key (draft-ietf-httpapi-idempotency-key-header): a repetition gets the first
 * answer, refusals included. Failures of ours are not kept, and whoever calls this has checked the form of the request:
 * one that is refused for it was not begun (§2.6 of the draft leaves that open). `work` gets the name by which to know a repetition after a
 * restart.
 */
export async function once(
  answers: Answers,
  { request, body, known }: Write,
  work: (name: string | undefined) => Promise<object | Refusal>,
): Promise<Done> {
  const key = keyOf(request.headers);
  if (key === undefined) return { answer: await work(undefined), isReplayed: false };
  if (typeof key === 'object') return { answer: key, isReplayed: false };
  const digest = digestOf(request.method, request.url, body);
  const begun = answers.begin({ caller: callerOf(known), key, digest });
  if (begun.is === 'refused') return { answer: begun.refusal, isReplayed: false };
  if (begun.is === 'again') return { answer: begun.answer, isReplayed: true };
  try {
    const answer = await work(`${key} ${digest}`);
    if (isRefusal(answer) && statusOf(answer) >= 500) begun.attempt.drop();
    else begun.attempt.keep(answer);
    return { answer, isReplayed: false };
  } catch (error) {
    begun.attempt.drop();
    throw error;
  }
}

/** Tells callers apart. A person whose bindings changed is another one: an answer shows what the old ones allowed. */
function callerOf({ person, bindings }: Known): string {
  return JSON.stringify([person.id, bindings]);
}
