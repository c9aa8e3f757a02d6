import { z } from 'zod';
import { arn, bucketName, described, principalArn, ref, setOf, tags, template } from '../fields.ts';
import { nameProblem } from './names.ts';

const trailName = z.string().superRefine((name, context) => {
  const problem = nameProblem(name);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem, input: name });
});

/** A name, or the ARN, which of a bucket holds neither account nor Region. */
const bucketNameOrArn = z.union([
  bucketName,
  z.string().regex(/^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u, {
    error: 'wants the name or the ARN of a bucket',
  }),
]);

const dataResource = z.strictObject({
  type: described(z.enum(['AWS::S3::Object', 'AWS::Lambda::Function', 'AWS::DynamoDB::Table']), {
    description: 'The type of resource; others need advanced event selectors.',
  }),
  values: setOf(z.string(), {
    description: 'ARNs, or ARN prefixes, of the resources.',
    examples: [['arn:aws:s3:::customer-data/']],
  }),
});

const eventSelector = z.strictObject({
  readWriteType: described(z.enum(['All', 'ReadOnly', 'WriteOnly']).optional(), {
    description: 'Which events are logged. All if unset.',
  }),
  includeManagementEvents: described(z.boolean().optional(), {
    description: 'Whether management events are logged. True if unset.',
  }),
  dataResources: setOf(dataResource, { description: 'Resources whose data events are logged.' }).optional(),
  excludeManagementEventSources: setOf(z.enum(['kms.amazonaws.com', 'rdsdata.amazonaws.com']), {
    description: 'Services left out. Without kms.amazonaws.com nothing shows who used which key.',
  }).optional(),
});

const words = setOf(z.string(), { description: 'Values, any of which fits.' }).optional();

const fieldSelector = z.strictObject({
  field: described(z.string(), {
    description: 'A field of the event record.',
    examples: ['eventCategory', 'resources.type'],
  }),
  equals: words,
  notEquals: words,
  startsWith: words,
  notStartsWith: words,
  endsWith: words,
  notEndsWith: words,
});

const advancedSelector = z.strictObject({
  name: described(z.string().max(1000).optional(), { description: 'What the selector is for.' }),
  fieldSelectors: setOf(fieldSelector, { description: 'Conditions, all of which must hold.' }).min(1),
});

const insightSelector = z.strictObject({
  insightType: described(z.enum(['ApiCallRateInsight', 'ApiErrorRateInsight']), {
    description: 'What is watched: calls of writing APIs, or errors.',
  }),
  eventCategories: setOf(z.enum(['Management', 'Data']), {
    description: 'Events that are watched. Management if unset.',
  }).optional(),
});

function flag(description: string): z.ZodOptional<z.ZodBoolean> {
  return described(z.boolean().optional(), { description });
}

/** The spec of a Trail (CloudTrail API, CreateTrail, PutEventSelectors, PutInsightSelectors). */
export const TrailSpecSchema = z
  .strictObject({
    name: described(trailName.optional(), {
      description: 'The name of the trail; metadata.name if unset. Another name makes a new trail first.',
      examples: ['audit'],
    }),
    bucket: ref({
      to: ['Bucket'],
      attribute: 'name',
      literal: bucketNameOrArn,
      description: 'The bucket that takes the log files, of this account or another.',
    }),
    prefix: described(z.string().min(1).max(200).nullable().optional(), {
      description: 'The folder of the bucket above AWSLogs/.',
      onNull: 'no prefix: UpdateTrail with an empty S3KeyPrefix',
      examples: ['trails'],
    }),
    key: ref({
      to: ['Key', 'ReplicaKey'],
      attribute: 'arn',
      literal: arn('kms').regex(/:key\//u, { error: 'wants the ARN of a key, not an alias' }),
      description: 'The KMS key under which log files are encrypted, in the Region of the bucket.',
    })
      .nullable()
      .optional(),
    multiRegion: flag('Whether the events of all Regions are logged.'),
    logFileValidation: flag('Whether digest files prove that log files were not changed.'),
    globalServiceEvents: flag('Whether events of global services such as IAM are logged.'),
    logging: flag('Whether the trail records. A new trail does not until it is started.'),
    eventSelectors: described(
      setOf(eventSelector, { description: 'Which events are logged.' }).min(1).max(5).nullable().optional(),
      {
        description: 'Which events are logged.',
        set: true,
        onNull: 'all management events: PutEventSelectors with one selector',
        examples: [[{ readWriteType: 'WriteOnly' }]],
      },
    ),
    advancedEventSelectors: setOf(advancedSelector, {
      description: 'Which events are logged, by conditions on their fields. Instead of eventSelectors.',
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
        examples: [[{ insightType: 'ApiErrorRateInsight' }]],
      },
    ),
    cloudWatchLogs: described(
      z
        .strictObject({
          logGroupArn: described(template(arn('logs')), { description: 'The log group, by ARN.' }),
          roleArn: described(template(principalArn), {
            description: 'The role that CloudTrail assumes to write there.',
          }),
        })
        .nullable()
        .optional(),
      { description: 'Where events go besides the bucket.', onNull: 'none: UpdateTrail with empty ARNs' },
    ),
    snsTopic: described(z.union([template(arn('sns')), z.null()]).optional(), {
      description: 'The SNS topic that hears of each log file, by ARN.',
      onNull: 'none: UpdateTrail with an empty SnsTopicName',
    }),
    organization: flag('Whether it logs for all accounts of the organization.'),
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
