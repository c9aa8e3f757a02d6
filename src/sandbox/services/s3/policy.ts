import { z } from 'zod';
import { operation, type Context, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { callerOf } from '../iam/caller.ts';
import { listOf, parseDocument, statementsOf, type Document, type Statement } from '../iam/document.ts';
import { echoedDocument } from '../iam/echo.ts';
import { principalEntries, shownDocument, storedDocument } from '../iam/principals.ts';
import { bucketArn, bucketFor } from './access.ts';
import { bucketInput } from './buckets.ts';
import { malformed, requireStatement } from './policy-rules.ts';
import type { BucketRecord } from './records.ts';

/** Bytes (S3 User Guide, bucket policies). */
const policySize = 20 * 1024;

/** Returns the document as S3 keeps it; refuses what S3 refuses (S3 User Guide, bucket policies; texts as seen). */
function acceptBucketPolicy(context: Context, bucket: BucketRecord, text: string): Document {
  if (Buffer.byteLength(text) > policySize) malformed('Policies must be less than 20 KB.');
  const document = parseDocument(text);
  if (document === undefined) malformed("Policies must be valid JSON and the first byte must be '{'");
  for (const statement of statementsOf(document)) requireStatement(bucket, statement);
  const stored = storedDocument(context, document);
  if ('unknown' in stored) malformed('Invalid principal in policy');
  return stored.document;
}

/**
 * Returns true if the policy is public (S3 User Guide, "The meaning of public"). An Allow to everybody is public
 * unless a condition on fixed values of certain keys narrows it.
 */
function isPublic(document: Document | undefined): boolean {
  if (document === undefined) return false;
  return statementsOf(document).some(
    (statement) =>
      statement.Effect === 'Allow' &&
      principalEntries(statement.Principal).some(({ type, entry }) => type === 'AWS' && entry === '*') &&
      !narrowed(statement),
  );
}

const narrowing = [
  'aws:principalorgid',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourcevpc',
  'aws:sourcevpce',
  's3:dataaccesspointaccount',
];

function narrowed(statement: Statement): boolean {
  return Object.entries(statement.Condition ?? {}).some(
    ([operator, keys]) =>
      /^(?:string|arn)(?:equals|like)/iu.test(operator) &&
      Object.entries(keys).some(
        ([key, values]) =>
          narrowing.includes(key.toLowerCase()) &&
          listOf(values).every((value) => !/[*?]/u.test(String(value))),
      ),
  );
}

const putBucketPolicy = operation(
  'writes',
  bucketInput.extend({ Policy: z.string('Member must not be null') }),
  (context, input) => {
    const bucket = bucketFor(context, input, 's3:PutBucketPolicy');
    const policy = acceptBucketPolicy(context, bucket, input.Policy);
    if (bucket.publicAccessBlock?.BlockPublicPolicy === true && isPublic(policy)) {
      refuse(
        'AccessDenied',
        `User: ${callerOf(context).arn} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucketArn(bucket)}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
        403,
      );
    }
    context.world.put('bucket', 'aws', bucket.name, { ...bucket, policy });
    return undefined;
  },
);

const getBucketPolicy = operation('reads', bucketInput, (context, input) => {
  const { policy } = bucketFor(context, input, 's3:GetBucketPolicy');
  if (policy === undefined) noPolicy(input.Bucket);
  return { Policy: JSON.stringify(echoedDocument(shownDocument(context.world, policy))) };
});

const deleteBucketPolicy = operation('writes', bucketInput, (context, input) => {
  const { policy: _gone, ...rest } = bucketFor(context, input, 's3:DeleteBucketPolicy');
  context.world.put('bucket', 'aws', rest.name, rest);
  return undefined;
});

const getBucketPolicyStatus = operation('reads', bucketInput, (context, input) => {
  const { policy } = bucketFor(context, input, 's3:GetBucketPolicyStatus');
  if (policy === undefined) noPolicy(input.Bucket);
  return { PolicyStatus: { IsPublic: isPublic(policy) } };
});

function noPolicy(bucket: string): never {
  refuse('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName: bucket });
}

export const policyOperations: Operations = {
  PutBucketPolicy: putBucketPolicy,
  GetBucketPolicy: getBucketPolicy,
  DeleteBucketPolicy: deleteBucketPolicy,
  GetBucketPolicyStatus: getBucketPolicyStatus,
};
