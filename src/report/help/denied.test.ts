import { describe, expect, it } from 'vitest';
import { parseDenial, type Denial } from './denied.ts';

const who = 'arn:aws:iam::777788889999:user/John';
const session = 'arn:aws:sts::111122223333:assumed-role/keywright-write/payments';
const key = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** Forms as the IAM User Guide shows them ("Troubleshoot access denied error messages"), and those of services. */
const texts: readonly { readonly why: string; readonly text: string; readonly denial: Partial<Denial> }[] = [
  {
    why: 'the identity allows nothing',
    text: `User: ${session} is not authorized to perform: kms:CreateKey on resource: * because no identity-based policy allows the kms:CreateKey action`,
    denial: {
      who: session,
      action: 'kms:CreateKey',
      resource: '*',
      by: 'identity-based policy',
      explicit: false,
    },
  },
  {
    why: 'an SCP allows nothing',
    text: `User: ${who} is not authorized to perform: codecommit:ListRepositories because no service control policy allows the codecommit:ListRepositories action`,
    denial: { who, action: 'codecommit:ListRepositories', by: 'service control policy', explicit: false },
  },
  {
    why: 'an SCP denies',
    text: `User: ${who} is not authorized to perform: kms:DisableKey on resource: ${key} with an explicit deny in a service control policy`,
    denial: { resource: key, by: 'service control policy', explicit: true },
  },
  {
    why: 'an SCP denies, and AWS names it',
    text: `User: ${who} is not authorized to perform: kms:DisableKey on resource: ${key} with an explicit deny in a service control policy: arn:aws:organizations::777788889999:policy/o-abc/service_control_policy/p-123`,
    denial: {
      by: 'service control policy',
      explicit: true,
      policy: 'arn:aws:organizations::777788889999:policy/o-abc/service_control_policy/p-123',
    },
  },
  {
    why: 'a resource control policy denies',
    text: `User: ${who} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::logs" with an explicit deny in a resource control policy`,
    denial: { resource: 'arn:aws:s3:::logs', by: 'resource control policy', explicit: true },
  },
  {
    why: 'a VPC endpoint allows nothing',
    text: `User: ${who} is not authorized to perform: codecommit:ListRepositories because no VPC endpoint policy allows the codecommit:ListRepositories action`,
    denial: { by: 'VPC endpoint policy', explicit: false },
  },
  {
    why: 'a VPC endpoint denies',
    text: `User: ${who} is not authorized to perform: codedeploy:ListDeployments on resource: arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:* with an explicit deny in a VPC endpoint policy`,
    denial: { by: 'VPC endpoint policy', explicit: true },
  },
  {
    why: 'the boundary does not reach so far',
    text: `User: ${who} is not authorized to perform: codecommit:ListRepositories because no permissions boundary allows the codecommit:ListRepositories action`,
    denial: { by: 'permissions boundary', explicit: false },
  },
  {
    why: 'the boundary denies',
    text: `User: ${who} is not authorized to perform: kms:EnableKey with an explicit deny in a permissions boundary`,
    denial: { action: 'kms:EnableKey', by: 'permissions boundary', explicit: true },
  },
  {
    why: 'the session was begun with less',
    text: `User: ${session} is not authorized to perform: kms:EnableKey on resource: ${key} because no session policy allows the kms:EnableKey action`,
    denial: { by: 'session policy', explicit: false },
  },
  {
    why: 'the policy of the resource says nothing of the caller',
    text: `User: ${session} is not authorized to perform: kms:DescribeKey on resource: ${key} because no resource-based policy allows the kms:DescribeKey action`,
    denial: { by: 'resource-based policy', explicit: false },
  },
  {
    why: 'the policy of the resource denies',
    text: `User: ${session} is not authorized to perform: s3:GetBucketPolicy on resource: "arn:aws:s3:::logs" with an explicit deny in a resource-based policy`,
    denial: { by: 'resource-based policy', explicit: true, resource: 'arn:aws:s3:::logs' },
  },
  {
    why: 'a key of another account, or none',
    text: `User: ${session} is not authorized to perform: kms:DescribeKey on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
    denial: { action: 'kms:DescribeKey', by: 'resource-based policy', explicit: false },
  },
  {
    why: 'the role does not trust',
    text: `User: ${who} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::777788889999:role/reader because no role trust policy allows the sts:AssumeRole action`,
    denial: { action: 'sts:AssumeRole', by: 'role trust policy', explicit: false },
  },
  {
    why: 'the role’s trust policy denies',
    text: `User: ${who} is not authorized to perform: sts:AssumeRole with an explicit deny in the role trust policy`,
    denial: { by: 'role trust policy', explicit: true },
  },
  {
    why: 'a policy of a kind that is not known here denies',
    text: `User: ${who} is not authorized to perform: kms:EnableKey with an explicit deny in a declarative policy`,
    denial: { by: 'unsaid', explicit: true },
  },
  {
    why: 'nothing more is said',
    text: `User: ${who} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/reader`,
    denial: { by: 'unsaid', explicit: false, resource: 'arn:aws:iam::444455556666:role/reader' },
  },
  {
    why: 'a reason of another kind',
    text: `User: ${who} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::logs" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    denial: { by: 'unsaid', explicit: false },
  },
];

describe('a refusal', () => {
  it.each(texts)('is read where $why', ({ text, denial }) => {
    expect(parseDenial(text)).toMatchObject(denial);
  });

  it.each([
    'Access Denied',
    '',
    'The ciphertext refers to a customer master key that does not exist.',
    'User: arn:aws:iam::777788889999:user/John is not authorized to do this',
    'User: anonymous is not authorized to perform: kms:CreateKey',
    'Account 777788889999 is not authorized to perform: kms:CreateKey',
  ])('guesses nothing from other words: %s', (text) => {
    expect(parseDenial(text)).toBeUndefined();
  });
});
