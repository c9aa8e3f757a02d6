import { z } from 'zod';
import { bucketName, described, policyDocument, ref } from '../shared/fields.ts';
import { isUnknown, type Unknown } from '../../model/tree.ts';
import { isOurs, sidOf, statementsIn } from '../shared/policy/attached.ts';

/** The spec of a bucket's policy (S3 API, PutBucketPolicy). */
export const BucketPolicySpecSchema = z
  .strictObject({
    bucket: ref({
      to: ['Bucket'],
      attribute: 'name',
      literal: bucketName,
      description: 'The bucket, ours or not.',
      examples: [{ ref: 'Bucket/customer-data' }, 'customer-data-111122223333'],
      identity: true,
    }),
    ownership: described(z.enum(['document', 'statements']).optional(), {
      description:
        'document: the whole policy is ours, except the statements of AWS log delivery. statements: only our Sids are ours, other statements are kept.',
      unset: 'document for a Bucket by reference, statements for a bucket by name',
      examples: ['statements'],
    }),
    document: described(
      policyDocument({
        description: 'The policy of the bucket, or our statements in it.',
      }).nullable(),
      {
        description: 'The policy of the bucket, or our statements in it.',
        policy: true,
        limits: ['at most 20 KiB', 'with ownership: statements, each statement must have a unique Sid'],
        examples: [
          {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'RefusePlainHttp',
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:*',
                Resource: ['${Bucket/customer-data.arn}', '${Bucket/customer-data.arn}/*'],
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
            ],
          },
        ],
        onNull: 'no policy: DeleteBucketPolicy; with ownership: statements, no statement of ours',
      },
    ),
  })
  .superRefine((spec, context) => {
    if ((spec.ownership ?? ownershipByDefault(spec.bucket)) === 'document') return;
    const seen = new Set<string>();
    statementsIn(spec.document).forEach((statement, index) => {
      const sid = sidOf(statement) ?? '';
      const path = ['document', 'Statement', index, ...(sid === '' ? [] : ['Sid'])];
      const issue = (message: string): void => {
        context.addIssue({ code: 'custom', path, message, input: spec.document });
      };
      if (sid === '') issue('needs a Sid, which identifies the owner of the statement');
      else if (seen.has(sid)) issue('is a duplicate Sid');
      else if (isOurs(sid, [])) issue('is a Sid that Keywright reserves for policy changes');
      seen.add(sid);
    });
  })
  .transform((spec) => ({ ...spec, ownership: spec.ownership ?? ownershipByDefault(spec.bucket) }));

export type BucketPolicySpecOf = z.infer<typeof BucketPolicySpecSchema>;

/** Decides who owns the policy by default. A reference says that the bucket is ours; a name says nothing. */
function ownershipByDefault(bucket: string | Unknown): 'document' | 'statements' {
  return isUnknown(bucket) && bucket.$unknown.startsWith('${Bucket/') ? 'document' : 'statements';
}
