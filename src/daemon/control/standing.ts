import type { Instant } from '../../model/instant.ts';
import type { Controller } from '../controller.ts';
import type { CallCounts } from '../metrics/recent-calls.ts';
import type { OperationName } from './operations.ts';
import { shownUntil } from './shown-until.ts';

/** What an answer is made of, besides the request and the caller. */
export interface Standing {
  /** The same text twice: an answer between was made of the same. */
  readonly of: string;
  readonly at: Instant;
  /** Before it, the clock alone changes nothing. */
  readonly until: Instant;
}

export interface StandingParts {
  readonly controllers: readonly Controller[];
  now(): Instant;
  readonly calls?: (source: string, now: Instant) => CallCounts;
}

/** Makes what tells how everything stands that the answer to a read is made of. It costs next to nothing to ask. */
export function createStanding({
  controllers,
  now,
  calls,
}: StandingParts): (operation: OperationName) => Standing {
  const numberOf = numbering();
  return (operation) => {
    const at = now();
    const parts = controllers.map((controller) => {
      const { history, name } = controller;
      const counts = operation === 'overview' ? calls?.(name, at) : undefined;
      return [
        numberOf(controller.state()),
        numberOf(history),
        history.number(),
        counts?.calls,
        counts?.throttled,
      ];
    });
    const until = Math.min(...controllers.map(({ state }) => shownUntil(state(), at)));
    return { of: JSON.stringify(parts), at, until };
  };
}

/** Gives each thing a number of its own, and keeps none of them. */
function numbering(): (thing: object) => number {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (thing) => {
    const known = numbers.get(thing);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(thing, last);
    return last;
  };
}
