import type { InUse, LeaseParts } from '../engine/lease/term.ts';
import type { HeldLease } from '../engine/ports.ts';

/** A time of leading without a break. Work that outlives it finds its lease at an end, also if the process leads again. */
export interface Hold {
  readonly lease: HeldLease;
  /** Aborted once the hold ends. */
  readonly ended: AbortSignal;
  use<T>(work: (lease: HeldLease, ended: AbortSignal) => Promise<T>): Promise<T>;
  /** Lets no request start any more. Resolves once nobody works under it, or every request must be over. */
  end(): Promise<void>;
}

/** Begins a hold of a lease that is kept. */
export function createHold({ clock, timing }: Pick<LeaseParts, 'clock' | 'timing'>, { lease }: InUse): Hold {
  const ending = new AbortController();
  const idle = new AbortController();
  const { signal: ended } = ending;
  let users = 0;
  const mine: HeldLease = {
    mayStart: () => !ended.aborted && lease.mayStart(),
    mayRecord: async () => !ended.aborted && (await lease.mayRecord()) && !ended.aborted,
    unanswered: lease.unanswered,
  };
  return {
    lease: mine,
    ended,
    async use(work) {
      users += 1;
      try {
        return await work(mine, ended);
      } finally {
        users -= 1;
        if (users === 0 && ended.aborted) idle.abort();
      }
    },
    async end() {
      ending.abort();
      if (users > 0) await clock.sleep(timing.requestDeadline, idle.signal);
    },
  };
}
