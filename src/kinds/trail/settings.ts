import { isMap, type Tree, type TreeMap } from '../../model/tree.ts';
import { bucketOf, logGroupArn, type At } from './ids.ts';

/** What the manifest wants of the fields that CreateTrail and UpdateTrail write; unset ones are left out. */
export function wantedSettings({ spec }: Pick<At, 'spec'>): TreeMap {
  const { cloudWatchLogs } = spec;
  const wanted: Readonly<Record<string, Tree | undefined>> = {
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
  };
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The same as members of UpdateTrail; null is the empty text that takes a setting away. */
export function settingsInput(fields: TreeMap): TreeMap {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => membersOf(name, value)));
}

const members: Readonly<Record<string, string>> = {
  bucket: 'S3BucketName',
  prefix: 'S3KeyPrefix',
  key: 'KmsKeyId',
  multiRegion: 'IsMultiRegionTrail',
  logFileValidation: 'EnableLogFileValidation',
  globalServiceEvents: 'IncludeGlobalServiceEvents',
  snsTopic: 'SnsTopicName',
  organization: 'IsOrganizationTrail',
};

function membersOf(name: string, value: Tree): readonly (readonly [string, Tree])[] {
  if (name === 'cloudWatchLogs') {
    // Both or neither (CloudTrail API, UpdateTrail).
    const { logGroupArn: group = '', roleArn = '' } = isMap(value) ? value : {};
    return [
      ['CloudWatchLogsLogGroupArn', group],
      ['CloudWatchLogsRoleArn', roleArn],
    ];
  }
  const member = members[name];
  return member === undefined ? [] : [[member, value ?? '']];
}
