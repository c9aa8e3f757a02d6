import type { Diagnostic } from '../model/diagnostic.ts';
import type { ErrorCode } from '../model/errors/index.ts';
import type { Path } from '../model/path.ts';
import type { Stack } from '../model/resource.ts';
import type { Check } from './check.ts';
import { encryptionContext } from './encryption-context.ts';
import { keyForS3, keyForTrail } from './key-for-service.ts';
import { logTarget } from './log-target.ts';
import { onePlace } from './one-place.ts';
import { publicPolicy } from './public-policy.ts';
import { regions } from './regions.ts';
import { replicaParity } from './replica-parity.ts';
import { rolePolicies } from './role-policies.ts';
import { standsOn } from './stands-on.ts';
import { trailAccess } from './trail-access.ts';
import { trailLogging } from './trail-logging.ts';
import { trustedAccounts } from './trusted-accounts.ts';

/** One rule with what docs say of it. */
export interface CheckRow {
  readonly code: ErrorCode;
  /** One sentence: what it finds. */
  readonly finds: string;
  /** The kinds that it looks at. */
  readonly kinds: readonly string[];
  /** Besides, all kinds that hang on this path of theirs. */
  readonly hangingOn?: Path;
  readonly run: Check;
}

/** Every rule between several resources; all run at plan time, without AWS. */
export const checks: readonly CheckRow[] = [
  {
    code: 'check.place',
    finds:
      'A key of another Region, or for an alias or grant of another account, which cannot serve it; for a trail, a key of another Region than its bucket; a key of another place in metadata.adopt.',
    kinds: ['Key', 'Alias', 'Grant', 'BucketEncryption', 'Trail'],
    run: onePlace,
  },
  {
    code: 'check.region',
    finds: 'A Region that AWS does not have, or that this version does not know.',
    kinds: [],
    run: regions,
  },
  {
    code: 'check.key-for-s3',
    finds: 'A key that S3 cannot encrypt with: not symmetric, or disabled.',
    kinds: ['BucketEncryption', 'Key'],
    run: keyForS3,
  },
  {
    code: 'check.key-for-trail',
    finds: 'A key that CloudTrail cannot encrypt log files with: not symmetric, or disabled.',
    kinds: ['Trail', 'Key', 'ReplicaKey'],
    run: keyForTrail,
  },
  {
    code: 'check.encryption-context',
    finds:
      'A condition or grant constraint on the encryption context of S3 that does not fit: the ARN of the object without a bucket key, the ARN of the bucket with one.',
    kinds: ['BucketEncryption', 'Key', 'ReplicaKey', 'Grant'],
    run: encryptionContext,
  },
  {
    code: 'check.trail-access',
    finds:
      'A bucket policy or key policy that does not let CloudTrail do what the trail needs, and a declared bucket of a trail without a declared policy.',
    kinds: ['Trail', 'Bucket', 'BucketPolicy', 'Key', 'ReplicaKey'],
    run: trailAccess,
  },
  {
    code: 'check.trail-logging',
    finds: 'A trail that does not declare whether it records.',
    kinds: ['Trail'],
    run: trailLogging,
  },
  {
    code: 'check.log-target',
    finds:
      'A bucket that S3 cannot deliver access logs to: the logged bucket itself, another place, a KMS key, a policy that does not let S3 in.',
    kinds: ['BucketLogging', 'Bucket', 'BucketEncryption', 'BucketPolicy'],
    run: logTarget,
  },
  {
    code: 'check.public-policy',
    finds: 'A policy that gives access to everybody, of a bucket that blocks public policies.',
    kinds: ['BucketPolicy', 'Bucket'],
    run: publicPolicy,
  },
  {
    code: 'check.replica-parity',
    finds: 'A replica whose policy does not name principals that the policy of its primary names.',
    kinds: ['ReplicaKey', 'Key'],
    run: replicaParity,
  },
  {
    code: 'check.role-policies',
    finds: 'Inline policies of one role that are together larger than IAM accepts.',
    kinds: ['RolePolicy'],
    run: rolePolicies,
  },
  {
    code: 'check.trusted-accounts',
    finds: 'A principal or a key of an account that the Stack neither owns nor trusts.',
    kinds: ['Key', 'ReplicaKey', 'BucketPolicy', 'Grant', 'BucketEncryption', 'Trail'],
    run: trustedAccounts,
  },
  {
    code: 'check.stands-on',
    finds: 'A manifest about the bucket that the Stack names in coordination.s3.',
    kinds: ['Bucket'],
    hangingOn: '/bucket',
    run: standsOn,
  },
];

/** Everything that is wrong between the resources of a stack, in the order of the rules. */
export function checkStack(stack: Stack): readonly Diagnostic[] {
  return checks.flatMap(({ run }) => run(stack));
}
