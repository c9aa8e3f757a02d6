import { minute } from '../../model/instant.ts';
import type { Always, Operation, OperationTable } from './operation.ts';

/**
 * AWS CloudTrail. Sources: CloudTrail API Reference (`always`: response syntax); User Guide on policies of
 * buckets and keys, which CreateTrail and UpdateTrail check while a policy just put may not be visible yet.
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

function read(action: string, always: Always): Operation {
  return { access: 'read', iam: [`cloudtrail:${action}`], propagating: notYet, always };
}

function write(action: string, always: Always = {}): Operation {
  return { access: 'write', iam: [`cloudtrail:${action}`], propagating: notYet, always };
}

export const cloudtrailOperations = {
  'cloudtrail:DescribeTrails': read('DescribeTrails', { trailList: 'list', 'trailList[].TrailARN': 'text' }),
  'cloudtrail:GetTrail': read('GetTrail', { 'Trail.TrailARN': 'text', 'Trail.S3BucketName': 'text' }),
  'cloudtrail:GetTrailStatus': read('GetTrailStatus', { IsLogging: 'boolean' }),
  'cloudtrail:GetEventSelectors': read('GetEventSelectors', { TrailARN: 'text' }),
  'cloudtrail:GetInsightSelectors': read('GetInsightSelectors', { TrailARN: 'text' }),
  'cloudtrail:ListTrails': {
    ...read('ListTrails', { Trails: 'list' }),
    paging: { in: 'NextToken', out: 'NextToken', items: 'Trails' },
  },
  'cloudtrail:ListTags': {
    ...read('ListTags', { ResourceTagList: 'list' }),
    paging: { in: 'NextToken', out: 'NextToken', items: 'ResourceTagList' },
  },
  // Not joined: the whole of 90 days at two requests a second is never what is wanted.
  'cloudtrail:LookupEvents': {
    ...read('LookupEvents', { Events: 'list' }),
    instants: ['StartTime', 'EndTime'],
  },

  'cloudtrail:CreateTrail': {
    access: 'write',
    always: { TrailARN: 'text' },
    iam: ['cloudtrail:CreateTrail', 'cloudtrail:AddTags', 'iam:PassRole'],
    alreadySoOnRepeat: ['TrailAlreadyExistsException'],
    propagating: policiesNotYet,
  },
  'cloudtrail:UpdateTrail': {
    access: 'write',
    always: { TrailARN: 'text' },
    iam: ['cloudtrail:UpdateTrail', 'iam:PassRole'],
    propagating: { ...policiesNotYet, ...notYet },
  },
  'cloudtrail:DeleteTrail': { ...write('DeleteTrail'), alreadySo: ['TrailNotFoundException'] },
  'cloudtrail:StartLogging': write('StartLogging'),
  'cloudtrail:StopLogging': write('StopLogging'),
  'cloudtrail:PutEventSelectors': write('PutEventSelectors', { TrailARN: 'text' }),
  'cloudtrail:PutInsightSelectors': write('PutInsightSelectors', { TrailARN: 'text' }),
  'cloudtrail:AddTags': write('AddTags'),
  'cloudtrail:RemoveTags': write('RemoveTags'),
} as const satisfies OperationTable;
