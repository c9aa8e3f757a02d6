import { appliedIn } from '../engine/record/applied.ts';
import { fold, known, type Folded } from '../engine/record/fold.ts';
import type { Sight } from '../engine/record/sight.ts';
import type { PassResult } from '../model/outcome.ts';
import type { PlanRecord } from '../model/history.ts';
import { planIdOf } from '../model/plan-id.ts';
import type { Desk } from './desk.ts';
import { fail } from './fail.ts';
import { joined } from './join-plan.ts';
import type { Tenure } from './parts.ts';
import { tellEpisodes } from './tell-episodes.ts';
import { withUnanswered } from './unanswered.ts';
import type { Work } from './work-request.ts';

/** Folds a look or a pass into status and episodes, keeps both, and tells what changed. */
export async function remember(
  result: PassResult,
  { scope, look, stack }: Work,
  desk: Desk,
  { machine: { kinds }, history }: Tenure,
): Promise<void> {
  const { parts, state } = desk;
  const now = parts.clock.now();
  const isWhole = scope.is === 'all' && look === 'full';
  const sight: Sight = {
    plan: result.plan,
    outcomes: result.outcomes,
    complete: isWhole && result.seen === 'complete',
    stack,
    kinds,
    now,
  };
  const before = { status: state.get().status, open: state.get().open };
  const planned = state.get().plan;
  const plan = isWhole ? result.plan : planned === undefined ? undefined : joined(planned, result, kinds);
  const folded = fold(before, sight);
  state.set({
    ...known(before, folded),
    ...(plan === undefined ? {} : { plan }),
    ...(sight.complete ? { fullAt: now } : {}),
  });
  tell(folded, desk);
  desk.checkups.wake();
  try {
    await history.save({
      status: folded.status,
      gone: folded.gone,
      episodes: folded.episodes.map(({ episode }) => episode),
      applied: appliedIn(folded, sight),
      ...(result.plan.steps.length > 0 ? { plan: recordOf(result) } : {}),
    });
    // What a person is shown, and decides on, is found by its name later.
    if (!isWhole && plan !== undefined && planned !== undefined && planIdOf(plan) !== planIdOf(planned))
      await history.save({ plan: recordOf({ plan, outcomes: new Map() }) });
  } catch (error) {
    // History may be lost without harm to AWS: the pass was done all the same.
    fail(error, 'saving history', desk);
  }
}

function recordOf({ plan, outcomes }: Pick<PassResult, 'plan' | 'outcomes'>): PlanRecord {
  return {
    id: planIdOf(plan),
    at: plan.at,
    plan,
    ...(plan.commit === undefined ? {} : { commit: plan.commit }),
    ...(outcomes.size > 0 ? { outcomes } : {}),
  };
}

function tell({ changed, gone, episodes }: Folded, desk: Desk): void {
  const { clock, name, publish } = desk.parts;
  const at = clock.now();
  if (changed.length + gone.length > 0) publish({ source: name, at, is: 'status', changed, gone });
  tellEpisodes(episodes, desk);
}

/** Most episodes that are open at a time: far more than a person reads. */
const mostOpen = 10_000;

/** Begins with what was known before a restart: verdicts keep their age. */
export async function recall({ history }: Tenure, desk: Pick<Desk, 'state' | 'parts'>): Promise<void> {
  try {
    const [status, open] = await Promise.all([
      history.status(),
      history.episodes({ open: true }, { limit: mostOpen }),
    ]);
    desk.state.set({ status, open: await withUnanswered(open, history) });
  } catch (error) {
    fail(error, 'reading history', desk);
  }
}
