import type { Clock } from '../../model/clock.ts';
import { emptyState, fold, intentsOf, knownOf, sameIntent } from '../journal-state.ts';
import { noThings } from '../../model/things.ts';
import { documentOf } from '../accepted.ts';
import { intentExists } from '../failure.ts';
import type { LeaseRecord } from '../lease/rules.ts';
import { leaseIn, type Seen } from '../lease/swapped.ts';
import { lastAppliedOf, remembered, type MemoryState } from '../memory-state.ts';
import type { Store } from '../store.ts';

/**
 * A store in this process only: for the sandbox without a directory, and for tests. It outlives a
 * simulated crash as long as the next boot is given the same store.
 */
export function createVolatileStore(clock: Pick<Clock, 'now'>): Store {
  const state = emptyState(clock.now());
  const memory: MemoryState = new Map();
  let lease: LeaseRecord | undefined;
  const read = async (): Promise<Seen> => {
    const record = lease;
    return {
      record,
      async replace(next) {
        if (lease !== record) return false;
        lease = next;
        return true;
      },
    };
  };

  return {
    journal: {
      bornAt: async () => state.bornAt,
      openIntents: async () => intentsOf(state),
      async open(intent) {
        const present = state.intents.get(intent.id);
        if (present !== undefined && !sameIntent(present, intent)) throw intentExists(intent.id);
        fold(state, { is: 'open', intent });
      },
      close: async (id, made) => fold(state, { is: 'close', id, made }),
      known: async () => knownOf(state),
      remember: async (address, ids) => fold(state, { is: 'remember', address, ids }),
      forget: async (address) => fold(state, { is: 'forget', address }),
      accepted: async () => state.accepted,
      things: async () => state.things ?? noThings,
      keep: async (things) => fold(state, { is: 'keep', things }),
      holds: async () => state.holds ?? [],
      noteHolds: async (holds) => fold(state, { is: 'note-holds', holds }),
      accept: async (accepted) => fold(state, { is: 'accept', accepted: documentOf(accepted) }),
      ...leaseIn({ name: 'in memory', read }, 0),
    },
    memory: {
      lastApplied: async () => lastAppliedOf(memory),
      applied: async (address, ids, facet, applied) =>
        remembered(memory, { is: 'applied', address, ids, facet, applied }),
      forget: async (address) => remembered(memory, { is: 'forget', address }),
    },
    check: async () => [],
  };
}
