import { minute } from '../../model/instant.ts';
import type { Operation, OperationTable } from './operation.ts';

/**
 * AWS CloudTrail. Sources: CloudTrail API Reference; User Guide on policies of buckets and keys,
 * which CreateTrail and UpdateTrail check while a policy just put may not be visible yet.
 */

const policiesNotYet = {
  InsufficientS3BucketPolicyException: 2 * minute,
  InsufficientEncryptionPolicyException: 2 * minute,
  KmsKeyNotFoundException: minute,
  S3BucketDoesNotExistException: minute,
  CloudWatchLogsDeliveryUnavailableException: 2 * minute,
  InvalidCloudWatchLogsRoleArnException: 2 * minute,
  ConflictException: 2 * minute,
} as const;
const notYet = { TrailNotFoundException: minute, ConflictException: 2 * minute } as const;

function read(action: string): Operation {
  return { access: 'read', iam: [`cloudtrail:${action}`], propagating: notYet };
}

function write(action: string): Operation {
  return { access: 'write', iam: [`cloudtrail:${action}`], propagating: notYet };
}

export const cloudtrailOperations = {
  'cloudtrail:DescribeTrails': read('DescribeTrails'),
  'cloudtrail:GetTrail': read('GetTrail'),
  'cloudtrail:GetTrailStatus': read('GetTrailStatus'),
  'cloudtrail:GetEventSelectors': read('GetEventSelectors'),
  'cloudtrail:GetInsightSelectors': read('GetInsightSelectors'),
  'cloudtrail:ListTrails': {
    ...read('ListTrails'),
    paging: { in: 'NextToken', out: 'NextToken', items: 'Trails' },
  },
  'cloudtrail:ListTags': {
    ...read('ListTags'),
    paging: { in: 'NextToken', out: 'NextToken', items: 'ResourceTagList' },
  },
  // Not joined: the whole of 90 days at two requests a second is never what is wanted.
  'cloudtrail:LookupEvents': { ...read('LookupEvents'), instants: ['StartTime', 'EndTime'] },

  'cloudtrail:CreateTrail': {
    access: 'write',
    iam: ['cloudtrail:CreateTrail', 'cloudtrail:AddTags', 'iam:PassRole'],
    alreadySoOnRepeat: ['TrailAlreadyExistsException'],
    propagating: policiesNotYet,
  },
  'cloudtrail:UpdateTrail': {
    access: 'write',
    iam: ['cloudtrail:UpdateTrail', 'iam:PassRole'],
    propagating: { ...policiesNotYet, ...notYet },
  },
  'cloudtrail:DeleteTrail': { ...write('DeleteTrail'), alreadySo: ['TrailNotFoundException'] },
  'cloudtrail:StartLogging': write('StartLogging'),
  'cloudtrail:StopLogging': write('StopLogging'),
  'cloudtrail:PutEventSelectors': write('PutEventSelectors'),
  'cloudtrail:PutInsightSelectors': write('PutInsightSelectors'),
  'cloudtrail:AddTags': write('AddTags'),
  'cloudtrail:RemoveTags': write('RemoveTags'),
} as const satisfies OperationTable;
