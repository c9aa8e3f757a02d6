import { describe, expect, it } from 'vitest';
import { policyOf } from '../arbitraries.test-helper.ts';
import { lintPolicy } from './index.ts';
import { account, contextFor, rootStatement, use } from './lint.test-helper.ts';

function found(principal: Readonly<Record<string, string>> | '*', partition = 'aws'): readonly string[] {
  const policy = policyOf({
    Version: '2012-10-17',
    Statement: [
      { ...rootStatement, Principal: { AWS: `arn:${partition}:iam::${account}:root` } },
      { ...use, Effect: 'Deny', Principal: principal },
    ],
  });
  return lintPolicy(policy, { ...contextFor('key'), partition })
    .filter(({ code }) => code === 'policy.invalid-principal')
    .map(({ message }) => message);
}

describe('the names of principals', () => {
  it.each([
    '*',
    account,
    `arn:aws:iam::${account}:root`,
    `arn:aws:iam::${account}:user/team/anna`,
    `arn:aws:iam::${account}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS`,
    `arn:aws:sts::${account}:assumed-role/App/session@example.com`,
    `arn:aws:sts::${account}:federated-user/bob`,
    'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE',
    'AROAEXAMPLEEXAMPLE123',
  ])('takes %s', (value) => {
    expect(found({ AWS: value })).toEqual([]);
  });

  it.each([
    ['s3.amazonaws.com'],
    ['logs.eu-central-1.amazonaws.com'],
    ['delivery.logs.amazonaws.com'],
    ['ec2.amazonaws.com.cn'],
    ['malware-protection-plan.guardduty.amazonaws.com'],
  ])('takes the service %s', (value) => {
    expect(found({ Service: value })).toEqual([]);
  });

  it.each([
    [`arn:aws:iam::${account}:role/*`, 'cannot contain wildcards'],
    ['arn:aws:iam::*:root', 'cannot contain wildcards'],
    ['11112222333?', 'cannot contain wildcards'],
    [`arn:aws:iam::${account}:role/\${aws:username}`, 'cannot contain variables'],
    [`arn:aws-cn:iam::${account}:root`, 'of the partition aws-cn; the accounts of the Stack are in aws'],
    [`arn:aws:iam::${account}:group/admins`, 'a group cannot be a principal'],
    [`arn:aws:iam:${account}:role/app`, 'is not a principal'],
    [`arn:aws:iam::${account}:Role/app`, 'is not a principal'],
    [`arn:aws:iam::${account}:policy/app`, 'is not a principal'],
    [`arn:aws:sts::${account}:assumed-role/App`, 'is not a principal'],
    ['11112222333', 'is not a principal'],
    ['role/app', 'is not a principal'],
  ])('refuses %s', (value, says) => {
    expect(found({ AWS: value })).toEqual([expect.stringContaining(says)]);
  });

  it('takes a principal of the partition of the Stack', () => {
    expect(found({ AWS: `arn:aws-cn:iam::${account}:role/app` }, 'aws-cn')).toEqual([]);
    expect(found({ AWS: `arn:aws:iam::${account}:role/app` }, 'aws-cn')).toHaveLength(1);
  });

  it.each([
    [{ Service: 's3' }, 'is not a service principal'],
    [{ Service: '*' }, 'cannot contain wildcards'],
    [{ Federated: `arn:aws:iam::${account}:saml-provider/*` }, 'cannot contain wildcards'],
    [
      { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' },
      'KMS does not accept',
    ],
  ])('refuses %j', (principal, says) => {
    expect(found(principal)).toEqual([expect.stringContaining(says)]);
  });
});
