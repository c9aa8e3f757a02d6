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
      'A key in another Region; for an alias or grant, also a key in another account; for a trail, a key outside the Region of its bucket; in metadata.adopt, a key in another place.',
    kinds: ['Key', 'Alias', 'Grant', 'BucketEncryption', 'Trail'],
    run: onePlace,
  },
  {
    code: 'check.region',
    finds: 'A Region that does not exist, or that this version does not know.',
    kinds: [],
    run: regions,
  },
  {
    code: 'check.key-for-s3',
    finds: 'A key with which S3 cannot encrypt: not symmetric, or disabled.',
    kinds: ['BucketEncryption', 'Key'],
    run: keyForS3,
  },
  {
    code: 'check.key-for-trail',
    finds: 'A key with which CloudTrail cannot encrypt: not symmetric, or disabled.',
    kinds: ['Trail', 'Key', 'ReplicaKey'],
    run: keyForTrail,
  },
  {
    code: 'check.encryption-context',
    finds:
      'A condition or grant constraint that does not match the encryption context of S3: the object ARN without an S3 Bucket Key, the bucket ARN with an S3 Bucket Key.',
    kinds: ['BucketEncryption', 'Key', 'ReplicaKey', 'Grant'],
    run: encryptionContext,
  },
  {
    code: 'check.trail-access',
    finds:
      'A bucket policy or key policy that denies CloudTrail access; a declared trail bucket without a declared policy.',
    kinds: ['Trail', 'Bucket', 'BucketPolicy', 'Key', 'ReplicaKey'],
    run: trailAccess,
  },
  {
    code: 'check.trail-logging',
    finds: 'A trail that does not declare logging.',
    kinds: ['Trail'],
    run: trailLogging,
  },
  {
    code: 'check.log-target',
    finds:
      'A target bucket to which S3 cannot deliver access logs: the logged bucket itself, a bucket in another place, with a KMS key, or without access for S3.',
    kinds: ['BucketLogging', 'Bucket', 'BucketEncryption', 'BucketPolicy'],
    run: logTarget,
  },
  {
    code: 'check.public-policy',
    finds: 'A public policy of a bucket that blocks public policies.',
    kinds: ['BucketPolicy', 'Bucket'],
    run: publicPolicy,
  },
  {
    code: 'check.replica-parity',
    finds: 'A replica whose policy lacks principals of the primary policy.',
    kinds: ['ReplicaKey', 'Key'],
    run: replicaParity,
  },
  {
    code: 'check.role-policies',
    finds: 'Inline policies of one role that together exceed the IAM size limit.',
    kinds: ['RolePolicy'],
    run: rolePolicies,
  },
  {
    code: 'check.trusted-accounts',
    finds: 'A principal or key in an account that the Stack neither owns nor trusts.',
    kinds: ['Key', 'ReplicaKey', 'BucketPolicy', 'Grant', 'BucketEncryption', 'Trail'],
    run: trustedAccounts,
  },
  {
    code: 'check.stands-on',
    finds: 'A manifest that targets the bucket in coordination.s3 of the Stack.',
    kinds: ['Bucket'],
    hangingOn: '/bucket',
    run: standsOn,
  },
];

/** Lists everything that is wrong between the resources of a stack, in the order of the rules. */
export function checkStack(stack: Stack): readonly Diagnostic[] {
  return checks.flatMap(({ run }) => run(stack));
}
