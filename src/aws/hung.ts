import { showPlace, type AwsFailure, type Call, type Lane } from '../model/call.ts';
import type { Clock } from '../model/clock.ts';
import { minute, second, type Duration } from '../model/instant.ts';
import { classify } from './classify.ts';
import { isRead } from './operations.ts';

/**
 * A read of a daemon that hangs is given up sooner: the daemon looks again anyway, and what was read is repaired within
 * a minute (authority.md §6). Two listings that hang one after the other fit into it.
 */
export const look = { request: 10 * second, attempts: 2 } as const;

/** The name of what did not answer in time, as Node calls it. */
export const late = 'TimeoutError';

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
export function createHung(clock: Pick<Clock, 'monotonic'>): Hung {
  const since = new Map<string, number>();
  return {
    is: (call) => clock.monotonic() - (since.get(keyOf(call)) ?? -Infinity) < rest,
    ranOut: (call) => void since.set(keyOf(call), clock.monotonic()),
    answered: (call) => void since.delete(keyOf(call)),
  };
}

function keyOf({ op, at }: Call): string {
  return `${op} ${showPlace(at)}`;
}

/** Returns true for a read of a daemon for which no person and no write waits. */
export function isLook({ op }: Call, { lane }: { readonly lane: Lane }): boolean {
  return lane === 'sweep' && isRead(op);
}

export function stillHung(call: Call): AwsFailure {
  const message = 'the operation just timed out and has not responded since';
  return classify({ is: 'error', name: late, message, sent: false }, call);
}
