import { createHash } from 'node:crypto';
import { z } from 'zod';
import { operation, type Context, type Operations } from '../../operation.ts';
import { pageOf } from '../../page.ts';
import { refuse } from '../../refusal.ts';
import { bucketFor, mayAccess, requireAccess } from './access.ts';
import { bucketInput } from './buckets.ts';
import { decryptObject, encryptionKeys, encryptObject, shownEncryption } from './object-encryption.ts';
import type { BucketRecord, ObjectRecord } from './records.ts';

const objectInput = bucketInput.extend({ Key: z.string('Member must not be null').min(1).max(1024) });

const bodyInput = z.union([z.string(), z.custom<Uint8Array>((value) => value instanceof Uint8Array)]);

function bytesOf(body: string | Uint8Array | undefined): Uint8Array {
  if (body === undefined) return new Uint8Array();
  return typeof body === 'string' ? new Uint8Array(Buffer.from(body)) : body;
}

function bare(etag: string): string {
  return etag.replaceAll('"', '');
}

/**
 * Refuses with 412 where the condition fails, and with 404 for If-Match on nothing (S3 User Guide, conditional
 * requests).
 */
function requireCondition(
  held: ObjectRecord | undefined,
  condition: { readonly IfMatch?: string | undefined; readonly IfNoneMatch?: string | undefined },
): void {
  const failed = 'At least one of the pre-conditions you specified did not hold';
  const { IfMatch: match, IfNoneMatch: noneMatch } = condition;
  // S3's own refusal: PutObject takes no other value than * (S3 API reference, PutObject, If-None-Match).
  if (noneMatch !== undefined && noneMatch !== '*') {
    refuse('NotImplemented', 'A header you provided implies functionality that is not implemented', 501);
  }
  if (noneMatch === '*' && held !== undefined) refuse('PreconditionFailed', failed, 412);
  if (match === undefined) return;
  if (held === undefined) refuse('NoSuchKey', 'The specified key does not exist.', 404);
  if (match !== '*' && bare(match) !== bare(held.etag)) refuse('PreconditionFailed', failed, 412);
}

const putObject = operation(
  'writes',
  objectInput.extend({
    Body: bodyInput.optional(),
    ContentType: z.string().optional(),
    Metadata: z.record(z.string(), z.string()).default({}),
    ACL: z.string().optional(),
    IfMatch: z.string().optional(),
    IfNoneMatch: z.string().optional(),
    ServerSideEncryption: z.string().optional(),
    SSEKMSKeyId: z.string().optional(),
    BucketKeyEnabled: z.boolean().optional(),
    SSECustomerAlgorithm: z.string().optional(),
    SSEKMSEncryptionContext: z.string().optional(),
    ObjectLockMode: z.enum(['GOVERNANCE', 'COMPLIANCE']).optional(),
    ObjectLockRetainUntilDate: z.union([z.date().transform(Number), z.number()]).optional(),
  }),
  (context, input) => {
    const keys = { ...encryptionKeys(input), 's3:x-amz-acl': input.ACL };
    const bucket = bucketFor(context, input, 's3:PutObject', { key: input.Key, keys });
    if (input.IfMatch !== undefined) requireAccess(context, bucket, 's3:GetObject', { key: input.Key });
    requireCondition(context.world.get('object', bucket.name, input.Key), input);
    const lock = lockIn(context, bucket, input);
    const bytes = bytesOf(input.Body);
    const encryption = encryptObject(context, bucket, input.Key, input);
    const object: ObjectRecord = {
      key: input.Key,
      body: Buffer.from(bytes).toString('base64'),
      etag: etagOf(context, bytes, encryption.algorithm),
      modifiedAt: context.now,
      metadata: input.Metadata,
      ...(input.ContentType === undefined ? {} : { contentType: input.ContentType }),
      ...encryption,
      ...(bucket.versioning === 'Enabled' ? { versionId: context.world.unique().slice(0, 32) } : {}),
      ...(lock === undefined ? {} : { lock }),
    };
    context.world.put('object', bucket.name, object.key, object);
    return {
      ETag: object.etag,
      ...shownEncryption(object),
      ...(object.versionId === undefined ? {} : { VersionId: object.versionId }),
    };
  },
);

/**
 * Returns the lock that the request asks for. It needs both headers or none, a date to come, and a bucket with Object
 * Lock (S3 User Guide, object-lock-managing).
 */
function lockIn(
  context: Context,
  bucket: BucketRecord,
  { Key, ObjectLockMode: mode, ObjectLockRetainUntilDate: until }: LockInput,
): ObjectRecord['lock'] {
  if (mode === undefined && until === undefined) return undefined;
  if (mode === undefined || until === undefined)
    refuse(
      'InvalidArgument',
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
    );
  requireAccess(context, bucket, 's3:PutObjectRetention', { key: Key });
  if (bucket.objectLock !== true) refuse('InvalidRequest', 'Bucket is missing Object Lock Configuration');
  if (until <= context.now) refuse('InvalidArgument', 'The retain until date must be in the future!');
  return { mode, until };
}

interface LockInput {
  readonly Key: string;
  readonly ObjectLockMode?: 'GOVERNANCE' | 'COMPLIANCE' | undefined;
  readonly ObjectLockRetainUntilDate?: number | undefined;
}

