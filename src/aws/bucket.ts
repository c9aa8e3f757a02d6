import type { Lane } from '../model/call.ts';
import type { Clock } from '../model/clock.ts';
import { second } from '../model/instant.ts';
import { capacityOf } from './operations.ts';

/** A token bucket with lanes and additive increase, multiplicative decrease. */
export interface Bucket {
  /**
   * Resolves when `cost` tokens were taken. One who comes again goes to the head of its lane. Once `signal` is
   * aborted it leaves the line and takes none.
   */
  take(cost: number, lane: Lane, again?: boolean, signal?: AbortSignal): Promise<void>;
  /** Halves the rate and empties the bucket; at most once a second, since many fail together. */
  throttled(): void;
  /** How many stand in line. */
  waiting(): number;
  /** Present rate as a part of the rate at the start. */
  share(): number;
}

const lanes: readonly Lane[] = ['asked', 'repair', 'sweep'];

/** From nothing back to the full rate in this time. */
const recovery = 120 * second;
const floorShare = 1 / 32;
const tolerance = 1e-9;

/** `rate` is tokens a second. One second's worth may be saved up, at least one token. */
export function createBucket(clock: Clock, rate: number): Bucket {
  const capacity = capacityOf(rate);
  const queues = { asked: [], repair: [], sweep: [] } as Record<Lane, { cost: number; go: () => void }[]>;
  let tokens = capacity;
  let share = 1;
  let asOf = clock.now();
  let halvedAt = -Infinity;
  let pumping = false;

  /** Adds what came in since, at the mean of the old and the recovered rate. */
  function refill(): void {
    const elapsed = clock.now() - asOf;
    if (elapsed <= 0) return;
    const after = Math.min(1, share + elapsed / recovery);
    const ramp = (after - share) * recovery;
    const earned = ((share + after) / 2) * ramp + after * (elapsed - ramp);
    tokens = Math.min(capacity, tokens + (earned * rate) / second);
    share = after;
    asOf = clock.now();
  }

  function next(): { cost: number; go: () => void } | undefined {
    return lanes.map((lane) => queues[lane][0]).find((waiting) => waiting !== undefined);
  }

  function dequeue(taken: { cost: number; go: () => void }): void {
    for (const lane of lanes) if (queues[lane][0] === taken) queues[lane].shift();
  }

  /** A cost above the capacity waits for a full bucket and leaves a debt. */
  function missing(cost: number): number {
    return Math.min(cost, capacity) - tokens - tolerance;
  }

  async function pump(): Promise<void> {
    pumping = true;
    for (let first = next(); first !== undefined; first = next()) {
      refill();
      const short = missing(first.cost);
      if (short > 0) {
        await clock.sleep(Math.max(1, Math.ceil((short * second) / (rate * share))));
        continue;
      }
      dequeue(first);
      tokens -= first.cost;
      first.go();
    }
    pumping = false;
  }

  return {
    take(cost, lane, again = false, signal) {
      refill();
      if (next() === undefined && missing(cost) <= 0) {
        tokens -= cost;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const leave = (): void => {
          queues[lane] = queues[lane].filter((one) => one !== mine);
          resolve();
        };
        const mine = {
          cost,
          go: (): void => {
            signal?.removeEventListener('abort', leave);
            resolve();
          },
        };
        signal?.addEventListener('abort', leave, { once: true });
        if (again) queues[lane].unshift(mine);
        else queues[lane].push(mine);
        if (!pumping) void pump();
      });
    },
    throttled() {
      refill();
      tokens = Math.min(tokens, 0);
      if (clock.now() - halvedAt < second) return;
      halvedAt = clock.now();
      share = Math.max(floorShare, share / 2);
    },
    waiting: () => lanes.reduce((sum, lane) => sum + queues[lane].length, 0),
    share() {
      refill();
      return share;
    },
  };
}
