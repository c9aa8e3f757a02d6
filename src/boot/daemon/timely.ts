import type { Clock } from '../../model/clock.ts';
import { withDeadline } from '../../model/deadline.ts';
import { second, type Duration } from '../../model/instant.ts';
import type { Journal } from '../../model/journal.ts';
import { storeFailure } from '../../store/failure.ts';
import type { Store } from '../../store/store.ts';

/** A bucket is asked with a deadline of its own; a directory on a network share may never answer. */
const within: Duration = 30 * second;

/**
 * Gives the store with an end to each read of decisions: the pass that waits for one fails and is made again. Only reads:
 * a write that arrives late is still a write.
 */
export function withTimelyDecisions(store: Store, clock: Clock): Store {
  const inTime = async <T>(ask: () => Promise<T>): Promise<T> => {
    const answer = await withDeadline(clock, within, ask);
    if (answer.is === 'in-time') return answer.value;
    const message = `the decisions were not read within ${String(within / second)} s`;
    throw storeFailure({ severity: 'error', code: 'store.unavailable', message });
  };
  const { journal } = store;
  const timely: Journal = {
    ...journal,
    decisions: () => inTime(() => journal.decisions()),
    stopOrder: () => inTime(() => journal.stopOrder()),
  };
  return { ...store, journal: timely };
}
