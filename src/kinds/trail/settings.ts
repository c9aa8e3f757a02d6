import type { cloudtrail } from '../../aws/services/cloudtrail.ts';
import { asText, given, isMap, type Text, type TreeMap } from '../../model/tree.ts';
import { bucketOf, logGroupArn, type At } from './ids.ts';

/** Collects what the manifest wants of the fields that CreateTrail and UpdateTrail write; unset ones are left out. */
export function wantedSettings({ spec }: Pick<At, 'spec'>): TreeMap {
  const { cloudWatchLogs } = spec;
  return given({
    bucket: bucketOf(spec),
    prefix: spec.prefix,
    key: spec.key,
    multiRegion: spec.multiRegion,
    logFileValidation: spec.logFileValidation,
    globalServiceEvents: spec.globalServiceEvents,
    cloudWatchLogs:
      cloudWatchLogs === undefined || cloudWatchLogs === null
        ? cloudWatchLogs
        : { logGroupArn: logGroupArn(cloudWatchLogs.logGroupArn), roleArn: cloudWatchLogs.roleArn },
    snsTopic: spec.snsTopic,
    organization: spec.organization,
  });
}

/** Converts the same to members of UpdateTrail; null is the empty text that takes a setting away. */
export function settingsInput(fields: TreeMap): Omit<Parameters<typeof cloudtrail.updateTrail>[1], 'Name'> {
  const text = (name: string): Text | undefined =>
    fields[name] === undefined ? undefined : asText(fields[name] ?? '');
  const flag = (name: string): boolean | undefined =>
    fields[name] === undefined ? undefined : fields[name] === true;
  const { cloudWatchLogs: logs } = fields;
  const { logGroupArn: group = '', roleArn = '' } = isMap(logs) ? logs : {};
  return {
    S3BucketName: text('bucket'),
    S3KeyPrefix: text('prefix'),
    KmsKeyId: text('key'),
    IsMultiRegionTrail: flag('multiRegion'),
    EnableLogFileValidation: flag('logFileValidation'),
    IncludeGlobalServiceEvents: flag('globalServiceEvents'),
    // Both or neither (CloudTrail API, UpdateTrail).
    ...(logs === undefined
      ? {}
      : { CloudWatchLogsLogGroupArn: asText(group), CloudWatchLogsRoleArn: asText(roleArn) }),
    SnsTopicName: text('snsTopic'),
    IsOrganizationTrail: flag('organization'),
  };
}
