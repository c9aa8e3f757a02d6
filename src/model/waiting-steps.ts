import { showPlace } from './call.ts';
import { motiveOf } from './motive.ts';
import { locksOf, takesAccess, width } from './pace.ts';
import type { Step, StepId } from './plan.ts';
import { createQueue, type Queue } from './queue.ts';

/**
 * Which steps may start. Access may move between things that do not know each other, from a grant to a policy of a
 * role: so what takes it away starts when nothing that gives it is left to do. That is an order, not a condition.
 */
export interface WaitingSteps {
  /** Takes those that may start now, in the order of the plan. */
  take(): readonly Step[];
  /** A step is over, taken or not. Gives those after it that it does not let start. */
  end(step: Step, lets: (follower: Step) => boolean): readonly Step[];
  /** A step that was taken only lets time pass: its place is free, its locks are not. */
  aside(step: Step): void;
  /** It wants to go on: `go` is called once it has a place, before those that have not begun. */
  back(step: Step, go: () => void): void;
  /** Those that were not taken and are not over. */
  left(): readonly Step[];
}

/** Steps whose first call takes from the same quota: those that wait for it keep nobody else from theirs. */
interface Lane {
  readonly free: Queue<Step>;
  /** Those that take access away. */
  readonly takers: Queue<Step>;
  readonly back: Queue<() => void>;
  busy: number;
}

export function waitingSteps(steps: readonly Step[]): WaitingSteps {
  const places = new Map(steps.map(({ id }, place) => [id, place]));
  const open = new Map(steps.map(({ id, after }) => [id, after.length]));
  const followers = followersIn(steps);
  /** Locks that are taken, with those that wait for them. */
  const locked = new Map<string, Step[]>();
  const lanes = new Map<string, Lane>();
  const running = new Set<StepId>();
  /** Of those the ones that have a place in their lane. */
  const placed = new Set<StepId>();
  const over = new Set<StepId>();
  let givesLeft = 0;

  function placeOf({ id }: Step): number {
    return places.get(id) ?? 0;
  }

  function laneOf(step: Step): Lane {
    const quota = quotaOf(step);
    const lane = lanes.get(quota) ?? {
      free: createQueue(),
      takers: createQueue(),
      back: createQueue(),
      busy: 0,
    };
    lanes.set(quota, lane);
    return lane;
  }

  function release(step: Step): void {
    const lane = laneOf(step);
    const takes = takesAccess(step) && motiveOf(step) !== 'narrows-drift';
    (takes ? lane.takers : lane.free).push(placeOf(step), step);
  }

  /** Takes the step, or lets it wait for a lock. */
  function taking(step: Step): boolean {
    if (over.has(step.id)) return false;
    const locks = locksOf(step);
    const waits = locks.map((lock) => locked.get(lock)).find((waiting) => waiting !== undefined);
    if (waits !== undefined) {
      waits.push(step);
      return false;
    }
    for (const lock of locks) locked.set(lock, []);
    running.add(step.id);
    return true;
  }

  /** Those of all lanes in one order: steps of two quotas may want the same lock. */
  function takeAll(which: 'free' | 'takers'): readonly Step[] {
    const taken: Step[] = [];
    const open = createQueue<Lane>();
    function reopen(lane: Lane): void {
      const first = lane[which].first();
      if (first !== undefined && lane.busy < width) open.push(first.key, lane);
    }
    for (const lane of lanes.values()) reopen(lane);
    for (let lane = open.pop()?.value; lane !== undefined; lane = open.pop()?.value) {
      const step = lane[which].pop()?.value;
      if (step !== undefined && taking(step)) {
        enter(step);
        taken.push(step);
      }
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

  function enter(step: Step): void {
    placed.add(step.id);
    laneOf(step).busy += 1;
  }

  /** A step that stood aside when it ended, since what it waited for threw, has no place to give. */
  function give(step: Step): void {
    if (!placed.delete(step.id)) return;
    const lane = laneOf(step);
    lane.busy -= 1;
    lane.back.pop()?.value();
  }

  for (const step of steps) {
    if (step.half === 'expand') givesLeft += 1;
    if (step.after.length === 0) release(step);
  }

  return {
    take() {
      const ready = takeAll('free');
      const mayTake = givesLeft === 0 || (ready.length === 0 && running.size === 0);
      return mayTake ? [...ready, ...takeAll('takers')] : ready;
    },
    end(step, lets) {
      over.add(step.id);
      if (step.half === 'expand') givesLeft -= 1;
      if (running.delete(step.id)) {
        unlock(step);
        give(step);
      }
      const after = (followers.get(step.id) ?? []).filter(({ id }) => !over.has(id));
      for (const follower of after.filter(lets)) {
        const left = (open.get(follower.id) ?? 0) - 1;
        open.set(follower.id, left);
        if (left === 0) release(follower);
      }
      return after.filter((follower) => !lets(follower));
    },
    aside: give,
    back(step, go) {
      function enterAndGo(): void {
        enter(step);
        go();
      }
      const lane = laneOf(step);
      if (lane.busy < width) enterAndGo();
      else lane.back.push(placeOf(step), enterAndGo);
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
