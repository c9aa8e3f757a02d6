import { z } from 'zod';
import {
  arn,
  bucketName,
  described,
  principalArn,
  ref,
  setOf,
  tags,
  template,
  type Described,
} from '../shared/fields.ts';
import { nameProblem } from './names.ts';
import { requireCondition, requireSelector, selectorFields } from './selector-rules.ts';

const trailName = z.string().superRefine((name, context) => {
  const problem = nameProblem(name);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem, input: name });
});

/** A name, or the ARN, which of a bucket holds neither account nor Region. */
const bucketNameOrArn = z.union([
  bucketName,
  z.string().regex(/^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u, {
    error: 'must be the name or the ARN of a bucket',
  }),
]);

const dataResource = z.strictObject({
  type: described(z.enum(['AWS::S3::Object', 'AWS::Lambda::Function', 'AWS::DynamoDB::Table']), {
    description: 'The type of resource; others need advanced event selectors.',
    examples: ['AWS::S3::Object'],
  }),
  values: setOf(z.string(), {
    description: 'ARNs, or ARN prefixes, of the resources.',
    examples: [['arn:aws:s3:::customer-data/']],
  }),
});

const eventSelector = z.strictObject({
  readWriteType: described(z.enum(['All', 'ReadOnly', 'WriteOnly']).optional(), {
    description: 'The logged events.',
    unset: 'All',
    examples: ['WriteOnly'],
  }),
  includeManagementEvents: described(z.boolean().optional(), {
    description: 'Whether management events are logged.',
    unset: 'true',
    examples: [true],
  }),
  dataResources: setOf(dataResource, {
    description: 'Resources whose data events are logged.',
    unset: 'no data events are logged',
    examples: [[{ type: 'AWS::S3::Object', values: ['arn:aws:s3:::customer-data/'] }]],
  }).optional(),
  excludeManagementEventSources: setOf(z.enum(['kms.amazonaws.com', 'rdsdata.amazonaws.com']), {
    description: 'Excluded services. Without kms.amazonaws.com, the use of keys is not logged.',
    unset: 'none',
    examples: [['rdsdata.amazonaws.com']],
  }).optional(),
});

function words(description: string, example: string): z.ZodOptional<z.ZodArray<z.ZodString>> {
  return setOf(z.string(), {
    description: `${description} Any of the values matches.`,
    unset: 'no condition',
    examples: [[example]],
  }).optional();
}

const fieldSelector = z
  .strictObject({
    field: described(z.enum(selectorFields), {
      description: 'A field of the event record.',
      examples: ['eventCategory', 'resources.type'],
    }),
    equals: words('The field equals this.', 'Management'),
    notEquals: words('The field does not equal this.', 'kms.amazonaws.com'),
    startsWith: words('The field starts with this.', 'arn:aws:s3:::customer-data/'),
    notStartsWith: words('The field does not start with this.', 'arn:aws:s3:::customer-data/drafts/'),
    endsWith: words('The field ends with this.', '.pdf'),
    notEndsWith: words('The field does not end with this.', '.tmp'),
  })
  .superRefine(requireCondition);

const advancedSelector = z
  .strictObject({
    name: described(z.string().max(1000).optional(), {
      description: 'The purpose of the selector.',
      unset: 'no name',
      examples: ['Writes of objects'],
    }),
    fieldSelectors: setOf(fieldSelector, {
      description: 'Conditions, all of which must match.',
      limits: [
        'exactly one eventCategory, by equals: Management, Data or NetworkActivity',
        'with Data exactly one resources.type, with NetworkActivity exactly one eventSource, by equals',
        "readOnly equals: ['true'] or ['false']",
      ],
      examples: [[{ field: 'eventCategory', equals: ['Management'] }]],
    }).min(1),
  })
  .superRefine(requireSelector);

const insightSelector = z.strictObject({
  insightType: described(z.enum(['ApiCallRateInsight', 'ApiErrorRateInsight']), {
    description: 'The insight type: rate of write API calls, or of errors.',
    examples: ['ApiErrorRateInsight'],
  }),
  eventCategories: setOf(z.enum(['Management', 'Data']), {
    description: 'The analysed events.',
    unset: 'Management',
    examples: [['Management', 'Data']],
  }).optional(),
});

function flag(about: Omit<Described, 'examples'>): z.ZodOptional<z.ZodBoolean> {
  return described(z.boolean().optional(), { ...about, examples: [true] });
}

