import type { Step } from './plan.ts';

/**
 * Why a step is made. The gates ask for it (authority.md §6):
 * - `narrows-drift`: undoes drift, gives no access and destroys nothing;
 * - `repairs`: undoes drift and gives access back or destroys something;
 * - `follows-git`: does what Git asks for now.
 */
export const motives = ['narrows-drift', 'repairs', 'follows-git'] as const;

export type Motive = (typeof motives)[number];

export function motiveOf({ repair, risks }: Pick<Step, 'repair' | 'risks'>): Motive {
  if (repair === undefined) return 'follows-git';
  return repair === 'protective' && risks.length === 0 ? 'narrows-drift' : 'repairs';
}

/**
 * Tells what rules a step where time, place or a person hold Git's changes back. A step that puts drift right by a
 * value which Git changed since brings that change with it.
 */
export function ruledAs(step: Pick<Step, 'repair' | 'risks' | 'changes'>): Motive {
  const motive = motiveOf(step);
  const bringsGits = step.changes.some(({ label }) => label === 'both');
  return motive === 'narrows-drift' && bringsGits ? 'follows-git' : motive;
}

/**
 * Returns true for a step that waits for no other resource: what narrows drift, and what starts a trail again.
 * Closing never waits for opening. Where nobody knows what was applied last, nobody knows that it drifted.
 */
export function waitsForNobody(
  step: Pick<Step, 'repair' | 'risks' | 'half' | 'overHold' | 'changes'>,
): boolean {
  if (step.overHold === 'recording') return motiveOf(step) === 'narrows-drift';
  return step.half === 'contract' && undoesDrift(step);
}

/**
 * Returns true for a step that only puts a setting back. It needs no more than it stood on when it was applied, say
 * a bucket its key. So it waits until that works again, and for nothing that Git changes, blocks or leaves.
 */
export function undoesDrift(step: Pick<Step, 'repair' | 'risks' | 'changes'>): boolean {
  return motiveOf(step) === 'narrows-drift' && step.changes.every(({ label }) => label === 'drifted');
}

/** Tells whether a step takes away access that was opened outside Git. Until it is done, somebody undeclared has it. */
export function closesOpened({ narrows, overHold }: Pick<Step, 'narrows' | 'overHold'>): boolean {
  return narrows !== undefined || overHold === 'hostile';
}
