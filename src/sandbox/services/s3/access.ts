import { partitionOfRegion } from '../../../model/partition.ts';
import type { Context } from '../../operation.ts';
import { Refusal, refuse } from '../../refusal.ts';
import { callerOf } from '../iam/caller.ts';
import type { Keys } from '../iam/variables.ts';
import { judgeIdentity, judgeResourcePolicy } from '../iam/evaluate.ts';
import { callerKeys } from '../iam/global-keys.ts';
import type { BucketRecord } from './records.ts';

/** What every bucket call carries. */
export interface BucketInput {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string | undefined;
}

export function bucketArn({ name, region }: Pick<BucketRecord, 'name' | 'region'>): string {
  return `arn:${partitionOfRegion(region)}:s3:::${name}`;
}

/**
 * Finds the bucket of a request, if the caller may do `action` to it. It checks in S3's order: existence, this
 * Region, the expected owner, permission (S3 User Guide, error responses; the order is a guess).
 */
export function bucketFor(
  context: Context,
  input: BucketInput,
  action: string,
  object?: { key: string; keys?: Keys },
): BucketRecord {
  const bucket = context.world.get('bucket', 'aws', input.Bucket);
  const head = context.request.operation === 'HeadBucket' || context.request.operation === 'HeadObject';
  if (bucket === undefined) {
    // HEAD answers have no body, so the SDK makes the name from the status.
    if (head) refuse('NotFound', 'NotFound', 404);
    refuse('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: input.Bucket });
  }
  // GetBucketLocation works from every Region (S3 API Reference).
  if (bucket.region !== context.request.region && context.request.operation !== 'GetBucketLocation') {
    refuse(
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      301,
      { Bucket: input.Bucket, Region: bucket.region },
    );
  }
  if (input.ExpectedBucketOwner !== undefined && input.ExpectedBucketOwner !== bucket.account) deny(head);
  requireAccess(context, bucket, action, object);
  return bucket;
}

/**
 * Builds the key `s3:prefix`, which is there only if the request names one (S3 User Guide, condition keys of
 * listing).
 */
function prefixKey({ request }: Context): Keys {
  const { Prefix: prefix } = request.input;
  return request.operation.startsWith('List') && typeof prefix === 'string' ? { 's3:prefix': prefix } : {};
}

/** Tests whether the caller may do this; `requireAccess` as a question. */
export function mayAccess(...of: Parameters<typeof requireAccess>): boolean {
  try {
    requireAccess(...of);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Refuses what IAM does not allow. IAM alone decides about what is no bucket yet, or no single one. */
export function requireByIdentity(context: Context, action: string, resource: string, keys: Keys = {}): void {
  const caller = callerOf(context);
  const ask = { caller, action, resource, keys: { ...callerKeys(context, caller), ...keys } };
  if (judgeIdentity(ask) !== 'allow') deny(false);
}

function deny(head: boolean): never {
  // SDK v3 cannot name a 403 without a body.
  if (head) refuse('Unknown', 'UnknownError', 403);
  refuse('AccessDenied', 'Access Denied', 403);
}

/**
 * Refuses what S3 does not authorize: another account needs the bucket policy and IAM (S3 User Guide, "How Amazon S3
 * authorizes a request").
 */
export function requireAccess(
  context: Context,
  bucket: BucketRecord,
  action: string,
  object?: { readonly key: string; readonly keys?: Keys },
): void {
  const { operation } = context.request;
  const caller = callerOf(context);
  const resource = object === undefined ? bucketArn(bucket) : `${bucketArn(bucket)}/${object.key}`;
  const owners = { 'aws:resourceaccount': bucket.account, 's3:resourceaccount': bucket.account };
  const keys = { ...callerKeys(context, caller), ...owners, ...object?.keys, ...prefixKey(context) };
  const ask = { caller, action, resource, keys };
  const policy =
    bucket.policy === undefined
      ? { denied: false, direct: false, delegated: false }
      : judgeResourcePolicy(bucket.policy, ask);
  const owner = caller.account === bucket.account;
  const ofPolicy = /BucketPolicy$/u.test(operation) && operation !== 'GetBucketPolicyStatus';
  // The owner's root user can always read, put and delete the bucket policy (S3 API Reference).
  if (ofPolicy && owner && caller.type === 'root') return;
  const identity = judgeIdentity(ask);
  const denied = policy.denied || identity === 'deny';
  const allowed = owner
    ? policy.direct || identity === 'allow'
    : (policy.direct || policy.delegated) && (identity === 'allow' || caller.type === 'service');
  if (denied || !allowed) deny(operation.startsWith('Head'));
  // "The correct permissions, but … not … the bucket owner's account": 405 (S3 API Reference, PutBucketPolicy).
  if (ofPolicy && !owner) {
    refuse('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
  }
}
