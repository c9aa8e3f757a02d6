import { z } from 'zod';
import { operation, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { bucketFor } from './access.ts';
import { bucketInput } from './buckets.ts';

const flag = z.boolean().default(false);

const putPublicAccessBlock = operation(
  'writes',
  bucketInput.extend({
    // What is left out is off: the call replaces the whole configuration (S3 API Reference).
    PublicAccessBlockConfiguration: z.object({
      BlockPublicAcls: flag,
      IgnorePublicAcls: flag,
      BlockPublicPolicy: flag,
      RestrictPublicBuckets: flag,
    }),
  }),
  (context, input) => {
    const bucket = bucketFor(context, input, 's3:PutBucketPublicAccessBlock');
    const publicAccessBlock = input.PublicAccessBlockConfiguration;
    context.world.put('bucket', 'aws', bucket.name, { ...bucket, publicAccessBlock });
    return undefined;
  },
);

const getPublicAccessBlock = operation('reads', bucketInput, (context, input) => {
  const { publicAccessBlock } = bucketFor(context, input, 's3:GetBucketPublicAccessBlock');
  if (publicAccessBlock === undefined) {
    refuse(
      'NoSuchPublicAccessBlockConfiguration',
      'The public access block configuration was not found',
      404,
    );
  }
  return { PublicAccessBlockConfiguration: publicAccessBlock };
});

const deletePublicAccessBlock = operation('writes', bucketInput, (context, input) => {
  const { publicAccessBlock: _gone, ...rest } = bucketFor(context, input, 's3:PutBucketPublicAccessBlock');
  context.world.put('bucket', 'aws', rest.name, rest);
  return undefined;
});

const putBucketVersioning = operation(
  'writes',
  bucketInput.extend({
    VersioningConfiguration: z.object({ Status: z.enum(['Enabled', 'Suspended']).optional() }),
  }),
  (context, input) => {
    const bucket = bucketFor(context, input, 's3:PutBucketVersioning');
    const versioning = input.VersioningConfiguration.Status;
    if (versioning === undefined)
      refuse('IllegalVersioningConfigurationException', 'The Versioning element must be specified');
    context.world.put('bucket', 'aws', bucket.name, { ...bucket, versioning });
    return undefined;
  },
);

/** A bucket never versioned has no Status (S3 API Reference, GetBucketVersioning). */
const getBucketVersioning = operation('reads', bucketInput, (context, input) => {
  const { versioning } = bucketFor(context, input, 's3:GetBucketVersioning');
  return versioning === undefined ? {} : { Status: versioning };
});

const putBucketOwnershipControls = operation(
  'writes',
  bucketInput.extend({
    OwnershipControls: z.object({
      Rules: z
        .array(
          z.object({
            ObjectOwnership: z.enum(['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter']),
          }),
        )
        .length(1),
    }),
  }),
  (context, input) => {
    const bucket = bucketFor(context, input, 's3:PutBucketOwnershipControls');
    const [rule] = input.OwnershipControls.Rules;
    if (rule === undefined) refuse('MalformedXML', 'The XML you provided was not well-formed');
    context.world.put('bucket', 'aws', bucket.name, { ...bucket, ownership: rule.ObjectOwnership });
    return undefined;
  },
);

const getBucketOwnershipControls = operation('reads', bucketInput, (context, input) => {
  const { ownership } = bucketFor(context, input, 's3:GetBucketOwnershipControls');
  if (ownership === undefined) {
    refuse('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found', 404);
  }
  return { OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } };
});

const deleteBucketOwnershipControls = operation('writes', bucketInput, (context, input) => {
  const { ownership: _gone, ...rest } = bucketFor(context, input, 's3:PutBucketOwnershipControls');
  context.world.put('bucket', 'aws', rest.name, rest);
  return undefined;
});

/** S3 User Guide, tagging buckets: 50 tags, unique keys, no `aws:`. */
const tagsInput = z.array(z.object({ Key: z.string(), Value: z.string() }));

const putBucketTagging = operation(
  'writes',
  bucketInput.extend({ Tagging: z.object({ TagSet: tagsInput }) }),
  (context, input) => {
    const bucket = bucketFor(context, input, 's3:PutBucketTagging');
    const tags = input.Tagging.TagSet;
    const names = tags.map((tag) => tag.Key);
    requireSystemTags(bucket.tags ?? [], tags);
    // What does not pass is no valid tag (S3 API Reference, PutBucketTagging, InvalidTag).
    if (names.some((name) => name === '' || name.length > 128))
      refuse('InvalidTag', 'The TagKey you have provided is invalid');
    if (tags.some((tag) => tag.Value.length > 256))
      refuse('InvalidTag', 'The TagValue you have provided is invalid');
    if (new Set(names).size < names.length)
      refuse('InvalidTag', 'Cannot provide multiple Tags with the same key');
    if (tags.length > 50) refuse('BadRequest', 'Bucket tag count cannot be greater than 50');
    context.world.put('bucket', 'aws', bucket.name, { ...bucket, tags });
    return undefined;
  },
);

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/**
 * Requires tags of AWS itself (CloudFormation's) to go back as they are. S3 refuses to add, change or drop one (both
 * texts as seen). Terraform's provider relies on S3 taking unchanged ones.
 */
function requireSystemTags(held: readonly Tag[], given: readonly Tag[]): void {
  const system = (tags: readonly Tag[]): readonly Tag[] =>
    tags.filter(({ Key }) => Key.toLowerCase().startsWith('aws:'));
  const has = (tags: readonly Tag[], one: Tag): boolean =>
    tags.some(({ Key, Value }) => Key === one.Key && Value === one.Value);
  if (system(given).some((tag) => !has(held, tag))) {
    refuse('InvalidTag', 'System tags cannot be added/updated by requester');
  }
  if (system(held).some((tag) => !has(given, tag))) {
    refuse('InvalidTag', 'System tags cannot be removed by requester');
  }
}

const getBucketTagging = operation('reads', bucketInput, (context, input) => {
  const { tags } = bucketFor(context, input, 's3:GetBucketTagging');
  if (tags === undefined || tags.length === 0) refuse('NoSuchTagSet', 'The TagSet does not exist', 404);
  return { TagSet: tags };
});

const deleteBucketTagging = operation('writes', bucketInput, (context, input) => {
  const { tags: _gone, ...rest } = bucketFor(context, input, 's3:PutBucketTagging');
  context.world.put('bucket', 'aws', rest.name, rest);
  return undefined;
});

export const settingOperations: Operations = {
  PutPublicAccessBlock: putPublicAccessBlock,
  GetPublicAccessBlock: getPublicAccessBlock,
  DeletePublicAccessBlock: deletePublicAccessBlock,
  PutBucketVersioning: putBucketVersioning,
  GetBucketVersioning: getBucketVersioning,
  PutBucketOwnershipControls: putBucketOwnershipControls,
  GetBucketOwnershipControls: getBucketOwnershipControls,
  DeleteBucketOwnershipControls: deleteBucketOwnershipControls,
  PutBucketTagging: putBucketTagging,
  GetBucketTagging: getBucketTagging,
  DeleteBucketTagging: deleteBucketTagging,
};
