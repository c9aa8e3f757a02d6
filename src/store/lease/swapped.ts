import type { Duration } from '../../model/instant.ts';
import type { Journal, LeaseAnswer } from '../../model/journal.ts';
import { attempts, contended, type Register } from '../register.ts';
import {
  claim,
  extend,
  held,
  holderOf,
  surrender,
  takeFrom,
  type LeaseRecord,
  type LeaseTurn,
} from './rules.ts';

export type LeasePart = Pick<Journal, 'holder' | 'written' | 'acquire' | 'renew' | 'seize' | 'release'>;

/** Keeps the lease in a register, by the rules that hold wherever it is kept. */
export function leaseIn({ name, read }: Register<LeaseRecord>, clockSkew: Duration): LeasePart {
  async function swap(decide: (seen: LeaseRecord | undefined) => LeaseTurn): Promise<LeaseAnswer> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { record, replace } = await read();
      const turn = decide(record);
      if (turn.is === 'refused') return turn;
      if (await replace(turn.record)) return held(turn.record);
    }
    throw contended(name);
  }

  return {
    holder: async (now) => holderOf((await read()).record, now, clockSkew),
    written: async () => (await read()).record,
    acquire: (holder, ttl, now, watched) => swap((seen) => claim(seen, watched, { holder, ttl, now })),
    renew: (lease, ttl, now) => swap((seen) => extend(seen, lease, ttl, now)),
    seize: (from, holder, now) => swap((seen) => takeFrom(seen, from, { holder, now, clockSkew })),
    async release(lease, until) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const { record, replace } = await read();
        const freed = surrender(record, lease, until);
        if (freed === undefined || (await replace(freed))) return;
      }
    },
  };
}
