import { locksOf, takesAccess, undoesDrift, width } from '../model/pace.ts';
import type { Step, StepId } from '../model/plan.ts';

/** Which steps may start, by the rules of the engine's apply. */
export interface WaitingSteps {
  /** Takes those that may start now, in the order of the plan. */
  take(): readonly Step[];
  /** A step that was taken is done. */
  end(step: Step): void;
}

export function waitingSteps(steps: readonly Step[]): WaitingSteps {
  const open = new Map<StepId, number>();
  const followers = Map.groupBy(
    steps.flatMap((step) => step.after.map((before) => ({ before, step }))),
    ({ before }) => before,
  );
  const index = new Map(steps.map(({ id }, place) => [id, place]));
  const locked = new Set<string>();
  /** Steps that come after nothing any more, in the order of the plan. */
  let free: Step[] = [];
  let running = 0;
  let givesLeft = steps.filter(({ half }) => half === 'expand').length;
  for (const step of steps) {
    open.set(step.id, step.after.length);
    if (step.after.length === 0) free.push(step);
  }

  function startable(takingWaits: boolean): readonly Step[] {
    const taken: Step[] = [];
    for (const step of free) {
      if (taken.length >= width - running) break;
      if (takingWaits && takesAccess(step) && !undoesDrift(step)) continue;
      const locks = locksOf(step);
      if (locks.some((lock) => locked.has(lock))) continue;
      for (const lock of locks) locked.add(lock);
      taken.push(step);
    }
    if (taken.length > 0) {
      const gone = new Set(taken);
      free = free.filter((step) => !gone.has(step));
    }
    running += taken.length;
    return taken;
  }

  return {
    take() {
      const ready = startable(givesLeft > 0);
      return ready.length === 0 && running === 0 ? startable(false) : ready;
    },
    end(step) {
      running -= 1;
      if (step.half === 'expand') givesLeft -= 1;
      for (const lock of locksOf(step)) locked.delete(lock);
      const next = (followers.get(step.id) ?? []).flatMap(({ step: follower }) => {
        const left = (open.get(follower.id) ?? 0) - 1;
        open.set(follower.id, left);
        return left === 0 ? [follower] : [];
      });
      if (next.length === 0) return;
      free = [...free, ...next].sort((a, b) => (index.get(a.id) ?? 0) - (index.get(b.id) ?? 0));
    },
  };
}
