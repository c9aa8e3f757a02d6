import type { Call, Lane, OpName, Place, Role } from '../model/call.ts';
import type { ErrorCode } from '../model/errors/index.ts';
import type { Duration, Instant } from '../model/instant.ts';

/** One request that was sent: a page, or one attempt of it. */
export interface SentRequest {
  readonly op: OpName;
  readonly place: Place;
  readonly access: 'read' | 'write';
  readonly role: Role;
  readonly lane: Lane;
  readonly at: Instant;
  readonly took: Duration;
  /** How long it waited for its turn before. */
  readonly waited: Duration;
  /** Counts from 1. */
  readonly attempt: number;
  readonly outcome: 'ok' | ErrorCode;
  /** AWS's error name, if it failed. */
  readonly error?: string;
  readonly requestId?: string;
  /** The time of day where it was answered, in whole seconds. */
  readonly date?: Instant;
  /** As it was sent: who keeps or shows it leaves out what is secret. */
  readonly input: Call['input'];
}

export interface CallCounts {
  readonly reads: number;
  readonly writes: number;
}

/** Counts every request and tells those who listen. It keeps none: a daemon runs for months. */
export interface CallLog {
  sent(request: SentRequest): void;
  counts(): CallCounts;
  /** By operation, in code-unit order. */
  byOperation(): readonly { readonly op: OpName; readonly count: number }[];
  /** Returns a function that unsubscribes. */
  subscribe(listener: (request: SentRequest) => void): () => void;
}

export function createCallLog(): CallLog {
  const counted = new Map<OpName, number>();
  const listeners = new Set<(request: SentRequest) => void>();
  let reads = 0;
  let writes = 0;
  return {
    sent(request) {
      if (request.access === 'read') reads += 1;
      else writes += 1;
      counted.set(request.op, (counted.get(request.op) ?? 0) + 1);
      for (const listener of listeners) listener(request);
    },
    counts: () => ({ reads, writes }),
    byOperation: () =>
      [...counted].map(([op, count]) => ({ op, count })).sort((a, b) => (a.op < b.op ? -1 : 1)),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
