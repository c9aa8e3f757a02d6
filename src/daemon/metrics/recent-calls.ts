import { errors } from '../../model/errors/index.ts';
import { hour, minute, type Instant } from '../../model/instant.ts';
import type { CallMade } from '../events.ts';

/** Requests to AWS in the last hour. */
export interface CallCounts {
  readonly calls: number;
  /** Of these, those that AWS throttled. */
  readonly throttled: number;
}

export interface RecentCalls {
  note(call: Pick<CallMade, 'at' | 'outcome'>): void;
  at(now: Instant): CallCounts;
}

/** One minute of requests. */
interface Slot {
  minute: number;
  calls: number;
  throttled: number;
}

const slots = hour / minute;

/** Counts the requests of the last hour, minute by minute, in a ring that does not grow. */
export function createRecentCalls(): RecentCalls {
  const ring: Slot[] = [];

  function slotAt(at: Instant): Slot {
    const now = Math.floor(at / minute);
    const known = ring[now % slots];
    if (known?.minute === now) return known;
    const fresh = { minute: now, calls: 0, throttled: 0 };
    ring[now % slots] = fresh;
    return fresh;
  }

  return {
    note({ at, outcome }) {
      const slot = slotAt(at);
      slot.calls += 1;
      if (isThrottled(outcome)) slot.throttled += 1;
    },
    at(now) {
      const first = Math.floor(now / minute) - slots + 1;
      const recent = ring.filter((slot) => slot.minute >= first);
      return {
        calls: recent.reduce((sum, slot) => sum + slot.calls, 0),
        throttled: recent.reduce((sum, slot) => sum + slot.throttled, 0),
      };
    },
  };
}

function isThrottled(outcome: string): boolean {
  return Object.hasOwn(errors, outcome) && errors[outcome as keyof typeof errors].class === 'throttled';
}
