import type * as CloudTrail from '@aws-sdk/client-cloudtrail';
import { minute } from '../../model/instant.ts';
import { callsOf, type Operations } from './calls.ts';
import { after, contended, has, perSecond, type Always, type Operation } from './operation.ts';
import { trail } from './resource.ts';

/**
 * AWS CloudTrail. Sources: CloudTrail API Reference (`always`: response syntax); User Guide on policies of
 * buckets and keys, which CreateTrail and UpdateTrail check while a policy just put may not be visible yet.
 */

const rate = perSecond('AWS General Reference, CloudTrail endpoints and quotas (2026): not adjustable');

const madeKey = ['kms:CreateKey', 'kms:ReplicateKey'] as const;

const policiesNotYet = {
  InsufficientS3BucketPolicyException: after(2 * minute, 's3:PutBucketPolicy'),
  InsufficientEncryptionPolicyException: after(
    2 * minute,
    ...madeKey,
    'kms:PutKeyPolicy',
    's3:PutBucketPolicy',
  ),
  KmsKeyNotFoundException: after(minute, ...madeKey),
  S3BucketDoesNotExistException: after(minute, 's3:CreateBucket'),
  // The role may write to the log group by a policy of ours.
  CloudWatchLogsDeliveryUnavailableException: after(2 * minute, 'iam:PutRolePolicy'),
  InvalidCloudWatchLogsRoleArnException: after(2 * minute, 'iam:PutRolePolicy'),
  ConflictException: contended(2 * minute),
} as const;

const notYet = {
  TrailNotFoundException: after(minute, 'cloudtrail:CreateTrail'),
  ConflictException: contended(2 * minute),
} as const;

function read(always: Always): Operation {
  return { access: 'read', quota: rate(10), resource: trail, propagating: notYet, always };
}

function write(always: Always = {}): Operation {
  return { ...read(always), access: 'write', quota: rate(1) };
}

/** A role is passed only where the call names one (CloudTrail User Guide, permissions of CloudWatch Logs). */
const passing = { 'iam:PassRole': has('CloudWatchLogsRoleArn') } as const;

export const cloudtrailOperations = {
  DescribeTrails: read({ trailList: 'list', 'trailList[].TrailARN': 'text' }),
  GetTrail: read({ 'Trail.TrailARN': 'text', 'Trail.S3BucketName': 'text' }),
  GetTrailStatus: read({ IsLogging: 'boolean' }),
  GetEventSelectors: read({ TrailARN: 'text' }),
  GetInsightSelectors: read({ TrailARN: 'text' }),
  ListTags: {
    ...read({ ResourceTagList: 'list' }),
    paging: { in: 'NextToken', out: 'NextToken', items: 'ResourceTagList' },
  },
  // Not joined: the whole of 90 days at two requests a second is never what is wanted.
  LookupEvents: { ...read({ Events: 'list' }), quota: rate(2), instants: ['StartTime', 'EndTime'] },

  CreateTrail: {
    ...write({ TrailARN: 'text' }),
    iam: ['cloudtrail:CreateTrail', 'cloudtrail:AddTags', 'iam:PassRole'],
    iamOnly: { 'cloudtrail:AddTags': has('TagsList'), ...passing },
    alreadySoOnRepeat: ['TrailAlreadyExistsException'],
    propagating: policiesNotYet,
  },
  UpdateTrail: {
    ...write({ TrailARN: 'text' }),
    iam: ['cloudtrail:UpdateTrail', 'iam:PassRole'],
    iamOnly: passing,
    propagating: { ...policiesNotYet, ...notYet },
  },
  DeleteTrail: { ...write(), alreadySo: ['TrailNotFoundException'] },
  StartLogging: write(),
  StopLogging: write(),
  PutEventSelectors: write({ TrailARN: 'text' }),
  PutInsightSelectors: write({ TrailARN: 'text' }),
  AddTags: write(),
  RemoveTags: write(),
} as const satisfies Operations<typeof CloudTrail>;

export const cloudtrail = callsOf<typeof CloudTrail, keyof typeof cloudtrailOperations>(
  'cloudtrail',
  cloudtrailOperations,
);
