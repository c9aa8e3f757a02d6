import type { Lane } from '../model/call.ts';
import type { Clock } from '../model/clock.ts';
import { second } from '../model/instant.ts';
import { createLine } from './line.ts';
import { capacityOf } from './operations.ts';
import type { Sockets } from './sockets.ts';

export interface Turn {
  readonly cost: number;
  readonly lane: Lane;
  /** One who comes again stands before those of its lane who come for the first time. */
  readonly again?: boolean;
  /** Taken with the tokens, if the call is sent then. */
  readonly sockets?: Sockets;
  /** Goes before those that want a socket: who holds one may wait for its answer, and would never give it back. */
  readonly noSocket?: boolean;
  /** Once it is aborted the call leaves the line and takes nothing. */
  readonly signal?: AbortSignal;
}

/** A token bucket with lanes and additive increase, multiplicative decrease. */
export interface Bucket {
  /** Resolves with true when the tokens were taken, with false if the call left the line. */
  take(turn: Turn): Promise<boolean>;
  /** Halves the rate and empties the bucket; at most once a second, since many fail together. */
  throttled(): void;
  /** How many wait in line. */
  waiting(): number;
  /** Present rate as a part of the rate at the start. */
  share(): number;
}

/** From nothing back to the full rate in this time. */
const recovery = 120 * second;
const floorShare = 1 / 32;
const tolerance = 1e-9;

/**
 * Creates a token bucket. `rate` is tokens a second, and may change. The bucket saves up one second's worth, at least
 * one token.
 */
export function createBucket(clock: Clock, given: number | (() => number)): Bucket {
  const rateNow = typeof given === 'number' ? () => given : given;
  const line = createLine<Turn & { readonly go: () => void }>();
  const beside = createLine<Turn & { readonly go: () => void }>();
  const leaving = new WeakMap<AbortSignal, Set<() => void>>();
  let tokens = capacityOf(rateNow());
  let share = 1;
  let asOf = clock.monotonic();
  let halvedAt = -Infinity;
  let sleeping = false;

  /** Adds what came in since, at the mean of the old and the recovered rate. */
  function refill(): void {
    const elapsed = clock.monotonic() - asOf;
    if (elapsed <= 0) return;
    const after = Math.min(1, share + elapsed / recovery);
    const ramp = (after - share) * recovery;
    const earned = ((share + after) / 2) * ramp + after * (elapsed - ramp);
    const rate = rateNow();
    tokens = Math.min(capacityOf(rate), tokens + (earned * rate) / second);
    share = after;
    asOf = clock.monotonic();
  }

  /** Returns how many tokens are missing. A cost above the capacity waits for a full bucket and leaves a debt. */
  function missing(cost: number): number {
    return Math.min(cost, capacityOf(rateNow())) - tokens - tolerance;
  }

  /** Serves whoever may go now. Tokens are taken with the socket: what waits for one uses up no rate. */
  function serve(): void {
    for (;;) {
      const next = beside.waiting() > 0 ? beside : line;
      const first = next.first();
      if (first === undefined) return;
      refill();
      const short = missing(first.cost);
      if (short > 0) {
        if (!sleeping) void serveLater(Math.max(1, Math.ceil((short * second) / (rateNow() * share))));
        return;
      }
      if (first.sockets?.take(serve) === false) return;
      next.serve();
      tokens -= first.cost;
      first.go();
    }
  }

  /**
   * Returns what to call when the signal aborts. A signal walks through all its listeners to add one, so this line
   * listens once for all its calls.
   */
  function waitingWith(signal: AbortSignal): Set<() => void> {
    const before = leaving.get(signal);
    if (before !== undefined) return before;
    const all = new Set<() => void>();
    leaving.set(signal, all);
    signal.addEventListener(
      'abort',
      () =>
        all.forEach((leave) => {
          leave();
        }),
      { once: true },
    );
    return all;
  }

  async function serveLater(pause: number): Promise<void> {
    sleeping = true;
    await clock.sleep(pause);
    sleeping = false;
    serve();
  }

  return {
    take(turn) {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const leave = (): void => {
        place.leave();
        resolve(false);
      };
      const waiting = turn.signal === undefined ? undefined : waitingWith(turn.signal);
      const go = (): void => {
        waiting?.delete(leave);
        resolve(true);
      };
      const place = (turn.noSocket === true ? beside : line).join(
        { ...turn, go },
        turn.lane,
        turn.again === true,
      );
      waiting?.add(leave);
      serve();
      return promise;
    },
    throttled() {
      refill();
      tokens = Math.min(tokens, 0);
      if (clock.monotonic() - halvedAt < second) return;
      halvedAt = clock.monotonic();
      share = Math.max(floorShare, share / 2);
    },
    waiting: () => beside.waiting() + line.waiting(),
    share() {
      refill();
      return share;
    },
  };
}
