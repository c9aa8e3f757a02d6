import type { Address } from '../model/address.ts';
import type { Random } from '../model/clock.ts';
import type { Instant } from '../model/instant.ts';
import { createQueue } from '../model/queue.ts';
import { pauseAfter } from './back-off.ts';
import { lanes, mergeDue, type Due, type DueAddress, type DueLane } from './due.ts';

/** How the work on one address ended. */
export type Worked =
  | { readonly is: 'again'; readonly due: Due }
  /** Something that may pass by itself: again after a growing pause, and not after `before`. Throttling is none. */
  | { readonly is: 'backoff'; readonly before?: Due }
  /** No manifest declares it any more, or only a look at everything reads it. */
  | { readonly is: 'gone' };

/** What is due and when: each address once, and one worker at a time for each. */
export interface WorkQueue {
  add(due: DueAddress): void;
  /** Takes what is due, at most so much. Whoever takes it says how it ended, by `done`. */
  take(now: Instant, limit: number): readonly DueAddress[];
  done(address: Address, worked: Worked, now: Instant): void;
  /** When something is due next; undefined if nothing waits. */
  nextAt(): Instant | undefined;
  /** What waits in line at an instant, what is worked on included: it counts until its end is known. */
  backlog(now: Instant): Backlog;
}

/** How long the line is, and how far behind the work. */
export interface Backlog {
  readonly size: number;
  /** Those whose time has come. */
  readonly due: number;
  /** Since when the one is due that waits longest; absent while none is. */
  readonly oldest?: Instant;
}

interface Entry {
  due: Due;
  /** Changes with each `add`, so that an older place in a line counts for nothing. */
  turn: number;
  failures: number;
  taken: boolean;
  /** What became due while a worker had it. */
  meanwhile?: Due;
}

/** Each eighth one comes from the lane that waited longest, whatever its urgency: no lane starves. */
const fairTurn = 8;

/** Makes an empty queue. Its time is an argument of each call, so it needs no clock. */
export function createWorkQueue(random: Random): WorkQueue {
  const entries = new Map<Address, Entry>();
  const lines = new Map(lanes.map((lane) => [lane, createQueue<{ address: Address; turn: number }>()]));
  let turns = 0;
  let taken = 0;

  function line(address: Address, entry: Entry): void {
    entry.turn = turns += 1;
    lines.get(entry.due.lane)?.push(entry.due.at, { address, turn: entry.turn });
  }

  /** Finds the first of a lane that still stands where it was put. */
  function head(lane: DueLane): { readonly at: Instant; readonly address: Address } | undefined {
    const queue = lines.get(lane);
    for (let first = queue?.first(); first !== undefined; first = queue?.first()) {
      const { key, value } = first;
      const entry = entries.get(value.address);
      if (entry?.turn === value.turn && !entry.taken) return { at: key, address: value.address };
      queue?.pop();
    }
    return undefined;
  }

  function nextLane(now: Instant): DueLane | undefined {
    const due = lanes.flatMap((lane) => {
      const first = head(lane);
      return first !== undefined && first.at <= now ? [{ lane, at: first.at }] : [];
    });
    if ((taken + 1) % fairTurn !== 0) return due[0]?.lane;
    return due.toSorted((a, b) => a.at - b.at)[0]?.lane;
  }

  function takeOne(now: Instant): DueAddress | undefined {
    const lane = nextLane(now);
    const first = lane === undefined ? undefined : head(lane);
    const entry = first === undefined ? undefined : entries.get(first.address);
    if (lane === undefined || first === undefined || entry === undefined) return undefined;
    lines.get(lane)?.pop();
    entry.taken = true;
    taken += 1;
    return { address: first.address, ...entry.due };
  }

  function dueAfter(worked: Exclude<Worked, { readonly is: 'gone' }>, entry: Entry, now: Instant): Due {
    switch (worked.is) {
      case 'again':
        return worked.due;
      case 'backoff':
        return sooner(worked.before, now + pauseAfter(entry.failures, random));
    }
  }

  return {
    add({ address, ...due }) {
      const entry = entries.get(address);
      if (entry === undefined) {
        const made: Entry = { due, turn: 0, failures: 0, taken: false };
        entries.set(address, made);
        line(address, made);
      } else if (entry.taken) {
        entry.meanwhile = entry.meanwhile === undefined ? due : mergeDue(entry.meanwhile, due);
      } else {
        entry.due = mergeDue(entry.due, due);
        line(address, entry);
      }
    },
    take(now, limit) {
      const all: DueAddress[] = [];
      while (all.length < limit) {
        const one = takeOne(now);
        if (one === undefined) break;
        all.push(one);
      }
      return all;
    },
    done(address, worked, now) {
      const entry = entries.get(address);
      if (entry === undefined) return;
      entries.delete(address);
      const { meanwhile } = entry;
      if (worked.is === 'gone' && meanwhile === undefined) return;
      const failures = worked.is === 'backoff' ? entry.failures + 1 : 0;
      const due = worked.is === 'gone' ? meanwhile : dueAfter(worked, { ...entry, failures }, now);
      if (due === undefined) return;
      const merged = meanwhile === undefined ? due : mergeDue(due, meanwhile);
      const again: Entry = { due: merged, turn: 0, failures, taken: false };
      entries.set(address, again);
      line(address, again);
    },
    nextAt() {
      const firsts = lanes.flatMap((lane) => head(lane)?.at ?? []);
      return firsts.length === 0 ? undefined : Math.min(...firsts);
    },
    backlog(now) {
      const due = [...entries.values()].flatMap((entry) => (entry.due.at <= now ? [entry.due.at] : []));
      return {
        size: entries.size,
        due: due.length,
        ...(due.length === 0 ? {} : { oldest: due.reduce((least, at) => Math.min(least, at)) }),
      };
    },
  };
}

/** Puts a retry in the place of the usual look where it comes first. */
function sooner(usual: Due | undefined, at: Instant): Due {
  return usual === undefined || at < usual.at
    ? { at, lane: 'repair', look: 'full', why: new Set(['retry']) }
    : usual;
}
