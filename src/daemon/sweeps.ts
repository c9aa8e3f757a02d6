import { markOf } from '../model/resource.ts';
import type { Instant } from '../model/instant.ts';
import type { PassResult } from '../model/outcome.ts';
import { pauseAfter } from './back-off.ts';
import { addressesOf, type Desk } from './desk.ts';
import type { Trigger } from './due.ts';
import { nextSweep } from './schedule.ts';
import type { Work } from './work-request.ts';
import { work } from './work.ts';
import { workedIn } from './worked.ts';

/**
 * Looks at everything, once an interval and whenever something calls for it. What a commit, a start or a decision calls
 * for is applied in the same pass, since only a pass over everything judges what lost its manifest. A look of the
 * schedule goes on beside the batches, and what it finds is made due for them.
 */
export async function sweep(desk: Desk, signal: AbortSignal): Promise<void> {
  const { parts, state, sweeps, whole } = desk;
  const { clock, random } = parts;
  let failures = 0;
  let next: number | undefined;
  let leftFailures = 0;
  let acceptedIn: string | undefined;
  const isOver = (): boolean => signal.aborted;
  // With nothing in force there is nothing to look at: what comes into force wakes this loop.
  const isReady = (): boolean => state.get().stack !== undefined && desk.tenure() !== undefined;
  const nextAt = (): Instant | undefined => {
    if (!isReady()) return undefined;
    return whole.size > 0 ? (next ?? clock.now()) : next;
  };
  while (!isOver()) {
    await sweeps.until(nextAt(), signal);
    const { stack } = state.get();
    const tenure = desk.tenure();
    if (isOver() || stack === undefined || tenure === undefined) continue;
    const why = new Set<Trigger>(whole);
    whole.clear();
    if (why.size === 0 && next !== undefined && clock.now() < next) continue;
    let seen = stack;
    // What stands when its turn comes: meanwhile another revision, or other settings, may have come into force.
    const look = (writes: boolean): Promise<PassResult | undefined> => {
      seen = state.get().stack ?? stack;
      const given = { stack: seen, scope: { is: 'all' }, look: 'full', writes } satisfies Work;
      return work(given, desk, desk.tenure() ?? tenure, signal);
    };
    const result = why.size > 0 ? await desk.turns.take(() => look(true)) : await look(false);
    if (isOver()) return;
    // What came into force meanwhile has called for a look already.
    if (state.get().stack !== seen) continue;
    failures = result === undefined ? failures + 1 : 0;
    if (result === undefined) {
      for (const one of why) whole.add(one);
      next = clock.now() + pauseAfter(failures, random);
      continue;
    }
    const { cadence } = state.get().rhythm;
    next = nextSweep(markOf(seen.settings), cadence, clock.now());
    const { id } = state.get().inForce ?? {};
    // What was judged before the Stack was accepted is judged again: the plan would show it as waiting for an hour.
    if (result.plan.stackChange?.gate.is === 'released' && result.outcomes.size > 0 && acceptedIn !== id) {
      acceptedIn = id;
      desk.wantWhole('retry');
    }
    const left = why.size > 0 ? leftAgainAt(result, desk) : undefined;
    leftFailures = left === undefined ? 0 : leftFailures + 1;
    if (left !== undefined) {
      whole.add('retry');
      next = Math.min(next, Math.max(left, clock.now() + pauseAfter(leftFailures, random)));
    }
    if (why.size > 0) settleAll(result, desk);
    else follow(result, desk);
    desk.batches.wake();
  }
}

/** Gives each address its next look after a pass that might write. */
function settleAll(result: PassResult, { queue, parts, state, next }: Desk): void {
  const { stack } = state.get();
  if (stack === undefined) return;
  const worked = workedIn({ result, now: parts.clock.now(), next });
  for (const address of addressesOf(stack)) {
    const end = worked.get(address);
    const due = end?.is === 'again' ? end.due : next(address);
    if (due !== undefined) queue.add({ address, ...due });
  }
}

/**
 * Gives when a pass should try again what it could not do to something that lost its manifest; undefined: nothing of
 * the kind. No batch can: only a pass over everything judges such a thing.
 */
function leftAgainAt(result: PassResult, { parts, state }: Desk): Instant | undefined {
  const now = parts.clock.now();
  const declared = state.get().stack?.resources;
  const worked = workedIn({ result, now, next: () => undefined });
  const again = [...worked].flatMap(([address, end]) => {
    if (declared?.has(address) === true || end.is === 'gone') return [];
    return [end.is === 'again' ? end.due.at : now];
  });
  return again.length === 0 ? undefined : Math.min(...again);
}

/** Hands what a look of the schedule found to a batch. Leaves what a batch cannot do to a pass over everything. */
function follow({ plan }: PassResult, desk: Desk): void {
  const { queue, parts, state } = desk;
  const now = parts.clock.now();
  const { stack } = state.get();
  const released = plan.steps.filter(({ gate }) => gate.is === 'released');
  // Whether the accounts of earlier waves are done is seen by a pass over everything only.
  const later = new Set(stack?.settings.waves?.slice(1).flat());
  for (const { address, place } of released) {
    if (stack?.resources.has(address) === true && !later.has(place.account))
      queue.add({ address, at: now, lane: 'repair', look: 'full', why: new Set(['schedule']) });
    else desk.wantWhole('schedule');
  }
}
