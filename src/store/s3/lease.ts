import type { Duration } from '../../model/instant.ts';
import { leaseRecord } from '../lease/rules.ts';
import { leaseIn, type LeasePart } from '../lease/swapped.ts';
import { readObject } from './documents.ts';
import type { Objects } from './objects.ts';

const key = 'lease.json';

/**
 * The lease as one object, swapped by conditional writes (S3 User Guide, conditional-writes). Of equal
 * bodies S3 may make equal ETags, so the body holds holder, a growing term and the end: no two states
 * of the lease are the same text. For that reason a release writes a released lease and does not
 * delete the object, which would begin the terms anew.
 */
export function s3Lease(objects: Objects, clockSkew: Duration): LeasePart {
  return leaseIn(
    {
      name: `the lease ${objects.show(key)}`,
      async read() {
        const found = await objects.get(key);
        return {
          record: found && readObject(objects, key, found.text, leaseRecord, 'store.corrupt-lease').value,
          replace: (record) => objects.put(key, JSON.stringify(record), found ?? 'nothing'),
        };
      },
    },
    clockSkew,
  );
}
