import type { Clock } from '../../model/clock.ts';
import { emptyState, fold, intentsOf, knownOf, sameIntent } from '../journal-state.ts';
import { noThings } from '../../model/things.ts';
import { documentOf } from '../accepted.ts';
import { intentExists } from '../failure.ts';
import { claim, extend, held, holderOf, surrender, takeFrom, type LeaseRecord } from '../lease/rules.ts';
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
      holder: async (now) => holderOf(lease, now, 0),
      async acquire(holder, ttl, now) {
        const turn = claim(lease, { holder, ttl, now, clockSkew: 0 });
        if (turn.is === 'refused') return turn;
        lease = turn.record;
        return held(lease);
      },
      async renew(own, ttl, now) {
        const turn = extend(lease, own, ttl, now);
        if (turn.is === 'refused') return turn;
        lease = turn.record;
        return held(lease);
      },
      async seize(from, holder, now) {
        const turn = takeFrom(lease, from, { holder, now, clockSkew: 0 });
        if (turn.is === 'refused') return turn;
        lease = turn.record;
        return held(lease);
      },
      async release(own) {
        lease = surrender(lease, own) ?? lease;
      },
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
