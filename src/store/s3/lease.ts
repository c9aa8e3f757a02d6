import type { Duration } from '../../model/instant.ts';
import { leaseRecord } from '../lease/rules.ts';
import { leaseIn, type LeasePart } from '../lease/swapped.ts';
import { readObject } from './documents.ts';
import type { Objects } from './objects.ts';

const key = 'lease.json';

/**
 * Keeps the lease as one object, swapped by conditional writes (S3 User Guide, conditional-writes). Puts holder, a
 * growing term and the end in the body, as S3 may make equal ETags of equal bodies. Keeps any two states of the lease
 * from being the same text. Releases, for that reason, by writing a released lease: to delete the object would begin
 * the terms anew.
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
