import { day } from '../model/instant.ts';
import type { Stack } from '../model/resource.ts';
import type { ControllerParts } from './parts.ts';
import { withinBudget, type Rhythm } from './schedule.ts';

/** Stretches full looks at a Stack so far that a day makes no more calls than the operator allows. */
export function rhythmOf(
  stack: Stack,
  { settings, bill }: Pick<ControllerParts, 'settings' | 'bill'>,
): Rhythm {
  const { cadence: wanted, callsPerDay: most } = settings;
  if (bill === undefined) return { cadence: wanted, isOver: false };
  const { full, fast } = bill(stack, wanted);
  const within =
    most === undefined ? wanted : withinBudget(wanted, { full: full.requests, fast: fast.requests }, most);
  const cadence = within ?? { ...wanted, full: Math.max(wanted.full, day) };
  return { cadence, bill: bill(stack, cadence), isOver: within === undefined };
}
