import { foldEpisodes } from '../engine/record/episodes.ts';
import { openAfter } from '../engine/record/fold.ts';
import type { Plan } from '../model/plan.ts';
import type { Desk } from './desk.ts';
import { fail } from './fail.ts';
import type { Tenure } from './parts.ts';
import { tellEpisodes } from './tell-episodes.ts';
import type { Work } from './work-request.ts';

/**
 * Keeps the drift that a plan is about to repair: a process that dies in the pass leaves it to be known. It is saved
 * before the first write, since no later look can see what the write takes away.
 */
export async function foresee(
  plan: Plan,
  { stack }: Pick<Work, 'stack'>,
  desk: Pick<Desk, 'parts' | 'state'>,
  { machine: { kinds }, history }: Pick<Tenure, 'machine' | 'history'>,
): Promise<void> {
  const { parts, state } = desk;
  const now = parts.clock.now();
  const { open } = state.get();
  const sight = { plan, outcomes: new Map(), complete: false, stack, kinds, now };
  // Whatever ends with this look ends once the pass is over.
  const found = foldEpisodes(open, sight).filter(({ change }) => change === 'opened' || change === 'changed');
  if (found.length === 0) return;
  state.set({ open: openAfter(open, found) });
  tellEpisodes(found, desk);
  await history.save({ episodes: found.map(({ episode }) => episode) }).catch((error: unknown) => {
    // A repair does not wait for a history that may be lost.
    fail(error, 'saving history', desk);
  });
}
