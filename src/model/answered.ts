import type { ErrorCode } from './errors/index.ts';
import type { Duration } from './instant.ts';

/** A request of the API or of the page, and its answer. It holds nothing that a caller could make long or secret. */
export interface Answered {
  /** Its name, which the caller learns too: X-Request-Id. */
  readonly id: string;
  readonly method: string;
  /** As the table of routes has it: `/plans/{id}`. Also `page`, and `unknown` for what no route takes. */
  readonly route: string;
  readonly use: 'read' | 'write' | 'plan' | 'page' | 'unknown';
  readonly status: number;
  /** Of a refusal. */
  readonly code?: ErrorCode;
  /** Until the answer began: a stream of live updates goes on. */
  readonly took: Duration;
  /** The address that it came from; empty where nothing tells it. */
  readonly from: string;
  /** What proved the caller; `refused` where a credential proved nobody. */
  readonly via: 'token' | 'session' | 'oidc' | 'anonymous' | 'refused' | 'nothing';
  /** Who asked, where a credential proves it. */
  readonly subject?: string;
}
