import { account, createBench, region, type Bench, type Input, type Where } from '../../bench.test-helper.ts';
import type { SandboxOptions } from '../../sandbox.ts';

export const bucket = 'audit';

export function arnOf(name: string, home = region, of = account): string {
  return `arn:aws:cloudtrail:${home}:${of}:trail/${name}`;
}

const service = { Service: 'cloudtrail.amazonaws.com' };

/** Builds the bucket policy of the CloudTrail User Guide for one trail; `folder` is below `[prefix/]AWSLogs/`. */
export function bucketPolicy(trail: string, folders: readonly string[] = [`AWSLogs/${account}`]) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Acl',
        Effect: 'Allow',
        Principal: service,
        Action: 's3:GetBucketAcl',
        Resource: `arn:aws:s3:::${bucket}`,
        Condition: { StringEquals: { 'aws:SourceArn': trail } },
      },
      {
        Sid: 'Write',
        Effect: 'Allow',
        Principal: service,
        Action: 's3:PutObject',
        Resource: folders.map((folder) => `arn:aws:s3:::${bucket}/${folder}/*`),
        Condition: {
          StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': trail },
        },
      },
    ],
  };
}

/** Builds the key policy of the CloudTrail User Guide for one trail, with the root of the account. */
export function keyPolicy(trail: string, actions: readonly string[] = ['kms:GenerateDataKey*']) {
  const condition = { StringEquals: { 'aws:SourceArn': trail } };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Principal: service,
        Action: actions,
        Resource: '*',
        Condition: {
          ...condition,
          StringLike: {
            'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${account}:trail/*`,
          },
        },
      },
      {
        Effect: 'Allow',
        Principal: service,
        Action: 'kms:DescribeKey',
        Resource: '*',
        Condition: condition,
      },
    ],
  };
}

/** A bench with a bucket that takes the logs of trail `main`, and short hands for trails. */
export interface TrailBench extends Bench {
  /** Makes a trail named `main` unless the input says otherwise. */
  trail(input?: Input, where?: Where): Record<string, unknown>;
  /** What GetTrail shows. */
  shown(name?: string, where?: Where): Record<string, unknown>;
  policy(document: object): void;
}

export function trailBench(options: Partial<SandboxOptions> = {}): TrailBench {
  const bench = createBench(options);
  const policy = (document: object): void => {
    bench.ok('s3.PutBucketPolicy', { Bucket: bucket, Policy: JSON.stringify(document) });
  };
  bench.ok('s3.CreateBucket', { Bucket: bucket });
  policy(bucketPolicy(arnOf('main')));
  return {
    ...bench,
    policy,
    trail: (input = {}, where = {}) =>
      bench.ok('cloudtrail.CreateTrail', { Name: 'main', S3BucketName: bucket, ...input }, where),
    shown: (name = 'main', where = {}) =>
      bench.ok('cloudtrail.GetTrail', { Name: name }, where)['Trail'] as Record<string, unknown>,
  };
}

/** A bucket policy under which any trail of any account may deliver. */
export const openPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: service,
      Action: ['s3:GetBucketAcl', 's3:PutObject'],
      Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    },
  ],
};
