import { z } from 'zod';
import { operation, type Context, type Operations } from '../../operation.ts';
import { pageOf } from '../../page.ts';
import { refuse } from '../../refusal.ts';
import { callerOf } from '../iam/caller.ts';
import { bucketArn, bucketFor, requireByIdentity } from './access.ts';
import type { BucketRecord } from './records.ts';

export const bucketInput = z.object({
  Bucket: z.string('Member must not be null'),
  ExpectedBucketOwner: z.string().optional(),
});

/** Returns true if the name follows the rules (S3 User Guide, general purpose bucket naming rules). */
export function validBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u.test(name) &&
    !name.includes('..') &&
    !/^\d+(?:\.\d+){3}$/u.test(name) &&
    !/^(?:xn--|sthree-|amzn-s3-demo-)/u.test(name) &&
    !/(?:-s3alias|--ol-s3|--x-s3|--table-s3|-an|\.mrap)$/u.test(name)
  );
}

/** All four on, as for every new bucket since April 2023 (S3 User Guide). */
const closed = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** Regions in which new buckets do not block SSE-C (S3 User Guide, April 2026). */
const withoutSseCBlock = ['me-south-1', 'me-central-1'];

interface Birth {
  readonly Bucket: string;
  readonly ObjectOwnership?: string | undefined;
  readonly CreateBucketConfiguration: {
    readonly Tags?: readonly { readonly Key: string; readonly Value: string }[] | undefined;
  };
}

/**
 * Authorizes the creation of a bucket. Tags and ownership in the call need their own actions too (S3 API Reference,
 * CreateBucket, permissions).
 */
function authorizeBirth(context: Context, input: Birth): void {
  const arn = bucketArn({ name: input.Bucket, region: context.request.region });
  const { Tags: tags } = input.CreateBucketConfiguration;
  requireByIdentity(context, 's3:CreateBucket', arn);
  if (input.ObjectOwnership !== undefined) requireByIdentity(context, 's3:PutBucketOwnershipControls', arn);
  if (tags === undefined) return;
  const given = tags.map(({ Key, Value }) => [`aws:requesttag/${Key.toLowerCase()}`, Value] as const);
  requireByIdentity(context, 's3:TagResource', arn, {
    ...Object.fromEntries(given),
    'aws:tagkeys': tags.map(({ Key }) => Key),
  });
}

const createBucket = operation(
  'writes',
  z.object({
    Bucket: z.string('Member must not be null'),
    ObjectOwnership: z.enum(['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter']).optional(),
    ObjectLockEnabledForBucket: z.boolean().optional(),
    CreateBucketConfiguration: z
      .object({
        LocationConstraint: z.string().optional(),
        Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).optional(),
      })
      .default({}),
  }),
  (context, input) => {
    const { account, region } = context.request;
    authorizeBirth(context, input);
    if (!validBucketName(input.Bucket)) refuse('InvalidBucketName', 'The specified bucket is not valid.');
    const wanted = input.CreateBucketConfiguration.LocationConstraint ?? 'us-east-1';
    if (wanted !== region) {
      // S3 API Reference, CreateBucket: the constraint must name the Region of the endpoint.
      refuse(
        'IllegalLocationConstraintException',
        `The ${wanted} location constraint is incompatible for the region specific endpoint this request was sent to.`,
      );
    }
    const held = context.world.get('bucket', 'aws', input.Bucket);
    if (held !== undefined && held.account !== account) {
      refuse('BucketAlreadyExists', 'The requested bucket name is not available.', 409);
    }
    // In us-east-1 creating one's own bucket again is 200 (S3 API Reference, CreateBucket).
    if (held !== undefined && (region !== 'us-east-1' || held.region !== region)) {
      refuse(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        409,
      );
    }
    if (held === undefined) {
      const blocked = withoutSseCBlock.includes(region) ? {} : { blocked: ['SSE-C'] };
      const bucket: BucketRecord = {
        name: input.Bucket,
        account,
        region,
        createdAt: context.now,
        encryption: { algorithm: 'AES256', bucketKey: false, ...blocked },
        publicAccessBlock: closed,
        ownership: input.ObjectOwnership ?? 'BucketOwnerEnforced',
        // Object Lock needs versions, and turns them on (S3 User Guide, object-lock).
        ...(input.ObjectLockEnabledForBucket === true ? { objectLock: true, versioning: 'Enabled' } : {}),
        ...(input.CreateBucketConfiguration.Tags === undefined
          ? {}
          : { tags: input.CreateBucketConfiguration.Tags }),
      };
      context.world.put('bucket', 'aws', bucket.name, bucket);
    }
    return {
      Location: `/${input.Bucket}`,
      BucketArn: bucketArn({ name: input.Bucket, region: context.request.region }),
    };
  },
);