/** The spec of a Trail (CloudTrail API, CreateTrail, PutEventSelectors, PutInsightSelectors). */
export const TrailSpecSchema = z
  .strictObject({
    name: described(trailName.optional(), {
      description: 'The name of the trail.',
      unset: 'metadata.name',
      examples: ['audit'],
      limits: [
        '3 to 128 letters, digits and . _ -; starts and ends with a letter or digit, has no two of . _ - in a row, and is not an IP address',
      ],
      changes:
        'yes: a trail with the new name is created and starts logging, then the old trail is deleted, with approval',
    }),
    bucket: ref({
      to: ['Bucket'],
      attribute: 'name',
      literal: bucketNameOrArn,
      description: 'The bucket of the log files, in this account or another.',
    }),
    prefix: described(z.string().min(1).max(200).nullable().optional(), {
      description: 'The folder of the bucket above AWSLogs/.',
      onNull: 'no prefix: UpdateTrail with an empty S3KeyPrefix',
      examples: ['trails'],
    }),
    key: ref({
      to: ['Key', 'ReplicaKey'],
      attribute: 'arn',
      literal: arn('kms').regex(/:key\//u, { error: 'must be the ARN of a key, not an alias' }),
      description: 'The KMS key that encrypts log files, in the Region of the bucket.',
      onNull: 'no key: UpdateTrail with an empty KmsKeyId; the default encryption of the bucket applies',
    })
      .nullable()
      .optional(),
    multiRegion: flag({
      description: 'Whether the events of all Regions are logged.',
      unset: 'not managed; a new trail logs its own Region',
    }),
    logFileValidation: flag({
      description: 'Whether digest files prove that log files were not changed.',
      unset: 'not managed; a new trail writes none',
    }),
    globalServiceEvents: flag({
      description: 'Whether events of global services such as IAM are logged.',
      unset: 'not managed; a new trail logs them',
      limits: ['true for a multi-Region trail'],
    }),
    logging: flag({
      description: 'Whether the trail is logging.',
      unset: 'not managed; a new trail is stopped until it is started',
    }),
    eventSelectors: described(
      setOf(eventSelector, { description: 'The logged events.' }).min(1).max(5).nullable().optional(),
      {
        description: 'The logged events.',
        set: true,
        onNull: 'all management events: PutEventSelectors with one selector',
        unset: 'not managed; a new trail logs all management events',
        limits: ['this or advancedEventSelectors, not both'],
        examples: [[{ readWriteType: 'WriteOnly' }]],
      },
    ),
    advancedEventSelectors: setOf(advancedSelector, {
      description: 'The logged events, by conditions on their fields.',
      limits: ['this or eventSelectors, not both'],
      examples: [[{ fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }] }]],
    })
      .min(1)
      .optional(),
    insightSelectors: described(
      setOf(insightSelector, { description: 'Unusual activity to be logged.' }).max(2).nullable().optional(),
      {
        description: 'Unusual activity to be logged.',
        set: true,
        onNull: 'none: PutInsightSelectors with an empty list',
        unset: 'not managed; a new trail has none',
        limits: ['each insightType once'],
        examples: [[{ insightType: 'ApiErrorRateInsight' }]],
      },
    ),
    cloudWatchLogs: described(
      z
        .strictObject({
          logGroupArn: described(template(arn('logs')), {
            description: 'The log group, by ARN.',
            examples: ['arn:aws:logs:eu-central-1:111122223333:log-group:audit'],
          }),
          roleArn: described(template(principalArn), {
            description: 'The role that CloudTrail assumes to write there.',
            examples: ['arn:aws:iam::111122223333:role/trail-to-logs'],
          }),
        })
        .nullable()
        .optional(),
      {
        description: 'The additional destination of events.',
        onNull: 'none: UpdateTrail with empty ARNs',
        examples: [
          {
            logGroupArn: 'arn:aws:logs:eu-central-1:111122223333:log-group:audit',
            roleArn: 'arn:aws:iam::111122223333:role/trail-to-logs',
          },
        ],
      },
    ),
    snsTopic: described(z.union([template(arn('sns')), z.null()]).optional(), {
      description: 'The SNS topic for notifications of log files, by ARN.',
      onNull: 'none: UpdateTrail with an empty SnsTopicName',
      examples: ['arn:aws:sns:eu-central-1:111122223333:audit'],
    }),
    organization: flag({
      description: 'Whether the trail logs for all accounts of the organization.',
      unset: 'not managed; a new trail logs its own account',
    }),
    tags: tags().optional(),
  })
  .superRefine((spec, context) => {
    const issue = (path: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [path], message, input: spec });
    };
    if (spec.eventSelectors !== undefined && spec.advancedEventSelectors !== undefined)
      issue('advancedEventSelectors', 'excludes eventSelectors: a trail has one or the other');
    if (spec.multiRegion === true && spec.globalServiceEvents === false)
      issue('globalServiceEvents', 'must be true for a multi-Region trail');
    const types = (spec.insightSelectors ?? []).map(({ insightType }) => insightType);
    if (new Set(types).size < types.length) issue('insightSelectors', 'names one insightType twice');
  });

export type TrailSpecOf = z.infer<typeof TrailSpecSchema>;
