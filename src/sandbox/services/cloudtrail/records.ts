import { z } from 'zod';

const dataResource = z.object({ Type: z.string(), Values: z.array(z.string()) });

const eventSelector = z.object({
  ReadWriteType: z.enum(['All', 'ReadOnly', 'WriteOnly']),
  IncludeManagementEvents: z.boolean(),
  DataResources: z.array(dataResource),
  ExcludeManagementEventSources: z.array(z.string()),
});

const words = z.array(z.string()).optional();

const fieldSelector = z.object({
  Field: z.string(),
  Equals: words,
  StartsWith: words,
  EndsWith: words,
  NotEquals: words,
  NotStartsWith: words,
  NotEndsWith: words,
});

const advancedSelector = z.object({ Name: z.string().optional(), FieldSelectors: z.array(fieldSelector) });

const insightSelector = z.object({
  InsightType: z.string(),
  EventCategories: z.array(z.string()).optional(),
});

/** A trail in its home Region. Its copies elsewhere (shadow trails) are derived from it. */
const trail = z.object({
  name: z.string(),
  account: z.string(),
  homeRegion: z.string(),
  arn: z.string(),
  bucket: z.string(),
  prefix: z.string().optional(),
  snsTopic: z.string().optional(),
  globalServiceEvents: z.boolean(),
  multiRegion: z.boolean(),
  logFileValidation: z.boolean(),
  logGroupArn: z.string().optional(),
  logRoleArn: z.string().optional(),
  /** ARN of the key, whatever name it was given by. */
  keyArn: z.string().optional(),
  organization: z.boolean(),
  recursiveLogging: z.boolean(),
  tags: z.array(z.object({ Key: z.string(), Value: z.string() })),
  /** Undefined: the selector every trail begins with. */
  selectors: z
    .union([z.object({ basic: z.array(eventSelector) }), z.object({ advanced: z.array(advancedSelector) })])
    .optional(),
  insights: z.array(insightSelector),
  logging: z.boolean(),
  startedAt: z.number().optional(),
  stoppedAt: z.number().optional(),
});

/** Scope: account/home Region. Id: name. */
export const cloudtrailTables = { trail } as const;

export type TrailRecord = z.infer<typeof trail>;
export type EventSelector = z.infer<typeof eventSelector>;
export type AdvancedSelector = z.infer<typeof advancedSelector>;