/** How long the tag index shows a deleted bucket; see `services/kms/deletion.ts`. */
const ghostMs = 3 * 3_600_000;

const deleteBucket = operation('writes', bucketInput, (context, input) => {
  const bucket = bucketFor(context, input, 's3:DeleteBucket');
  if (context.world.list('object', bucket.name).length > 0) {
    refuse('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
  }
  context.world.remove('bucket', 'aws', bucket.name);
  if (bucket.tags !== undefined && bucket.tags.length > 0) {
    const ghost = {
      arn: bucketArn(bucket),
      type: 's3:bucket',
      tags: bucket.tags,
      until: context.now + ghostMs,
    };
    context.world.put('ghost', `${bucket.account}/${bucket.region}`, ghost.arn, ghost);
  }
  return undefined;
});

const headBucket = operation('reads', bucketInput, (context, input) => {
  const bucket = bucketFor(context, input, 's3:ListBucket');
  return { BucketRegion: bucket.region, BucketArn: bucketArn(bucket), AccessPointAlias: false };
});

const getBucketLocation = operation('reads', bucketInput, (context, input) => {
  const bucket = bucketFor(context, input, 's3:GetBucketLocation');
  // Buckets of us-east-1 have no constraint (S3 API Reference, GetBucketLocation).
  return bucket.region === 'us-east-1' ? {} : { LocationConstraint: bucket.region };
});

const listBuckets = operation(
  'reads',
  z.object({
    MaxBuckets: z.int().min(1).max(10_000).optional(),
    ContinuationToken: z.string().optional(),
    Prefix: z.string().optional(),
    BucketRegion: z.string().optional(),
  }),
  (context, input) => {
    const caller = callerOf(context);
    requireByIdentity(context, 's3:ListAllMyBuckets', '*');
    const entries = context.world
      .list('bucket', 'aws')
      .filter(([, bucket]) => bucket.account === context.request.account)
      .filter(([name]) => name.startsWith(input.Prefix ?? ''))
      .filter(([, bucket]) => input.BucketRegion === undefined || bucket.region === input.BucketRegion)
      .map(
        ([name, bucket]) =>
          [
            name,
            {
              Name: name,
              CreationDate: new Date(bucket.createdAt),
              BucketRegion: bucket.region,
              BucketArn: bucketArn(bucket),
            },
          ] as const,
      );
    // Without MaxBuckets the answer is not paged (S3 API Reference, ListBuckets).
    const shown = pageOf(entries, {
      listing: `s3/${caller.account}/${input.Prefix ?? ''}`,
      limit: input.MaxBuckets ?? 10_000,
      marker: input.ContinuationToken,
      fail: () => refuse('InvalidArgument', 'The continuation token provided is incorrect'),
    });
    return {
      Buckets: shown.items,
      Owner: { ID: caller.account },
      ...(shown.next === undefined ? {} : { ContinuationToken: shown.next }),
      ...(input.Prefix === undefined ? {} : { Prefix: input.Prefix }),
    };
  },
);

export const bucketOperations: Operations = {
  CreateBucket: createBucket,
  DeleteBucket: deleteBucket,
  HeadBucket: headBucket,
  GetBucketLocation: getBucketLocation,
  ListBuckets: listBuckets,
};
