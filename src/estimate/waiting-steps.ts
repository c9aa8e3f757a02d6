import { locksOf, takesAccess, width } from '../model/pace.ts';
import { motiveOf } from '../model/motive.ts';
import type { Step, StepId } from '../model/plan.ts';
import { createQueue, type Queue } from './queue.ts';

/** Which steps may start, by the rules of the engine's apply. */
export interface WaitingSteps {
  /** Takes those that may start now, in the order of the plan. */
  take(): readonly Step[];
  /** A step that was taken is done. */
  end(step: Step): void;
  /** A step that was taken only lets time pass: its place is free, its locks are not. */
  aside(): void;
  /** It wants to go on; false: no place is free. */
  back(): boolean;
}

export function waitingSteps(steps: readonly Step[]): WaitingSteps {
  const places = new Map(steps.map(({ id }, place) => [id, place]));
  const open = new Map<StepId, number>();
  const followers = new Map<StepId, Step[]>();
  const locked = new Set<string>();
  /** Steps that come after nothing any more; those that take access away wait for all that give some. */
  const free = createQueue<Step>();
  const takers = createQueue<Step>();
  let running = 0;
  let busy = 0;
  let givesLeft = 0;

  function release(step: Step): void {
    const queue = takesAccess(step) && motiveOf(step) !== 'narrows-drift' ? takers : free;
    queue.push(places.get(step.id) ?? 0, step);
  }

  function startable(queue: Queue<Step>): readonly Step[] {
    const taken: Step[] = [];
    const kept: Step[] = [];
    while (busy + taken.length < width) {
      const step = queue.pop()?.value;
      if (step === undefined) break;
      const locks = locksOf(step);
      if (locks.some((lock) => locked.has(lock))) {
        kept.push(step);
        continue;
      }
      for (const lock of locks) locked.add(lock);
      taken.push(step);
    }
    for (const step of kept) queue.push(places.get(step.id) ?? 0, step);
    running += taken.length;
    busy += taken.length;
    return taken;
  }

  for (const step of steps) {
    open.set(step.id, step.after.length);
    if (step.half === 'expand') givesLeft += 1;
    if (step.after.length === 0) release(step);
    for (const before of step.after) {
      const others = followers.get(before);
      if (others === undefined) followers.set(before, [step]);
      else others.push(step);
    }
  }

  return {
    take() {
      if (givesLeft === 0)
        for (let next = takers.pop(); next !== undefined; next = takers.pop())
          free.push(next.key, next.value);
      const ready = startable(free);
      return ready.length === 0 && running === 0 ? startable(takers) : ready;
    },
    end(step) {
      running -= 1;
      busy -= 1;
      if (step.half === 'expand') givesLeft -= 1;
      for (const lock of locksOf(step)) locked.delete(lock);
      for (const follower of followers.get(step.id) ?? []) {
        const left = (open.get(follower.id) ?? 0) - 1;
        open.set(follower.id, left);
        if (left === 0) release(follower);
      }
    },
    aside() {
      busy -= 1;
    },
    back() {
      if (busy >= width) return false;
      busy += 1;
      return true;
    },
  };
}
