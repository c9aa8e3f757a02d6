import type { Address } from '../../../model/address.ts';
import { derived } from '../../../model/derived.ts';
import type { Subject } from '../../../model/subject.ts';
import { memberOf } from '../rows.ts';
import { byCodeUnit, isUnknown, type Unknown } from '../../../model/tree.ts';

/** What every part of a bucket says about the bucket it belongs to. */
export interface OfBucket {
  readonly bucket: string | Unknown;
}

/** What S3 answers about whatever lives in a bucket that does not exist. */
export const noBucket = {
  NoSuchBucket: {
    why: 'the bucket does not exist',
    release: 'create the bucket, or declare it in the same set of manifests',
  },
} as const;

/** Returns the bucket's name, or the text of its hole in a manifest whose reference is wrong. */
export function nameOfBucket({ bucket }: OfBucket): string {
  return isUnknown(bucket) ? bucket.$unknown : bucket;
}

/** Makes whatever lives in a bucket wait for it, by whichever way the manifest names it. */
export function waitsForBucket(
  at: Subject<OfBucket>,
  others: ReadonlyMap<Address, { readonly kind: string; readonly spec: unknown }>,
): readonly { readonly to: Address; readonly why: string }[] {
  const buckets = bucketsByName(others).get(nameOfBucket(at.spec)) ?? [];
  return buckets.map((to) => ({ to, why: 'the bucket' }));
}

const bucketsByName = byMember('Bucket', 'name');
const policiesByBucket = byMember('BucketPolicy', 'bucket');

function byMember(of: string, member: string) {
  return derived((declared: ReadonlyMap<Address, { readonly kind: string; readonly spec: unknown }>) => {
    const addresses = [...declared.keys()].filter((address) => declared.get(address)?.kind === of);
    return Map.groupBy(addresses.sort(byCodeUnit), (address) =>
      memberOf(declared.get(address)?.spec, member),
    );
  });
}

/** Finds a bucket that a service writes to, and the policy that lets it, however the manifest names them. */
export function bucketAndPolicy(
  of: OfBucket,
  others: ReadonlyMap<Address, { readonly kind: string; readonly spec: unknown }>,
  why: { readonly bucket: string; readonly policy: string },
): readonly { readonly to: Address; readonly why: string }[] {
  const name = nameOfBucket(of);
  const buckets = bucketsByName(others).get(name) ?? [];
  const policies = policiesByBucket(others).get(name) ?? [];
  return [
    ...buckets.map((to) => ({ to, why: why.bucket })),
    ...policies.map((to) => ({ to, why: why.policy })),
  ].sort((a, b) => byCodeUnit(a.to, b.to));
}

/** Keeps a bucket to one writer at a time: S3 refuses concurrent changes of one bucket with 409 OperationAborted. */
export function bucketLock(name: string): string {
  return `bucket:${name}`;
}
