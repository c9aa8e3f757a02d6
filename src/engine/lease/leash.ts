import type { Instant } from '../../model/instant.ts';

/**
 * Ties the engine's port to AWS to the lease, and not the port of the store, without which a lease could be neither
 * renewed nor given back: each write is asked about just before it is sent, because the lease may have
 * run out while it waited for its turn at a quota. Untied, nothing is sent: no lease is held yet, or no longer.
 */
export interface Leash {
  tie(mayStart: () => boolean): void;
  untie(): void;
  /** Notes a write that got no answer: it may take effect until the request deadline is over. */
  unanswered(sentAt: Instant): void;
  /** When the last write without an answer was sent. */
  unansweredAt(): Instant | undefined;
  /** Why a call must not be sent any more; undefined if it may. */
  refuse(): string | undefined;
}

export function createLeash(): Leash {
  let mayStart = nothing;
  let last: Instant | undefined;
  return {
    tie(check) {
      mayStart = check;
    },
    untie() {
      mayStart = nothing;
    },
    unanswered(sentAt) {
      last = sentAt;
    },
    unansweredAt: () => last,
    refuse() {
      return mayStart() ? undefined : 'this run no longer holds the lease on the stack';
    },
  };
}

function nothing(): boolean {
  return false;
}
