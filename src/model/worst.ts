import type { Health, Sync } from './plan.ts';

/** The verdicts of each axis, the worst first. */
export const syncs: readonly Sync[] = ['Unknown', 'Drifted', 'PendingChange', 'Settling', 'InSync'];
export const healths: readonly Health[] = ['Blocked', 'Degraded', 'Paused', 'Progressing', 'Healthy'];

/** Gives the worst of some verdicts of one axis. */
export function worstOf<T>(order: readonly T[], found: readonly T[]): T {
  const [first] = order.filter((one) => found.includes(one));
  if (first === undefined) throw new Error('a verdict needs a part that was read');
  return first;
}
