import type { Context } from '../../operation.ts';
import { Refusal, refuse } from '../../refusal.ts';
import { readPrincipalArn } from '../iam/caller.ts';
import { storedPrincipal } from '../iam/principals.ts';
import type { KeyRecord } from '../kms/records.ts';
import { resolveKey } from '../kms/resolve.ts';
import { stateOf } from '../kms/state.ts';
import type { BucketRecord } from '../s3/records.ts';
import { bucketProblem, keyProblem } from './delivery.ts';
import { managementAccount } from './organization.ts';
import type { TrailRecord } from './records.ts';

/**
 * Refuses a trail that could not deliver, in this order (a guess): bucket, its policy, key, its policy.
 * Checked by CreateTrail and UpdateTrail and never again (CloudTrail User Guide, troubleshooting).
 * `keyName`: the key as the request names it; undefined leaves the trail's own. Gives the trail with its key.
 */
export function requireDeliverable(
  context: Context,
  trail: TrailRecord,
  keyName: string | undefined,
): TrailRecord {
  const bucket = context.world.get('bucket', 'aws', trail.bucket);
  if (bucket === undefined) {
    refuse('S3BucketDoesNotExistException', `S3 bucket ${trail.bucket} does not exist!`);
  }
  const name = keyName ?? trail.keyArn;
  const key = name === undefined ? undefined : keyFor(context, name, bucket);
  const complete = key === undefined ? trail : { ...trail, keyArn: key.arn };
  if (bucketProblem(bucket, complete) !== undefined) {
    refuse(
      'InsufficientS3BucketPolicyException',
      `Incorrect S3 bucket policy is detected for bucket: ${bucket.name}`,
    );
  }
  if (key !== undefined && keyProblem(context, key, bucket, complete) !== undefined) {
    refuse(
      'InsufficientEncryptionPolicyException',
      `Insufficient permissions to access S3 bucket ${bucket.name} or KMS key ${key.arn}.`,
    );
  }
  return complete;
}

const keyForms =
  /^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/.+|alias\/.+|mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u;

/** Finds the key by id, ARN, alias or alias ARN, in the Region of the bucket (CloudTrail API Reference, KmsKeyId). */
function keyFor(context: Context, name: string, bucket: BucketRecord): KeyRecord {
  if (!keyForms.test(name)) refuse('InvalidKmsKeyIdException', `The KMS key id ${name} is not valid.`);
  const there = { ...context, request: { ...context.request, region: bucket.region } };
  const key = found(() => resolveKey(there, name, { forms: 'any', crossAccount: true }));
  if (key === undefined) {
    refuse(
      'KmsKeyNotFoundException',
      `KMS key ${name} does not exist, or it and the bucket ${bucket.name} are not in the same Region.`,
    );
  }
  const state = stateOf(key, context.now);
  if (state !== 'Enabled' || key.keySpec !== 'SYMMETRIC_DEFAULT' || key.keyUsage !== 'ENCRYPT_DECRYPT') {
    const why = state === 'Enabled' ? 'is not a symmetric encryption key' : `is ${state}`;
    refuse('KmsException', `KMS key ${key.arn} ${why}.`);
  }
  return key;
}

function found<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Combinations of settings that CloudTrail refuses (CloudTrail API Reference, CreateTrail, errors). */
export function requireSettings(context: Context, trail: TrailRecord): void {
  if ((trail.prefix?.length ?? 0) > 200) {
    refuse('InvalidS3PrefixException', 'S3 prefix is longer than maximum length: 200');
  }
  if (trail.multiRegion && !trail.globalServiceEvents) {
    refuse('InvalidParameterCombinationException', 'Multi-Region trail must include global service events.');
  }
  if (trail.organization && managementAccount(context.world) !== trail.account) {
    refuse(
      'NotOrganizationMasterAccountException',
      `The account ${trail.account} is not the management account of an organization.`,
    );
  }
  if (trail.logGroupArn === undefined && trail.logRoleArn !== undefined) {
    refuse('InvalidCloudWatchLogsLogGroupArnException', 'You must specify a log group ARN.');
  }
  if (trail.logGroupArn === undefined || trail.logRoleArn === undefined) {
    if (trail.logGroupArn === undefined) return;
    refuse('InvalidCloudWatchLogsRoleArnException', 'You must specify a role ARN as well as a log group.');
  }
  if (!/^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:log-group:[^:*]+(?::\*)?$/u.test(trail.logGroupArn)) {
    refuse(
      'InvalidCloudWatchLogsLogGroupArnException',
      'CloudTrail cannot validate the specified log group ARN.',
    );
  }
  const role = readPrincipalArn(trail.logRoleArn);
  if (role?.type !== 'role' || storedPrincipal(context, trail.logRoleArn) === undefined) {
    refuse(
      'InvalidCloudWatchLogsRoleArnException',
      'Access denied. Check the trust relationships for your role.',
    );
  }
}
