import { showPlace, type Call } from '../model/call.ts';
import type { Clock } from '../model/clock.ts';
import { minute, type Duration } from '../model/instant.ts';

/** For so long after a call ran out of time its operation is not asked again in that place. */
const rest: Duration = minute;

/** Which operations hang, by place. */
export interface Hung {
  /** True if the operation ran out of time a moment ago and has answered nothing since. */
  is(call: Call): boolean;
  ranOut(call: Call): void;
  answered(call: Call): void;
}

/**
 * Notes which operations hang. A look makes several calls of one operation, one after the other; each would wait as long
 * as the first, and what another operation shows would be repaired minutes later.
 */
export function createHung(clock: Pick<Clock, 'now'>): Hung {
  const since = new Map<string, number>();
  return {
    is: (call) => clock.now() - (since.get(keyOf(call)) ?? -Infinity) < rest,
    ranOut: (call) => void since.set(keyOf(call), clock.now()),
    answered: (call) => void since.delete(keyOf(call)),
  };
}

function keyOf({ op, at }: Call): string {
  return `${op} ${showPlace(at)}`;
}
