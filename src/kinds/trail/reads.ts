import { z } from 'zod';
import type { Read } from '../../model/kind/read.ts';
import { addressTag, markOf, stackTag } from '../../model/resource.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { cloudtrail } from '../../aws/services/cloudtrail.ts';
import { arnOf } from '../shared/cloudtrail/ids.ts';
import { tags, tagsIn, trailTags } from '../shared/cloudtrail/tags.ts';
import { indexCall, type Tags } from '../shared/marks.ts';
import { markedBy } from '../shared/tags.ts';
import { logGroupArn } from './ids.ts';
import type { TrailSpecOf } from './schema.ts';
import { liveSelection, type Selection } from './selectors.ts';

/** What one full look at a trail gives. */
export type TrailReads = {
  readonly trail: TrailSettings;
  readonly status: TrailStatus;
  readonly selectors: Selection;
  readonly insights: readonly Insight[];
  readonly tags: Tags;
  /** ARNs of other trails of the Region that carry the mark of this address: what it was called before. */
  readonly former: readonly string[];
};

export type Insight = { readonly insightType: string; readonly eventCategories: readonly string[] };

const Text = z.string().nullish();

const TrailAnswer = z
  .object({
    TrailARN: z.string(),
    S3BucketName: z.string(),
    S3KeyPrefix: Text,
    SnsTopicARN: Text,
    IncludeGlobalServiceEvents: z.boolean().nullish(),
    IsMultiRegionTrail: z.boolean().nullish(),
    LogFileValidationEnabled: z.boolean().nullish(),
    CloudWatchLogsLogGroupArn: Text,
    CloudWatchLogsRoleArn: Text,
    KmsKeyId: Text,
    IsOrganizationTrail: z.boolean().nullish(),
  })
  .transform((found) => ({
    arn: found.TrailARN,
    bucket: found.S3BucketName,
    prefix: textOf(found.S3KeyPrefix),
    key: textOf(found.KmsKeyId),
    multiRegion: found.IsMultiRegionTrail ?? false,
    logFileValidation: found.LogFileValidationEnabled ?? false,
    globalServiceEvents: found.IncludeGlobalServiceEvents ?? false,
    cloudWatchLogs:
      textOf(found.CloudWatchLogsLogGroupArn) === null
        ? null
        : {
            logGroupArn: logGroupArn(found.CloudWatchLogsLogGroupArn ?? ''),
            roleArn: found.CloudWatchLogsRoleArn ?? '',
          },
    snsTopic: textOf(found.SnsTopicARN),
    organization: found.IsOrganizationTrail ?? false,
  }));

export type TrailSettings = Readonly<z.infer<typeof TrailAnswer>>;

/** One listing holds every trail of a Region without the copies of those that live elsewhere. */
const trail: Read<TrailSpecOf, TrailSettings> = {
  trust: 'truth',
  asks: ['cloudtrail:DescribeTrails', 'cloudtrail:GetTrail'],
  call: (at) => cloudtrail.describeTrails(at.place, { includeShadowTrails: false }),
  narrow: (at) => cloudtrail.getTrail(at.place, { Name: arnOf(at) }),
  parse(answer, at) {
    const { trailList } = z.object({ trailList: z.array(TrailAnswer).nullish() }).parse(answer);
    return trailList?.find(({ arn }) => arn === arnOf(at));
  },
  parseNarrow: (answer) => z.object({ Trail: TrailAnswer }).parse(answer).Trail,
  absent: ['TrailNotFoundException'],
};

function textOf(text: string | null | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

const StatusAnswer = z
  .object({
    IsLogging: z.boolean().nullish(),
    StartLoggingTime: Text,
    LatestDeliveryError: Text,
    LatestDigestDeliveryError: Text,
    LatestCloudWatchLogsDeliveryError: Text,
  })
  .transform((live) => {
    const errors = [
      ['log files', live.LatestDeliveryError],
      ['digest files', live.LatestDigestDeliveryError],
      ['CloudWatch Logs', live.LatestCloudWatchLogsDeliveryError],
    ] as const;
    return {
      isLogging: live.IsLogging ?? false,
      /** When it was last started; undefined: never. */
      startedAt: live.StartLoggingTime ?? undefined,
      /** What S3, the digests or CloudWatch Logs last answered, where something is wrong. */
      errors: errors.flatMap(([what, error]) => (textOf(error) === null ? [] : [`${what}: ${error ?? ''}`])),
    };
  });

type TrailStatus = Readonly<z.infer<typeof StatusAnswer>>;

/** The only place where a broken bucket or key shows: no call fails for it (CloudTrail API, GetTrailStatus). */
const status: Read<TrailSpecOf, TrailStatus> = {
  trust: 'truth',
  asks: ['cloudtrail:GetTrailStatus'],
  call: (at) => cloudtrail.getTrailStatus(at.place, { Name: arnOf(at) }),
  parse: (answer) => StatusAnswer.parse(answer),
};

const selectors: Read<TrailSpecOf, Selection> = {
  trust: 'truth',
  asks: ['cloudtrail:GetEventSelectors'],
  needed: ({ spec }) => spec.eventSelectors !== undefined || spec.advancedEventSelectors !== undefined,
  call: (at) => cloudtrail.getEventSelectors(at.place, { TrailName: arnOf(at) }),
  parse: (answer) => liveSelection(answer),
};

const InsightsAnswer = z.object({
  InsightSelectors: z
    .array(z.object({ InsightType: z.string(), EventCategories: z.array(z.string()).nullish() }))
    .nullish(),
});

const insights: Read<TrailSpecOf, readonly Insight[]> = {
  trust: 'truth',
  asks: ['cloudtrail:GetInsightSelectors'],
  needed: ({ spec }) => spec.insightSelectors !== undefined,
  call: (at) => cloudtrail.getInsightSelectors(at.place, { TrailName: arnOf(at) }),
  parse: (answer) =>
    (InsightsAnswer.parse(answer).InsightSelectors ?? []).map((one) =>
      insightOf(one.InsightType, one.EventCategories),
    ),
  instead: { InsightNotEnabledException: [] },
};

/**
 * Completes an insight: management events are watched where nothing else is said (CloudTrail API, InsightSelector).
 */
export function insightOf(
  insightType: string,
  eventCategories: readonly string[] | null | undefined,
): Insight {
  const given = eventCategories ?? [];
  return {
    insightType,
    eventCategories: given.length === 0 ? ['Management'] : given.toSorted(byCodeUnit),
  };
}

/** The index forgets slowly, so each trail that it names is asked for its tags before it counts. */
const former: Read<TrailSpecOf, readonly string[]> = {
  trust: 'truth',
  asks: ['tagging:GetResources', 'cloudtrail:ListTags'],
  call: (at) => indexCall(at.place, at.settings),
  parse: (answer, at) =>
    trailMarking
      .parseIndex(answer, at.place)
      .filter(({ address }) => address === at.address)
      .flatMap(({ ids }) => (ids['arn'] === arnOf(at) ? [] : [ids['arn'] ?? '']))
      .toSorted(byCodeUnit),
  proof: {
    calls: (arns, at) => arns.map((arn) => cloudtrail.listTags(at.place, { ResourceIdList: [arn] })),
    parse: (answers, arns, at) =>
      arns.filter((_, index) => {
        const live = answers[index] === undefined ? {} : tagsIn(answers[index]);
        return live[stackTag] === markOf(at.settings) && live[addressTag] === at.address;
      }),
  },
};

/** How a trail carries our mark. */
export const trailMarking = markedBy('Trail', trailTags);

export const trailReads = { trail, status, selectors, insights, tags, former };
