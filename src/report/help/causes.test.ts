import { describe, expect, it } from 'vitest';
import type { AwsFailure } from '../../model/call.ts';
import { failureHelp } from './failure.ts';

function failure(name: string, message: string, more: Partial<AwsFailure> = {}): AwsFailure {
  return {
    code: 'aws.prerequisite',
    class: 'propagating',
    name,
    message,
    op: 'cloudtrail:CreateTrail',
    at: { account: '111122223333', region: 'eu-central-1' },
    ...more,
  };
}

const who = 'arn:aws:iam::111122223333:role/admin';

describe('the help for a refusal whose cause AWS names', () => {
  // The role has the permission: a hint that asks for it leads nowhere.
  it('names the setting when S3 blocks public policies', () => {
    const message = `User: ${who} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::logs" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`;
    const help = failureHelp(failure('AccessDenied', message, { code: 'aws.forbidden', class: 'forbidden' }));
    expect(help.join()).toContain('publicAccessBlock.blockPublicPolicy: false');
    expect(help.join()).not.toContain('lacks s3:PutBucketPolicy');
  });

  it('asks for the permission when AWS names no setting', () => {
    const message = `User: ${who} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::logs" because no identity-based policy allows the s3:PutBucketPolicy action`;
    const help = failureHelp(failure('AccessDenied', message, { code: 'aws.forbidden', class: 'forbidden' }));
    expect(help.join()).toContain('lacks s3:PutBucketPolicy');
  });

  it.each([
    { name: 'InsufficientS3BucketPolicyException', says: 's3:GetBucketAcl' },
    { name: 'InsufficientEncryptionPolicyException', says: 'kms:GenerateDataKey*' },
    { name: 'KmsKeyNotFoundException', says: 'Region of the bucket' },
    { name: 'S3BucketDoesNotExistException', says: 'create the bucket' },
    { name: 'InvalidCloudWatchLogsRoleArnException', says: 'trust policy' },
  ])('names $says when CloudTrail answers $name', ({ name, says }) => {
    expect(failureHelp(failure(name, 'refused')).join()).toContain(says);
  });

  it('adds how long it was tried when it was', () => {
    const help = failureHelp(
      failure('InsufficientS3BucketPolicyException', 'refused', { because: 'tried 3 times' }),
    );
    expect(help).toEqual([expect.stringContaining('s3:GetBucketAcl'), 'tried 3 times']);
  });
});
