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
  /** The hint for whoever asked over HTTP, where the one of the findings names a command. */
  readonly overHttp?: string;
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

/** A hint that differs: a command line has commands, HTTP has routes and fields. */
interface Hints {
  readonly command: string;
  readonly http: string;
}

/** Tells why nothing was done. */
export function refusal(code: Diagnostic['code'], message: string, hint?: string | Hints): Refusal {
  const refused = { severity: 'error', code, message } as const;
  if (hint === undefined) return { refused: [refused] };
  if (typeof hint === 'string') return { refused: [{ ...refused, hint }] };
  return { refused: [{ ...refused, hint: hint.command }], overHttp: hint.http };
}

export function isRefusal(answer: object): answer is Pick<Refusal, 'refused'> {
  return 'refused' in answer;
}
