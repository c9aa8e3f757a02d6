import type { ByName } from '../../../model/kind/identity.ts';
import type { Kind } from '../../../model/kind/kind.ts';
import { bucketLock, nameOfBucket, waitsForBucket, type OfBucket } from './buckets.ts';

interface Part<S, R> extends Pick<ByName<S, R>, 'blank' | 'ours'> {
  /** What it is, as claims say it: `the policy`. */
  readonly what: string;
}

type Common = 'identity' | 'claims' | 'waitsFor' | 'hangsOn' | 'locks' | 'onVanish';

/**
 * Builds what a kind declares that configures a bucket, ours or not. The bucket is its name, and its owner owns it.
 */
export function partOfBucket<S extends OfBucket, R>({
  what,
  blank,
  ours,
}: Part<S, R>): Pick<Kind<S, R>, Common> {
  return {
    identity: {
      by: 'name',
      ids: (at) => ({ bucket: nameOfBucket(at.spec) }),
      blank,
      ours: (reads, marked, at) => marked.has(nameOfBucket(at.spec)) || ours?.(reads, marked, at) === true,
      adoption: { is: 'true' },
    },
    claims: (spec) => [`${what} of bucket ${nameOfBucket(spec)}`],
    waitsFor: waitsForBucket,
    hangsOn: { paths: ['/bucket'] },
    locks: (at) => [bucketLock(nameOfBucket(at.spec))],
    onVanish: 'release',
  };
}
