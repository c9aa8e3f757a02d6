import type { Call } from '../model/call.ts';

/**
 * Ties the port to AWS to the lease: a write that waited for its turn at a quota is asked about once more
 * just before it is sent, because the lease may have run out meanwhile.
 */
export interface Leash {
  tie(mayStart: () => boolean): void;
  untie(): void;
  /** Why a call must not be sent any more; undefined if it may. */
  refuse(call: Call): string | undefined;
}

/** The journal's own objects: without them a lease could be neither renewed nor given back. */
const ofTheJournal: ReadonlySet<string> = new Set(['s3:PutObject', 's3:DeleteObject']);

export function createLeash(): Leash {
  let mayStart: (() => boolean) | undefined;
  return {
    tie(check) {
      mayStart = check;
    },
    untie() {
      mayStart = undefined;
    },
    refuse(call) {
      if (ofTheJournal.has(call.op) || mayStart === undefined || mayStart()) return undefined;
      return 'this run no longer holds the lease on the stack';
    },
  };
}
