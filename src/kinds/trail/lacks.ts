import type { Address } from '../../model/address.ts';
import type { Lack } from '../../model/kind/kind.ts';
import type { Others } from '../../model/others.ts';
import { holesOf } from '../../model/template.ts';
import { isUnknown } from '../../model/tree.ts';
import { memberOf } from '../shared/rows.ts';
import { bucketAndPolicy } from '../shared/s3/buckets.ts';
import type { At } from './ids.ts';

const why = { bucket: '', policy: '' };

/**
 * Finds the policy that CreateTrail would miss, as it checks those of bucket and key. (CloudTrail API,
 * InsufficientS3BucketPolicyException and InsufficientEncryptionPolicyException.) A new bucket has no policy; that of
 * a new key lets only its account in.
 */
export function lacksOf(at: At, others: Others, isNew: (address: Address) => boolean): Lack | undefined {
  const around = bucketAndPolicy(at.spec, others, why).map(({ to }) => to);
  const isOf = (kind: string) => (address: Address) => others.get(address)?.kind === kind;
  const bucket = around.filter(isOf('Bucket')).find(isNew);
  const policies = around.filter(isOf('BucketPolicy'));
  const [empty] = policies;
  // Null removes the policy of the bucket.
  if (bucket !== undefined && policies.every((one) => memberOf(others.get(one)?.spec, 'document') === null))
    return {
      path: '/bucket',
      code: 'check.trail-access',
      why:
        empty === undefined
          ? `${bucket} is new, and no BucketPolicy is declared for it: CloudTrail refuses such a trail`
          : `${bucket} is new, and ${empty} declares no statements for it (document: null): CloudTrail refuses such a trail`,
      release:
        'declare a BucketPolicy with the two statements of the warning check.trail-access; or create the bucket first and write its policy elsewhere',
    };
  const key = keysIn(at)
    .filter(isNew)
    .find((address) => memberOf(others.get(address)?.spec, 'policy') === undefined);
  return key === undefined
    ? undefined
    : {
        path: '/key',
        code: 'check.trail-access',
        why: `${key} is new and declares no policy, so that only its account may use it: CloudTrail refuses such a trail`,
        release: `declare a policy of ${key} that allows cloudtrail.amazonaws.com kms:GenerateDataKey* and kms:DescribeKey`,
      };
}

/** Finds the declared key that AWS has not made yet. */
function keysIn({ spec: { key } }: At): readonly Address[] {
  if (!isUnknown(key)) return [];
  return holesOf(key.$unknown).flatMap((hole) => (hole.is === 'attribute' ? [hole.of] : []));
}
