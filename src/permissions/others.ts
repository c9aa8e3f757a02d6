import { actionsFor, actionsOf, operationOf } from '../aws/operations.ts';
import { bucket, object, role, trail } from '../aws/services/resource.ts';
import type { Place } from '../model/call.ts';
import {
  both,
  equals,
  marked,
  textOf,
  type Condition,
  type Demand,
  type DemandContext,
  type Purpose,
  type Sample,
} from './demand.ts';

/** Lists what calls of S3 ask of IAM (Service Authorization Reference; S3 API, CreateBucket, conditional writes). */
export function s3Demands({ op, at, input = {} }: Sample, { settings }: DemandContext): readonly Demand[] {
  const { resource = bucket } = operationOf(op);
  const name = resource.named(input);
  const ofAccount = equals('aws:ResourceAccount', at.account);
  const on = (purpose: Purpose, condition?: Condition): readonly Demand[] =>
    actionsFor({ op, input }).map((action) => ({
      purpose,
      action,
      resources: [purpose === 'ListAccount' ? '*' : resource.arn(name ?? '*', settings.partition, at)],
      ...(condition === undefined ? {} : { condition }),
    }));
  if (op === 's3:ListBuckets') return on('ListAccount');
  // No account to compare with: the bucket is not there yet.
  if (op === 's3:CreateBucket') return on('MakeBuckets');
  if (op === 's3:ListObjectsV2') {
    // IfExists: a missing object reads as forbidden unless the bucket may be listed, and that question has no prefix.
    const below = { StringLikeIfExists: { 's3:prefix': `${textOf(input['Prefix']) ?? ''}*` } };
    return on('Coordination', both(ofAccount, below));
  }
  if (resource === object) return on('Coordination', ofAccount);
  return on(purposeOf(name, settings), ofAccount);
}

/**
 * Returns the purpose of a bucket. No manifest is about the coordination bucket: what is asked of it is asked for
 * Keywright itself.
 */
function purposeOf(bucket: string | undefined, { coordination }: DemandContext['settings']): Purpose {
  if (bucket === undefined) return 'AnyBucket';
  return coordination?.is === 's3' && coordination.bucket === bucket ? 'Coordination' : 'Buckets';
}

/**
 * Lists what calls of CloudTrail ask of IAM. It goes by the ARN of the trail: its own, or that of one with our mark.
 */
export function cloudtrailDemands(
  { op, at, input = {} }: Sample,
  { settings }: DemandContext,
): readonly Demand[] {
  const on = (purpose: Purpose, resource: string, condition?: Condition): readonly Demand[] =>
    actionsFor({ op, input })
      .filter((action) => action !== 'iam:PassRole')
      .map((action) => ({
        purpose,
        action,
        resources: [resource],
        ...(condition === undefined ? {} : { condition }),
      }));
  if (op === 'cloudtrail:DescribeTrails')
    return on('ListAccount', '*', equals('aws:RequestedRegion', [at.region]));
  const name = trail.named(input);
  if (name === undefined) return on('FormerTrails', trail.arn('*', settings.partition, at), marked(settings));
  const logsRole = textOf(input['CloudWatchLogsRoleArn']);
  return [
    ...on('Trails', trail.arn(name, settings.partition, at)),
    ...(logsRole === undefined
      ? []
      : [
          {
            purpose: 'PassLogsRole',
            action: 'iam:PassRole',
            resources: [logsRole],
            condition: equals('iam:PassedToService', 'cloudtrail.amazonaws.com'),
          } as const,
        ]),
    ...(input['IsOrganizationTrail'] === true ? organizationDemands(at, settings.partition) : []),
  ];
}

/** Lists what the management account needs (CloudTrail User Guide, creating-trail-organization). */
function organizationDemands(at: Place, partition: string): readonly Demand[] {
  const name = 'aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail';
  return [
    ...[
      'organizations:DescribeOrganization',
      'organizations:ListAWSServiceAccessForOrganization',
      'organizations:EnableAWSServiceAccess',
    ].map((action): Demand => ({ purpose: 'Organization', action, resources: ['*'] })),
    ...['iam:GetRole', 'iam:CreateServiceLinkedRole'].map((action): Demand => ({
      purpose: 'Organization',
      action,
      resources: [role.arn(name, partition, at)],
    })),
  ];
}

/** Lists what calls of IAM ask of IAM. A request names a role without its path. */
export function iamDemands({ op, at, input = {} }: Sample, { settings }: DemandContext): readonly Demand[] {
  const name = role.named(input) ?? '*';
  const resources = [name, `*/${name}`].map((one) => role.arn(one, settings.partition, at));
  return actionsFor({ op, input }).map((action) => ({ purpose: 'Roles', action, resources }));
}

export function taggingDemands({ op, at }: Sample): readonly Demand[] {
  const condition = equals('aws:RequestedRegion', [at.region]);
  return actionsOf(op).map((action) => ({ purpose: 'ListAccount', action, resources: ['*'], condition }));
}
