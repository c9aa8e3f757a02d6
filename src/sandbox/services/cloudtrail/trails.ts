import { partitionOfRegion } from '../../../model/partition.ts';
import { z } from 'zod';
import { operation, scopeOf, type Context, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { validBucketName } from '../s3/buckets.ts';
import { requireAccess } from './access.ts';
import { putTrail, trailsOf, trailToChange, visibleTrails } from './find.ts';
import { requireTrailName, trailArn } from './names.ts';
import { requireDeliverable, requireSettings } from './prerequisites.ts';
import type { TrailRecord } from './records.ts';
import { writtenTrail } from './shown.ts';
import { requireTags, tagsInput } from './tag-rules.ts';

/** CloudTrail User Guide, quotas: trails per Region, copies of trails of other Regions included. */
const trailsPerRegion = 5;

const settings = {
  S3KeyPrefix: z.string().optional(),
  SnsTopicName: z.string().max(256).optional(),
  IncludeGlobalServiceEvents: z.boolean().optional(),
  IsMultiRegionTrail: z.boolean().optional(),
  EnableLogFileValidation: z.boolean().optional(),
  CloudWatchLogsLogGroupArn: z.string().optional(),
  CloudWatchLogsRoleArn: z.string().optional(),
  KmsKeyId: z.string().optional(),
  IsOrganizationTrail: z.boolean().optional(),
  RecursiveLogging: z.boolean().optional(),
};

const updateInput = z.object({
  Name: z.string('Member must not be null'),
  S3BucketName: z.string().optional(),
  ...settings,
});

type Settings = z.infer<typeof updateInput>;

const createTrail = operation(
  'writes',
  updateInput.extend({ S3BucketName: z.string('Member must not be null'), TagsList: tagsInput.default([]) }),
  (context, input) => {
    const { account, region } = context.request;
    requireTrailName(input.Name);
    const arn = trailArn({ region, account, name: input.Name });
    requireAccess(context, arn);
    if (input.TagsList.length > 0) requireAccess(context, arn, 'AddTags');
    if (visibleTrails(context.world, { account, region }).some(({ trail }) => trail.name === input.Name)) {
      refuse('TrailAlreadyExistsException', `Trail ${input.Name} already exists for customer: ${account}`);
    }
    const blank: TrailRecord = {
      name: input.Name,
      account,
      homeRegion: region,
      arn,
      bucket: input.S3BucketName,
      globalServiceEvents: true,
      multiRegion: false,
      logFileValidation: false,
      organization: false,
      recursiveLogging: true,
      tags: requireTags([], input.TagsList),
      insights: [],
      // A new trail does not log until StartLogging (CloudTrail API Reference, CreateTrail).
      logging: false,
    };
    requireRoom(context, input.IsMultiRegionTrail === true);
    return save(context, blank, input);
  },
);

const updateTrail = operation('writes', updateInput, (context, input) => {
  const trail = trailToChange(context, input.Name);
  requireAccess(context, trail.arn);
  return save(context, trail, input);
});

/** Saves the trail with what the request says. What the request leaves out stays; empty text takes away. */
function save(context: Context, trail: TrailRecord, input: Settings) {
  const { account, region } = context.request;
  if (input.S3BucketName !== undefined && !validBucketName(input.S3BucketName)) {
    refuse('InvalidS3BucketNameException', `Bucket name ${input.S3BucketName} is not valid.`);
  }
  const topic = input.SnsTopicName;
  const changed: TrailRecord = {
    ...trail,
    bucket: input.S3BucketName ?? trail.bucket,
    prefix: textOf(input.S3KeyPrefix, trail.prefix),
    snsTopic: textOf(
      topic === undefined || topic === '' || topic.startsWith('arn:')
        ? topic
        : `arn:${partitionOfRegion(region)}:sns:${region}:${account}:${topic}`,
      trail.snsTopic,
    ),
    globalServiceEvents: input.IncludeGlobalServiceEvents ?? trail.globalServiceEvents,
    multiRegion: input.IsMultiRegionTrail ?? trail.multiRegion,
    logFileValidation: input.EnableLogFileValidation ?? trail.logFileValidation,
    logGroupArn: textOf(input.CloudWatchLogsLogGroupArn, trail.logGroupArn),
    logRoleArn: textOf(input.CloudWatchLogsRoleArn, trail.logRoleArn),
    organization: input.IsOrganizationTrail ?? trail.organization,
    recursiveLogging: input.RecursiveLogging ?? trail.recursiveLogging,
    keyArn: input.KmsKeyId === '' ? undefined : trail.keyArn,
  };
  requireSettings(context, changed);
  // Whoever hands a service a role must be allowed to (IAM User Guide, passing a role to a service).
  if (textOf(input.CloudWatchLogsRoleArn, undefined) !== undefined) {
    requireAccess(context, input.CloudWatchLogsRoleArn ?? '', 'iam:PassRole', {
      'iam:passedtoservice': 'cloudtrail.amazonaws.com',
    });
  }
  const complete = requireDeliverable(context, changed, textOf(input.KmsKeyId, undefined));
  putTrail(context, complete);
  return writtenTrail(complete);
}

function textOf(given: string | undefined, held: string | undefined): string | undefined {
  return given === undefined ? held : given === '' ? undefined : given;
}

/**
 * Refuses a trail if a Region has no place for it. A multi-Region trail needs a place in every Region. Regions
 * without a trail have room.
 */
function requireRoom(context: Context, multiRegion: boolean): void {
  const { account, region } = context.request;
  const others = trailsOf(context.world, account).map(({ homeRegion }) => homeRegion);
  const regions = new Set([region, ...(multiRegion ? others : [])]);
  for (const one of regions) {
    const count = visibleTrails(context.world, { account, region: one }).length;
    if (count < trailsPerRegion) continue;
    refuse(
      'MaximumNumberOfTrailsExceededException',
      `User: ${account} already has ${String(count)} trails in ${one}.`,
    );
  }
}

/** How long the tag index shows a deleted trail; see `services/kms/deletion.ts`. */
const ghostMs = 3 * 3_600_000;

const deleteTrail = operation(
  'writes',
  z.object({ Name: z.string('Member must not be null') }),
  (context, input) => {
    const trail = trailToChange(context, input.Name);
    requireAccess(context, trail.arn);
    const scope = scopeOf(context.request);
    context.world.remove('trail', scope, trail.name);
    if (trail.tags.length > 0) {
      const ghost = {
        arn: trail.arn,
        type: 'cloudtrail:trail',
        tags: trail.tags,
        until: context.now + ghostMs,
      };
      context.world.put('ghost', scope, trail.arn, ghost);
    }
    return undefined;
  },
);

export const trailOperations: Operations = {
  CreateTrail: createTrail,
  UpdateTrail: updateTrail,
  DeleteTrail: deleteTrail,
};
