import { defaultTiming } from '../engine/ports.ts';
import { minute, second, type Duration } from '../model/instant.ts';
import type { Journal } from '../model/journal.ts';
import { shiftedClock, type ShiftedClock } from '../runtime/shifted-clock.ts';
import { virtualClock, type VirtualClock } from '../runtime/virtual-clock.ts';
import { createVolatileStore } from '../store/memory/volatile.ts';
import type { DaemonEvent } from './events.ts';
import { lead, type Leader, type LeaderParts, type Orders } from './leader.ts';

export const timing = { ...defaultTiming, leaseTtl: minute, requestDeadline: 30 * second };

/** From the last renewal to the moment when whoever watches takes over: the lease, and two looks at it. */
export const takeover = timing.leaseTtl + timing.requestDeadline + 10 * second;

/** Several processes above one journal. */
export interface Contest {
  readonly clock: VirtualClock;
  readonly journal: Journal;
  /** What persons ordered; may be changed. */
  readonly ordered: { stop: Orders['stop']; yielded: Orders['yielded'] };
  join(name: string, over?: Partial<LeaderParts>): Contestant;
}

export interface Contestant {
  readonly leader: Leader;
  readonly clock: ShiftedClock;
  /** `state by term`, in the order of events. */
  readonly told: string[];
  stop(): Promise<void>;
}

export function contest(journalOn: (clock: VirtualClock) => Journal = volatile): Contest {
  const clock = virtualClock();
  const journal = journalOn(clock);
  const ordered: Contest['ordered'] = { stop: undefined, yielded: undefined };
  return {
    clock,
    journal,
    ordered,
    join(name, over) {
      const stop = new AbortController();
      const told: string[] = [];
      const own = shiftedClock(clock);
      const leader = lead(
        {
          clock: own,
          journal,
          holder: name,
          timing,
          source: 'shop',
          publish: (event) => void told.push(textOf(event)),
          orders: () => Promise.resolve({ ...ordered }),
          isWedged: () => false,
          skew: () => undefined,
          ...over,
        },
        stop.signal,
      );
      return {
        leader,
        clock: own,
        told,
        async stop() {
          stop.abort();
          await leader.ended;
        },
      };
    },
  };
}

function volatile(clock: VirtualClock): Journal {
  return createVolatileStore(clock).journal;
}

function textOf(event: DaemonEvent): string {
  if (event.is !== 'lease') return event.is;
  const parts = [event.state, event.by, event.term, event.stop && 'STOP'];
  return parts.filter((part) => part !== undefined).join(' ');
}

/** Wraps a journal so that it answers nothing while `isDown`. */
export function failing(journal: Journal, isDown: () => boolean): Journal {
  const answer = <A extends readonly unknown[], T>(ask: (...args: A) => Promise<T>) =>
    async function asked(...args: A): Promise<T> {
      if (isDown()) throw new Error('S3 503');
      return ask(...args);
    };
  return {
    ...journal,
    written: answer(journal.written),
    acquire: answer(journal.acquire),
    renew: answer(journal.renew),
    release: answer(journal.release),
  };
}

export function mayWrite({ leader }: Contestant): boolean {
  return leader.lease()?.mayStart() === true;
}

/** Returns the first moment, looked for each second, at which it may write. */
export async function waitToLead(clock: VirtualClock, one: Contestant, most: Duration): Promise<Duration> {
  for (let waited = 0; waited <= most; waited += second) {
    if (mayWrite(one)) return waited;
    await clock.sleep(second);
  }
  return Infinity;
}
