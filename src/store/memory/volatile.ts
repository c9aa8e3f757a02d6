import type { Clock } from '../../model/clock.ts';
import { emptyState, fold, intentsOf, knownOf, sameIntent } from '../journal-state.ts';
import { noThings } from '../../model/things.ts';
import { documentOf } from '../accepted.ts';
import { intentExists } from '../failure.ts';
import type { LeaseRecord } from '../lease/rules.ts';
import { sortBeats, type Beat } from '../peers.ts';
import { leaseIn } from '../lease/swapped.ts';
import { decisionsIn } from '../decisions/store.ts';
import type { DecisionsDocument } from '../decisions/schema.ts';
import type { StopOrder } from '../../model/decisions.ts';
import { volatileRegister } from '../register.ts';
import { lastAppliedOf, remembered, type MemoryState } from '../memory-state.ts';
import type { Store } from '../store.ts';

/**
 * Creates a store in this process only: for the sandbox without a directory, and for tests. Outlives a simulated
 * crash as long as the next boot is given the same store.
 */
export function createVolatileStore(clock: Pick<Clock, 'now'>): Store {
  const state = emptyState(clock.now());
  const memory: MemoryState = new Map();
  const lease = volatileRegister<LeaseRecord>('the lease in memory');
  const decided = volatileRegister<DecisionsDocument>('the decisions in memory');
  let stop: StopOrder | undefined;
  const beats = new Map<string, Beat>();

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
      async beat(process, now) {
        beats.set(process, { process, at: now });
        const { living, gone } = sortBeats([...beats.values()], now);
        for (const one of gone) beats.delete(one);
        return living;
      },
      ...leaseIn(lease, 0),
      ...decisionsIn({ register: decided, stack: { name: '', uid: '' }, clock, writer: () => '' }),
      stopOrder: async () => stop,
      orderStop: async (order) => void (stop = order),
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
