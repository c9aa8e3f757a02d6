import { operationOf } from '../aws/operations.ts';
import { isList, isMap } from '../model/tree.ts';
import {
  both,
  equals,
  marked,
  textOf,
  type Demand,
  type DemandContext,
  type Purpose,
  type Sample,
} from './demand.ts';

/** What calls of S3 ask of IAM (Service Authorization Reference; S3 API, CreateBucket, conditional writes). */
export function s3Demands({ op, at, input = {} }: Sample, { settings }: DemandContext): readonly Demand[] {
  const bucket = `arn:${settings.partition}:s3:::${textOf(input['Bucket']) ?? '*'}`;
  const ofAccount = equals('aws:ResourceAccount', at.account);
  const actions = operationOf(op).iam;
  if (op === 's3:ListBuckets')
    return actions.map((action) => ({ purpose: 'ListAccount', action, resources: ['*'] }));
  if (op === 's3:CreateBucket') {
    const configuration = input['CreateBucketConfiguration'];
    const tags = isMap(configuration) && configuration['Tags'] !== undefined;
    const needed: Readonly<Record<string, boolean>> = {
      's3:CreateBucket': true,
      's3:TagResource': tags,
      's3:PutBucketOwnershipControls': input['ObjectOwnership'] !== undefined,
    };
    // No account to compare with: the bucket is not there yet.
    return actions
      .filter((action) => needed[action] === true)
      .map((action) => ({ purpose: 'MakeBuckets', action, resources: [bucket] }));
  }
  if (op === 's3:ListObjectsV2') {
    // IfExists: a missing object reads as forbidden unless the bucket may be listed, and that question has no prefix.
    const below = { StringLikeIfExists: { 's3:prefix': `${textOf(input['Prefix']) ?? ''}*` } };
    return actions.map((action) => ({
      purpose: 'Coordination',
      action,
      resources: [bucket],
      condition: both(ofAccount, below),
    }));
  }
  const key = textOf(input['Key']);
  if (key !== undefined) {
    const asked = input['IfMatch'] === undefined ? actions : [...actions, 's3:GetObject'];
    return asked.map((action) => ({
      purpose: 'Coordination',
      action,
      resources: [`${bucket}/${key}`],
      condition: ofAccount,
    }));
  }
  const purpose = purposeOf(textOf(input['Bucket']), settings);
  return actions.map((action) => ({
    purpose,
    action,
    resources: [bucket],
    condition: ofAccount,
  }));
}

/** No manifest is about the coordination bucket: what is asked of it is asked for Keywright itself. */
function purposeOf(bucket: string | undefined, { coordination }: DemandContext['settings']): Purpose {
  if (bucket === undefined) return 'AnyBucket';
  return coordination?.is === 's3' && coordination.bucket === bucket ? 'Coordination' : 'Buckets';
}

/** CloudTrail: by the ARN of the trail, its own or that of one with our mark. */
export function cloudtrailDemands({ op, at, input }: Sample, { settings }: DemandContext): readonly Demand[] {
  const actions = operationOf(op).iam.filter((action) => action.startsWith('cloudtrail:'));
  if (op === 'cloudtrail:DescribeTrails') {
    const condition = equals('aws:RequestedRegion', [at.region]);
    return actions.map((action) => ({ purpose: 'ListAccount', action, resources: ['*'], condition }));
  }
  const list = input?.['ResourceIdList'];
  const name = textOf(
    input?.['Name'] ?? input?.['TrailName'] ?? input?.['ResourceId'] ?? (isList(list) ? list[0] : undefined),
  );
  const arnOf = (of: string): string =>
    of.startsWith('arn:')
      ? of
      : `arn:${settings.partition}:cloudtrail:${at.region}:${at.account}:trail/${of}`;
  if (name === undefined) {
    return actions.map((action) => ({
      purpose: 'FormerTrails',
      action,
      resources: [arnOf('*')],
      condition: marked(settings),
    }));
  }
  const role = textOf(input?.['CloudWatchLogsRoleArn']);
  return [
    ...actions
      .filter(
        (action) =>
          action !== 'cloudtrail:AddTags' || op === 'cloudtrail:AddTags' || input?.['TagsList'] !== undefined,
      )
      .map((action): Demand => ({ purpose: 'Trails', action, resources: [arnOf(name)] })),
    ...(role === undefined
      ? []
      : [
          {
            purpose: 'PassLogsRole',
            action: 'iam:PassRole',
            resources: [role],
            condition: equals('iam:PassedToService', 'cloudtrail.amazonaws.com'),
          } as const,
        ]),
    ...(input?.['IsOrganizationTrail'] === true ? organizationDemands(at.account, settings.partition) : []),
  ];
}

/** CloudTrail User Guide, creating-trail-organization: what the management account needs. */
function organizationDemands(account: string, partition: string): readonly Demand[] {
  const role = `arn:${partition}:iam::${account}:role/aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail`;
  return [
    ...[
      'organizations:DescribeOrganization',
      'organizations:ListAWSServiceAccessForOrganization',
      'organizations:EnableAWSServiceAccess',
    ].map((action): Demand => ({ purpose: 'Organization', action, resources: ['*'] })),
    ...['iam:GetRole', 'iam:CreateServiceLinkedRole'].map((action): Demand => ({
      purpose: 'Organization',
      action,
      resources: [role],
    })),
  ];
}

/** IAM names a role with its path, and a manifest without: names are unique in an account whatever the path. */
export function iamDemands({ op, at, input = {} }: Sample, { settings }: DemandContext): readonly Demand[] {
  const name = textOf(input['RoleName']) ?? '*';
  const roles = `arn:${settings.partition}:iam::${at.account}:role`;
  return operationOf(op).iam.map((action) => ({
    purpose: 'Roles',
    action,
    resources: [`${roles}/${name}`, `${roles}/*/${name}`],
  }));
}

export function taggingDemands({ op, at }: Sample): readonly Demand[] {
  const condition = equals('aws:RequestedRegion', [at.region]);
  return operationOf(op).iam.map((action) => ({
    purpose: 'ListAccount',
    action,
    resources: ['*'],
    condition,
  }));
}
