import type { Binding } from '../../model/binding.ts';
import type { Person } from '../../model/decisions.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { AnswerOf, OperationName, RequestOf } from './operations.ts';

/** Who asks, as a credential proves it (authority.md §3.14). */
export interface Caller {
  readonly person: Person;
  /** What they may do, and to what. */
  readonly bindings: readonly Binding[];
  readonly signal: AbortSignal;
  /**
   * Names this request, where the caller may repeat it: the same name is the same request. Decisions that it makes are
   * not made twice, also after a restart and by another replica.
   */
  readonly repeats?: string;
  /** The id of the request, which links the record of a decision to the log. */
  readonly requestId?: string;
}

export interface Refusal {
  readonly refused: readonly Diagnostic[];
}

/**
 * All that can be asked of a daemon. Socket, API and command line see this and nothing else of it. Requests and answers
 * are plain values; an answer that is refused changed nothing.
 */
export type Control = {
  readonly [Name in OperationName]: (
    request: RequestOf<Name>,
    caller: Caller,
  ) => Promise<AnswerOf<Name> | Refusal>;
};

/** Tells why nothing was done. */
export function refusal(code: Diagnostic['code'], message: string, hint?: string): Refusal {
  return { refused: [{ severity: 'error', code, message, ...(hint === undefined ? {} : { hint }) }] };
}

export function isRefusal(answer: object): answer is Refusal {
  return 'refused' in answer;
}
