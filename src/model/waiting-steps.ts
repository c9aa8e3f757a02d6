import { showPlace } from './call.ts';
import { locksOf, takesLast, width } from './pace.ts';
import type { Step, StepId } from './plan.ts';
import { createQueue, type Queue } from './queue.ts';

/** Which steps may start. Those that take access away come last. */
export interface WaitingSteps {
  /** Takes those that may start now, in the order of the plan. */
  take(): readonly Step[];
  /** A step is over, taken or not. Gives those after it that it does not let start. */
  end(step: Step, lets: (follower: Step) => boolean): readonly Step[];
  /** A step that was taken only lets time pass: its place and its locks are free. */
  aside(step: Step): void;
  /** It wants to go on: `take` calls `go` once it has place and locks, before it gives those that have not begun. */
  back(step: Step, go: () => void): void;
  /** Those that were not taken and are not over. */
  left(): readonly Step[];
}

/** A step that wants place and locks; `go` if it has begun and stood aside. */
interface Ready {
  readonly step: Step;
  readonly go?: () => void;
}

/** Steps whose first call takes from the same quota: those that wait for it keep nobody else from theirs. */
interface Lane {
  readonly free: Queue<Ready>;
  /** Those that take access away. */
  readonly takers: Queue<Ready>;
  busy: number;
}

export function waitingSteps(steps: readonly Step[]): WaitingSteps {
  const places = new Map(steps.map(({ id }, place) => [id, place]));
  const open = new Map(steps.map(({ id, after }) => [id, after.length]));
  const followers = followersIn(steps);
  /** Locks that are taken, with those that wait for them. */
  const locked = new Map<string, Ready[]>();
  const lanes = new Map<string, Lane>();
  const running = new Set<StepId>();
  /** Of those the ones that have a place in their lane, and their locks. */
  const placed = new Set<StepId>();
  const over = new Set<StepId>();
  let givesLeft = 0;

  function placeOf({ id }: Step): number {
    return places.get(id) ?? 0;
  }

  function laneOf(step: Step): Lane {
    const quota = quotaOf(step);
    const lane = lanes.get(quota) ?? { free: createQueue(), takers: createQueue(), busy: 0 };
    lanes.set(quota, lane);
    return lane;
  }

  function release(ready: Ready): void {
    const { step, go } = ready;
    const lane = laneOf(step);
    if (go !== undefined) lane.free.push(placeOf(step) - steps.length, ready);
    else (takesLast(step) ? lane.takers : lane.free).push(placeOf(step), ready);
  }

  /** Takes the step, or lets it wait for a lock. */
  function taking(ready: Ready): boolean {
    const { step } = ready;
    if (over.has(step.id)) return false;
    const locks = locksOf(step);
    const waits = locks.map((lock) => locked.get(lock)).find((waiting) => waiting !== undefined);
    if (waits !== undefined) {
      waits.push(ready);
      return false;
    }
    for (const lock of locks) locked.set(lock, []);
    running.add(step.id);
    placed.add(step.id);
    laneOf(step).busy += 1;
    return true;
  }

  /** Takes those of all lanes in one order: steps of two quotas may want the same lock. */
  function takeAll(which: 'free' | 'takers'): readonly Ready[] {
    const taken: Ready[] = [];
    const open = createQueue<Lane>();
    function reopen(lane: Lane): void {
      const first = lane[which].first();
      if (first !== undefined && lane.busy < width) open.push(first.key, lane);
    }
    for (const lane of lanes.values()) reopen(lane);
    for (let lane = open.pop()?.value; lane !== undefined; lane = open.pop()?.value) {
      const ready = lane[which].pop()?.value;
      if (ready !== undefined && taking(ready)) taken.push(ready);
      reopen(lane);
    }
    return taken;
  }

  function unlock(step: Step): void {
    for (const lock of locksOf(step)) {
      const waiting = locked.get(lock) ?? [];
      locked.delete(lock);
      waiting.forEach(release);
    }
  }

  /**
   * Gives back the place of a step. One that stood aside when it ended, since what it waited for threw, has none to
   * give.
   */
  function give(step: Step): void {
    if (!placed.delete(step.id)) return;
    laneOf(step).busy -= 1;
    unlock(step);
  }

  for (const step of steps) {
    if (step.half === 'expand') givesLeft += 1;
    if (step.after.length === 0) release({ step });
  }

  return {
    take() {
      const free = takeAll('free');
      const mayTake = givesLeft === 0 || (free.length === 0 && running.size === 0);
      const taken = mayTake ? [...free, ...takeAll('takers')] : free;
      for (const { go } of taken) go?.();
      return taken.flatMap(({ step, go }) => (go === undefined ? [step] : []));
    },
    end(step, lets) {
      over.add(step.id);
      if (step.half === 'expand') givesLeft -= 1;
      running.delete(step.id);
      give(step);
      const after = (followers.get(step.id) ?? []).filter(({ id }) => !over.has(id));
      for (const follower of after.filter(lets)) {
        const left = (open.get(follower.id) ?? 0) - 1;
        open.set(follower.id, left);
        if (left === 0) release({ step: follower });
      }
      return after.filter((follower) => !lets(follower));
    },
    aside: give,
    back: (step, go) => {
      release({ step, go });
    },
    left: () => steps.filter(({ id }) => !running.has(id) && !over.has(id)),
  };
}

function followersIn(steps: readonly Step[]): ReadonlyMap<StepId, readonly Step[]> {
  const pairs = steps.flatMap((step) => step.after.map((before) => ({ before, step })));
  const grouped = Map.groupBy(pairs, ({ before }) => before);
  return new Map([...grouped].map(([before, all]) => [before, all.map(({ step }) => step)] as const));
}

function quotaOf({ calls: [first] }: Step): string {
  return first === undefined ? '' : `${first.op} ${showPlace(first.at)}`;
}
