import type { Output } from '../../operation.ts';
import { isDefaultSelection } from './selection.ts';
import type { TrailRecord } from './records.ts';

/** Returns the answer of CreateTrail and UpdateTrail (CloudTrail API Reference). */
export function writtenTrail(trail: TrailRecord): Output {
  return {
    Name: trail.name,
    S3BucketName: trail.bucket,
    S3KeyPrefix: trail.prefix,
    SnsTopicName: trail.snsTopic?.split(':').at(-1),
    SnsTopicARN: trail.snsTopic,
    IncludeGlobalServiceEvents: trail.globalServiceEvents,
    IsMultiRegionTrail: trail.multiRegion,
    TrailARN: trail.arn,
    LogFileValidationEnabled: trail.logFileValidation,
    CloudWatchLogsLogGroupArn: trail.logGroupArn,
    CloudWatchLogsRoleArn: trail.logRoleArn,
    KmsKeyId: trail.keyArn,
    IsOrganizationTrail: trail.organization,
    RecursiveLogging: trail.recursiveLogging,
  };
}

/** Builds the Trail structure of GetTrail and DescribeTrails. */
export function shownTrail(trail: TrailRecord): Output {
  return {
    ...writtenTrail(trail),
    HomeRegion: trail.homeRegion,
    HasCustomEventSelectors: !isDefaultSelection(trail.selectors),
    HasInsightSelectors: trail.insights.length > 0,
  };
}