/**
 * Computes the ETag. Under SSE-S3 it is the MD5 of the content, so equal contents have equal tags. That is not so
 * under KMS (S3 API, ETag).
 */
function etagOf(context: Context, bytes: Uint8Array, algorithm: string): string {
  const hash = createHash('md5').update(bytes);
  if (algorithm !== 'AES256') hash.update(context.world.unique());
  return `"${hash.digest('hex')}"`;
}

const getInput = objectInput.extend({ IfMatch: z.string().optional(), IfNoneMatch: z.string().optional() });

/** Finds the object of a read, as GetObject and HeadObject do. */
function readable(
  context: Context,
  input: z.output<typeof getInput>,
): { bucket: BucketRecord; object: ObjectRecord } {
  const bucket = bucketFor(context, input, 's3:GetObject', { key: input.Key });
  const object = context.world.get('object', bucket.name, input.Key);
  const head = context.request.operation === 'HeadObject';
  if (object === undefined) {
    // Who may not list the bucket is not told that something is missing (S3 API Reference, GetObject).
    if (!mayAccess(context, bucket, 's3:ListBucket'))
      refuse(head ? 'Unknown' : 'AccessDenied', head ? 'UnknownError' : 'Access Denied', 403);
    if (head) refuse('NotFound', 'NotFound', 404);
    refuse('NoSuchKey', 'The specified key does not exist.', 404, { Key: input.Key });
  }
  if (input.IfMatch !== undefined && bare(input.IfMatch) !== bare(object.etag)) {
    refuse('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
  }
  if (input.IfNoneMatch !== undefined && bare(input.IfNoneMatch) === bare(object.etag)) {
    refuse('NotModified', 'Not Modified', 304);
  }
  // Whether HEAD asks KMS too is not documented; taken as GET (guess).
  decryptObject(context, bucket, object);
  return { bucket, object };
}

function shown(object: ObjectRecord): Record<string, unknown> {
  return {
    ETag: object.etag,
    LastModified: new Date(object.modifiedAt),
    ContentLength: Buffer.from(object.body, 'base64').length,
    ContentType: object.contentType ?? 'binary/octet-stream',
    AcceptRanges: 'bytes',
    Metadata: object.metadata,
    ...shownEncryption(object),
    ...(object.versionId === undefined ? {} : { VersionId: object.versionId }),
    ...(object.lock === undefined
      ? {}
      : { ObjectLockMode: object.lock.mode, ObjectLockRetainUntilDate: new Date(object.lock.until) }),
  };
}

const getObject = operation('reads', getInput, (context, input) => {
  const { object } = readable(context, input);
  return { ...shown(object), Body: new Uint8Array(Buffer.from(object.body, 'base64')) };
});

const headObject = operation('reads', getInput, (context, input) => shown(readable(context, input).object));

/** Deleting what is not there is no error unless a condition says it must be (S3 API Reference). */
const deleteObject = operation(
  'writes',
  objectInput.extend({ IfMatch: z.string().optional() }),
  (context, input) => {
    const bucket = bucketFor(context, input, 's3:DeleteObject', { key: input.Key });
    const held = context.world.get('object', bucket.name, input.Key);
    requireCondition(held, input);
    if (held !== undefined) context.world.remove('object', bucket.name, input.Key);
    return undefined;
  },
);

const listObjects = operation(
  'reads',
  bucketInput.extend({
    Prefix: z.string().default(''),
    MaxKeys: z.int().min(0).optional(),
    StartAfter: z.string().default(''),
    ContinuationToken: z.string().optional(),
  }),
  (context, input) => {
    const bucket = bucketFor(context, input, 's3:ListBucket');
    const entries = context.world
      .list('object', bucket.name)
      .filter(([key]) => key.startsWith(input.Prefix) && key > input.StartAfter)
      .map(([key, object]) => [key, listed(object)] as const);
    const limit = Math.min(input.MaxKeys ?? 1000, 1000);
    const page = pageOf(entries, {
      listing: `s3/${bucket.name}/${input.Prefix}`,
      limit,
      marker: input.ContinuationToken,
      fail: () => refuse('InvalidArgument', 'The continuation token provided is incorrect'),
    });
    return {
      Name: bucket.name,
      Prefix: input.Prefix,
      MaxKeys: limit,
      KeyCount: page.items.length,
      IsTruncated: page.next !== undefined,
      ...(page.items.length === 0 ? {} : { Contents: page.items }),
      ...(page.next === undefined ? {} : { NextContinuationToken: page.next }),
    };
  },
);

/**
 * Returns an object as a listing shows it. A listing does not say how an object is encrypted (S3 API Reference,
 * ListObjectsV2).
 */
function listed(object: ObjectRecord) {
  return {
    Key: object.key,
    ETag: object.etag,
    LastModified: new Date(object.modifiedAt),
    Size: Buffer.from(object.body, 'base64').length,
    StorageClass: 'STANDARD',
  };
}

export const objectOperations: Operations = {
  PutObject: putObject,
  GetObject: getObject,
  HeadObject: headObject,
  DeleteObject: deleteObject,
  ListObjectsV2: listObjects,
};
