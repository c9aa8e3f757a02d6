import type { OpName, Place, Role } from '../model/call.ts';
import type { Instant } from '../model/instant.ts';

/** One request, one page: what is below the limiter. The SDK and the sandbox both implement it. */
export interface Transport {
  send(request: TransportRequest): Promise<TransportAnswer>;
}

export interface TransportRequest {
  readonly op: OpName;
  readonly at: Place;
  readonly input: Readonly<Record<string, unknown>>;
  /** Which of the account's roles signs: observing and planning assume only the read role. */
  readonly role: Role;
  /** Of a write: its plan and who approved it. */
  readonly source?: string;
  /** Aborted at the deadline. */
  readonly signal: AbortSignal;
}

interface Answered {
  readonly requestId?: string;
  /** The time of day where it was answered, in whole seconds: the header `Date`. */
  readonly date?: Instant;
}

export type TransportAnswer =
  | (Answered & { readonly is: 'ok'; readonly output: unknown })
  | (Answered & {
      readonly is: 'error';
      /** AWS's error name, or Node's (`TimeoutError`, `ECONNREFUSED`). */
      readonly name: string;
      readonly message: string;
      readonly status?: number;
      /** False only if it is certain that the request did not reach AWS. */
      readonly sent: boolean;
      readonly retryAfterMs?: number;
    });
