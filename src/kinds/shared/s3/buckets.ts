import type { Address } from '../../../model/address.ts';
import { derived } from '../../../model/derived.ts';
import type { Subject } from '../../../model/subject.ts';
import { byCodeUnit, isUnknown, type Unknown } from '../../../model/tree.ts';

/** What every part of a bucket says about the bucket it belongs to. */
export interface OfBucket {
  readonly bucket: string | Unknown;
}

/** The bucket's name; the text of its hole in a manifest whose reference is wrong. */
export function nameOfBucket({ bucket }: OfBucket): string {
  return isUnknown(bucket) ? bucket.$unknown : bucket;
}

/** Whatever lives in a bucket waits for it, by whichever way the manifest names it. */
export function waitsForBucket(
  at: Subject<OfBucket>,
  others: ReadonlyMap<Address, { readonly kind: string; readonly spec: unknown }>,
): readonly { readonly to: Address; readonly why: string }[] {
  const buckets = bucketsByName(others).get(nameOfBucket(at.spec)) ?? [];
  return buckets.map((to) => ({ to, why: 'the bucket' }));
}

const bucketsByName = derived(
  (declared: ReadonlyMap<Address, { readonly kind: string; readonly spec: unknown }>) => {
    const addresses = [...declared.keys()].filter((address) => declared.get(address)?.kind === 'Bucket');
    return Map.groupBy(addresses.sort(byCodeUnit), (address) => nameIn(declared.get(address)?.spec));
  },
);

function nameIn(spec: unknown): unknown {
  return typeof spec === 'object' && spec !== null && 'name' in spec ? spec.name : undefined;
}

/** One writer at a time: S3 refuses concurrent changes of one bucket with 409 OperationAborted. */
export function bucketLock(name: string): string {
  return `bucket:${name}`;
}
