import type { Coordination } from '../model/resource.ts';
import type { IamDocument } from './trust.ts';

type Shared = Extract<Coordination, { readonly is: 's3' }>;

/** Days after which an overwritten lease or journal is no longer kept as a version. */
export const versionsKept = 90;

/**
 * Builds the policy of the coordination bucket. It allows nothing over plain HTTP. The roles of Keywright take away
 * neither versions nor what protects them. A condition names the roles, since a principal that is deleted and created
 * again is another one (IAM User Guide, Principal).
 */
export function coordinationPolicy(
  { bucket }: Shared,
  partition: string,
  roles: readonly string[],
): IamDocument {
  const arn = `arn:${partition}:s3:::${bucket}`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'RefusePlainHttp',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      ...(roles.length === 0
        ? []
        : [
            {
              Sid: 'KeepVersions',
              Effect: 'Deny',
              Principal: '*',
              Action: [
                's3:DeleteBucket',
                's3:DeleteBucketPolicy',
                's3:DeleteObjectVersion',
                's3:PutBucketPolicy',
                's3:PutBucketPublicAccessBlock',
                's3:PutBucketVersioning',
                's3:PutLifecycleConfiguration',
              ],
              Resource: [arn, `${arn}/*`],
              Condition: { ArnEquals: { 'aws:PrincipalArn': roles } },
            },
          ]),
    ],
  };
}
