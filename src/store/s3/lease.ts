import type { Duration } from '../../model/instant.ts';
import type { Journal } from '../../model/journal.ts';
import { storeFailure } from '../failure.ts';
import {
  claim,
  extend,
  held,
  holderOf,
  leaseRecord,
  surrender,
  takeFrom,
  type LeaseRecord,
  type LeaseTurn,
} from '../lease/rules.ts';
import { parseObject } from './documents.ts';
import type { Expected, Objects } from './objects.ts';

const key = 'lease.json';

/** Each failed attempt means that another succeeded in between. */
const attempts = 8;

/**
 * The lease as one object, swapped by conditional writes (S3 User Guide, conditional-writes). Of equal
 * bodies S3 may make equal ETags, so the body holds holder, a growing term and the end: no two states
 * of the lease are the same text. For that reason a release writes a released lease and does not
 * delete the object, which would begin the terms anew.
 */
export function s3Lease(
  objects: Objects,
  clockSkew: Duration,
): Pick<Journal, 'holder' | 'acquire' | 'renew' | 'seize' | 'release'> {
  async function swap(decide: (seen: LeaseRecord | undefined) => LeaseTurn): Promise<LeaseTurn> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { record, expected } = await latest();
      const turn = decide(record);
      if (turn.is === 'refused') return turn;
      if (await objects.put(key, JSON.stringify(turn.record), expected)) return turn;
    }
    throw contended();
  }

  async function latest(): Promise<{ record: LeaseRecord | undefined; expected: Expected }> {
    const found = await objects.get(key);
    if (found === undefined) return { record: undefined, expected: 'nothing' };
    return {
      record: parseObject(objects, key, found.text, leaseRecord, 'store.corrupt-lease'),
      expected: found,
    };
  }

  function contended(): Error {
    return storeFailure({
      severity: 'error',
      code: 'store.contended',
      message: `others kept taking the lease ${objects.show(key)} at the same moment`,
      hint: 'run again',
    });
  }

  return {
    holder: async (now) => holderOf((await latest()).record, now, clockSkew),
    async acquire(holder, ttl, now) {
      const turn = await swap((seen) => claim(seen, { holder, ttl, now, clockSkew }));
      return turn.is === 'write' ? held(turn.record) : turn;
    },
    async renew(lease, ttl, now) {
      const turn = await swap((seen) => extend(seen, lease, ttl, now));
      return turn.is === 'write' ? held(turn.record) : turn;
    },
    async seize(from, holder, now) {
      const turn = await swap((seen) => takeFrom(seen, from, { holder, now, clockSkew }));
      return turn.is === 'write' ? held(turn.record) : turn;
    },
    async release(lease) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const { record, expected } = await latest();
        const freed = surrender(record, lease);
        if (freed === undefined || (await objects.put(key, JSON.stringify(freed), expected))) return;
      }
    },
  };
}
