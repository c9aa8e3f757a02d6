import type { Instant } from '../../model/instant.ts';
import type { ControllerState } from '../controller.ts';

/** Counts how many decisions of each sort hold at an instant. Leaves out those of which there are none. */
export function activeDecisions(
  { decisions, stop }: Pick<ControllerState, 'decisions' | 'stop'>,
  now: Instant,
): readonly (readonly [is: string, count: number])[] {
  const holds = ({ until }: { readonly until: Instant }): boolean => until > now;
  const { approvals, pauses, silences, pin, freeze, yielded, brakes } = decisions;
  const found: readonly (readonly [string, readonly unknown[]])[] = [
    ['approval', approvals.filter((one) => holds(one) && one.usedAt === undefined)],
    ['pause', pauses.filter(holds)],
    ['silence', silences.filter(holds)],
    ['pin', [pin].filter((one) => one !== undefined && holds(one))],
    ['freeze', [freeze].filter((one) => one !== undefined && holds(one))],
    ['yield', [yielded].filter((one) => one !== undefined && holds(one))],
    ['stop', [stop].filter((one) => one !== undefined)],
    ['brake', brakes],
  ];
  return found.flatMap(([is, all]) => (all.length === 0 ? [] : [[is, all.length] as const]));
}
