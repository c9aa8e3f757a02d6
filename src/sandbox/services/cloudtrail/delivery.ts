import type { Context } from '../../operation.ts';
import type { Caller } from '../iam/caller.ts';
import type { Keys } from '../iam/variables.ts';
import { judgeResourcePolicy } from '../iam/evaluate.ts';
import { keyAccess } from '../kms/authorize.ts';
import type { KeyRecord } from '../kms/records.ts';
import { stateOf } from '../kms/state.ts';
import { bucketArn } from '../s3/access.ts';
import type { BucketRecord } from '../s3/records.ts';
import { organizationId } from './organization.ts';
import type { TrailRecord } from './records.ts';

const cloudtrail: Caller = {
  type: 'service',
  arn: 'cloudtrail.amazonaws.com',
  account: '',
  principalArn: 'cloudtrail.amazonaws.com',
};

type Delivering = Pick<TrailRecord, 'arn' | 'account' | 'homeRegion' | 'prefix' | 'keyArn' | 'organization'>;

/** Returns the condition keys of every request that the service makes for a trail. */
function sourceKeys(trail: Delivering): Keys {
  return {
    'aws:sourcearn': trail.arn,
    'aws:sourceaccount': trail.account,
    'aws:securetransport': 'true',
    'aws:principalisawsservice': 'true',
    'aws:principalservicename': cloudtrail.arn,
  };
}

/**
 * Tells why CloudTrail may not deliver to the bucket; undefined if it may. It must be allowed to read the ACL of the
 * bucket and to write below `[prefix/]AWSLogs/<account>/`. For an organization it must also write below its id
 * (CloudTrail User Guide, S3 bucket policy). That it sends the encryption headers is a guess.
 */
export function bucketProblem(bucket: BucketRecord, trail: Delivering): string | undefined {
  const policy = bucket.policy;
  const arn = bucketArn(bucket);
  const allowed = (action: string, resource: string, keys: Keys): boolean => {
    if (policy === undefined) return false;
    const verdict = judgeResourcePolicy(policy, {
      caller: cloudtrail,
      action,
      resource,
      keys: { ...sourceKeys(trail), ...keys },
    });
    return verdict.direct && !verdict.denied;
  };
  if (!allowed('s3:GetBucketAcl', arn, {})) return `s3:GetBucketAcl on ${arn}`;
  const headers: Keys = {
    's3:x-amz-acl': 'bucket-owner-full-control',
    's3:x-amz-server-side-encryption': trail.keyArn === undefined ? 'AES256' : 'aws:kms',
    's3:x-amz-server-side-encryption-aws-kms-key-id': trail.keyArn,
  };
  const prefix = trail.prefix === undefined ? '' : `${trail.prefix}/`;
  const folders = [
    `AWSLogs/${trail.account}`,
    ...(trail.organization ? [`AWSLogs/${organizationId}/${trail.account}`] : []),
  ];
  const blocked = folders
    .map((folder) => `${arn}/${prefix}${folder}/CloudTrail/${trail.homeRegion}/log.json.gz`)
    .find((object) => !allowed('s3:PutObject', object, headers));
  return blocked === undefined ? undefined : `s3:PutObject on ${blocked}`;
}

/**
 * Returns the action that CloudTrail lacks on the key, or undefined: GenerateDataKey*, DescribeKey, and Decrypt where
 * the bucket has a bucket key (CloudTrail User Guide, KMS key policy for CloudTrail).
 */
export function keyProblem(
  context: Context,
  key: KeyRecord,
  bucket: BucketRecord,
  trail: Delivering,
): string | undefined {
  const may = (action: string, encrypting: boolean): boolean =>
    keyAccess(context, key, {
      action,
      caller: cloudtrail,
      keys: sourceKeys(trail),
      ...(encrypting ? { encryptionContext: { 'aws:cloudtrail:arn': trail.arn } } : {}),
    });
  if (!may('GenerateDataKey', true)) return 'kms:GenerateDataKey*';
  if (!may('DescribeKey', false)) return 'kms:DescribeKey';
  return bucket.encryption.bucketKey && !may('Decrypt', true) ? 'kms:Decrypt' : undefined;
}

/** Returns the LatestDeliveryError of GetTrailStatus, an error of S3, or undefined while logs arrive. */
export function deliveryError(context: Context, trail: TrailRecord): string | undefined {
  const bucket = context.world.get('bucket', 'aws', trail.bucket);
  if (bucket === undefined) return 'NoSuchBucket';
  if (bucketProblem(bucket, trail) !== undefined) return 'AccessDenied';
  if (trail.keyArn === undefined) return undefined;
  const [, , , region = '', account = '', resource = ''] = trail.keyArn.split(':');
  const key = context.world.get('key', `${account}/${region}`, resource.slice('key/'.length));
  if (key === undefined) return 'KMS.NotFoundException';
  const state = stateOf(key, context.now);
  if (state === 'Disabled') return 'KMS.DisabledException';
  if (state !== 'Enabled' && state !== 'Updating') return 'KMS.KMSInvalidStateException';
  return keyProblem(context, key, bucket, trail) === undefined ? undefined : 'AccessDenied';
}
