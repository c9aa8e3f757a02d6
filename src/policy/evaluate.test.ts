import { describe, expect, it } from 'vitest';
import type { TreeMap } from '../model/tree.ts';
import { policyOf } from './arbitraries.test-helper.ts';
import type { Caller } from './caller.ts';
import { meetsCondition } from './condition.ts';
import { evaluate, type Answered } from './evaluate.ts';
import type { Context } from './variables.ts';

const account = '111122223333';
const app = `arn:aws:iam::${account}:role/App`;
const root = `arn:aws:iam::${account}:root`;
const allow = { Effect: 'Allow', Principal: { AWS: app }, Action: 'kms:Decrypt', Resource: '*' };
const deny = { ...allow, Effect: 'Deny' };

interface Asked {
  readonly why: string;
  readonly statements: readonly TreeMap[];
  readonly by?: Caller | string;
  readonly action?: string;
  readonly context?: Context;
  readonly iamAllows?: boolean;
  readonly answer: Partial<Answered>;
}

const asked: readonly Asked[] = [
  {
    why: 'nothing allows',
    statements: [{ ...allow, Action: 'kms:Encrypt' }],
    answer: { is: 'denied', why: 'nothing-allows' },
  },
  { why: 'an Allow allows', statements: [allow], answer: { is: 'allowed', by: 0 } },
  {
    why: 'actions match with wildcards and without case',
    statements: [{ ...allow, Action: 'KMS:d?cr*' }],
    answer: { is: 'allowed' },
  },
  {
    why: 'an explicit Deny wins, wherever it stands',
    statements: [allow, deny],
    answer: { is: 'denied', by: 1, why: 'explicit-deny' },
  },
  {
    why: 'a Deny that may match leaves it unsure',
    statements: [allow, { ...deny, Condition: { StringEquals: { 'aws:SourceVpc': 'v' } } }],
    answer: { is: 'unsure', by: 1, why: 'possible-deny' },
  },
  {
    why: 'a Deny that may match matters not where nothing allows',
    statements: [{ ...deny, Condition: { StringEquals: { 'aws:SourceVpc': 'v' } } }],
    answer: { is: 'denied', why: 'nothing-allows' },
  },
  {
    why: 'an Allow that may match is unsure',
    statements: [{ ...allow, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }],
    answer: { is: 'unsure', why: 'possible-allow' },
  },
  {
    why: 'an Allow for the account leaves it to IAM',
    statements: [{ ...allow, Principal: { AWS: account } }],
    answer: { is: 'unsure', by: 0, why: 'iam-decides' },
  },
  {
    why: 'and IAM may allow',
    statements: [{ ...allow, Principal: { AWS: root } }],
    iamAllows: true,
    answer: { is: 'allowed' },
  },
  {
    why: 'or not',
    statements: [{ ...allow, Principal: { AWS: root } }],
    iamAllows: false,
    answer: { is: 'denied' },
  },
  {
    why: 'IAM does not reach where the account has no statement',
    statements: [{ ...allow, Principal: { AWS: `arn:aws:iam::${account}:role/Other` } }],
    iamAllows: true,
    answer: { is: 'denied' },
  },
  {
    why: 'the root is allowed by its own statement',
    statements: [{ ...allow, Principal: { AWS: root } }],
    by: root,
    answer: { is: 'allowed' },
  },
  {
    why: 'a Deny for the account denies all of it',
    statements: [allow, { ...deny, Principal: { AWS: root } }],
    answer: { is: 'denied', by: 1 },
  },
  {
    why: 'a Deny for another account does not',
    statements: [allow, { ...deny, Principal: { AWS: '444455556666' } }],
    answer: { is: 'allowed' },
  },
  { why: 'everybody is anybody', statements: [{ ...allow, Principal: '*' }], answer: { is: 'allowed' } },
  {
    why: 'a session is its role, whatever the path of the role',
    statements: [{ ...allow, Principal: { AWS: `arn:aws:iam::${account}:role/team/App` } }],
    by: `arn:aws:sts::${account}:assumed-role/App/session`,
    answer: { is: 'allowed' },
  },
  {
    why: 'a deleted principal is nobody',
    statements: [{ ...allow, Principal: { AWS: 'AROAEXAMPLEEXAMPLE12' } }],
    answer: { is: 'denied' },
  },
  {
    why: 'a service is named as such',
    statements: [{ ...allow, Principal: { Service: 'CloudTrail.amazonaws.com' } }],
    by: { is: 'service', name: 'cloudtrail.amazonaws.com' },
    answer: { is: 'allowed' },
  },
  {
    why: 'a principal that AWS has yet to assign may be anybody',
    statements: [{ ...allow, Principal: { AWS: { $unknown: 'x' } } }],
    answer: { is: 'unsure' },
  },
  {
    why: 'NotAction covers the rest',
    statements: [{ Effect: 'Allow', Principal: '*', NotAction: 'kms:Sign', Resource: '*' }],
    answer: { is: 'allowed' },
  },
  {
    why: 'and not what it names',
    statements: [{ Effect: 'Allow', Principal: '*', NotAction: 'kms:De*', Resource: '*' }],
    answer: { is: 'denied' },
  },
  {
    why: 'NotResource covers the rest',
    statements: [allow, { Effect: 'Deny', Principal: '*', Action: '*', NotResource: 'other' }],
    answer: { is: 'denied', by: 1 },
  },
  {
    why: 'NotPrincipal with Deny spares whom it names',
    statements: [allow, { Effect: 'Deny', NotPrincipal: { AWS: [app, root] }, Action: '*', Resource: '*' }],
    answer: { is: 'allowed' },
  },
  {
    why: 'and denies everybody else',
    statements: [
      allow,
      {
        Effect: 'Deny',
        NotPrincipal: { AWS: `arn:aws:iam::444455556666:role/X` },
        Action: '*',
        Resource: '*',
      },
    ],
    answer: { is: 'denied', by: 1 },
  },
  {
    why: 'NotPrincipal with the account alone spares the root user only',
    statements: [allow, { Effect: 'Deny', NotPrincipal: { AWS: root }, Action: '*', Resource: '*' }],
    answer: { is: 'denied', by: 1 },
  },
  {
    why: 'NotPrincipal without the account may deny whom it names',
    statements: [allow, { Effect: 'Deny', NotPrincipal: { AWS: app }, Action: '*', Resource: '*' }],
    answer: { is: 'unsure', by: 1 },
  },
  {
    why: 'a statement without Resource covers nothing',
    statements: [{ Effect: 'Allow', Principal: '*', Action: '*' }],
    answer: { is: 'denied' },
  },
  {
    why: 'a statement without Principal speaks of whom it is attached to',
    statements: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }],
    answer: { is: 'allowed' },
  },
  {
    why: 'a variable is filled from the request',
    statements: [{ ...allow, Resource: 'arn:aws:kms:*:*:key/${aws:PrincipalTag/key}' }],
    context: { 'aws:PrincipalTag/key': 'k' },
    answer: { is: 'allowed' },
  },
  {
    why: 'and unsure where it is not known',
    statements: [{ ...allow, Resource: 'arn:aws:kms:*:*:key/${aws:PrincipalTag/key}' }],
    answer: { is: 'unsure' },
  },
];

describe('the result of one document for a request', () => {
  it.each(asked)(
    '$why',
    ({ statements, by = app, action = 'kms:Decrypt', context = {}, iamAllows, answer }) => {
      const policy = policyOf({ Version: '2012-10-17', Statement: statements });
      const caller: Caller = typeof by === 'string' ? { is: 'aws', arn: by } : by;
      const request = { caller, action, resource: `arn:aws:kms:us-east-1:${account}:key/k`, context };
      expect(
        evaluate(policy, { ...request, ...(iamAllows === undefined ? {} : { iamAllows }) }),
      ).toMatchObject(answer);
    },
  );

  it('treats a variable as plain text in version 2008-10-17', () => {
    const policy = policyOf({ Statement: { ...allow, Resource: '${aws:username}' } });
    const request = {
      caller: { is: 'aws', arn: app } as const,
      action: 'kms:Decrypt',
      context: { 'aws:username': 'u' },
    };
    expect(evaluate(policy, { ...request, resource: '${aws:username}' }).is).toBe('allowed');
    expect(evaluate(policy, { ...request, resource: 'u' }).is).toBe('denied');
  });
});

describe('conditions', () => {
  it.each([
    { operator: 'StringEquals', values: ['a', 'b'], found: 'b', met: true, why: 'one of the values' },
    { operator: 'StringEquals', values: ['a*'], found: 'abc', met: false, why: 'a star is a star here' },
    { operator: 'StringEquals', values: ['A'], found: 'a', met: false, why: 'case counts' },
    { operator: 'StringEqualsIgnoreCase', values: ['A'], found: 'a', met: true, why: 'unless it does not' },
    { operator: 'StringNotEquals', values: ['a', 'b'], found: 'b', met: false, why: 'none of the values' },
    { operator: 'StringLike', values: ['a?c*'], found: 'abcd', met: true, why: 'wildcards' },
    { operator: 'StringLike', values: ['${*}b'], found: 'ab', met: false, why: 'an escaped star is a star' },
    { operator: 'StringLike', values: ['${*}b'], found: '*b', met: true, why: 'and matches one' },
    { operator: 'StringNotLike', values: ['x*'], found: 'abcd', met: true, why: 'not like' },
    {
      operator: 'ArnLike',
      values: ['arn:aws:s3:::b*'],
      found: 'arn:aws:s3:::bucket',
      met: true,
      why: 'ARNs with wildcards',
    },
    {
      operator: 'ArnLike',
      values: ['arn:aws:*:role/x'],
      found: 'arn:aws:iam::1:role/x',
      met: false,
      why: 'a star ends at a colon',
    },
    {
      operator: 'ArnEquals',
      values: ['arn:aws:iam::*:role/*'],
      found: 'arn:aws:iam::1:role/x:y',
      met: true,
      why: 'the last part keeps its colons',
    },
    { operator: 'Bool', values: ['TRUE'], found: 'true', met: true, why: 'booleans ignore case' },
    {
      operator: 'Bool',
      values: ['a${*}'],
      found: 'a*',
      met: true,
      why: 'an escaped character is that character',
    },
    { operator: 'Null', values: ['true'], found: null, met: true, why: 'the key is not there' },
    { operator: 'Null', values: ['false'], found: 'x', met: true, why: 'the key is there' },
    { operator: 'NumericLessThanEquals', values: ['10'], found: '10', met: true, why: 'the border belongs' },
    { operator: 'NumericGreaterThan', values: ['10'], found: '9', met: false, why: 'numbers, not texts' },
    {
      operator: 'DateLessThan',
      values: ['2026-01-01T00:00:00Z'],
      found: '2025-12-31T23:59:59Z',
      met: true,
      why: 'dates',
    },
    {
      operator: 'DateGreaterThan',
      values: ['1700000000'],
      found: '2026-01-01T00:00:00Z',
      met: true,
      why: 'dates as seconds',
    },
    { operator: 'IpAddress', values: ['10.0.0.0/8'], found: '10.1.2.3', met: true, why: 'ranges' },
    {
      operator: 'NotIpAddress',
      values: ['10.0.0.0/8'],
      found: '10.1.2.3',
      met: false,
      why: 'ranges excluded',
    },
    { operator: 'StringEquals', values: ['a'], found: null, met: false, why: 'a missing key equals nothing' },
    {
      operator: 'StringNotEquals',
      values: ['a'],
      found: null,
      met: true,
      why: 'a missing key differs from everything',
    },
    {
      operator: 'StringEqualsIfExists',
      values: ['a'],
      found: null,
      met: true,
      why: 'IfExists asks only of what is there',
    },
    {
      operator: 'ForAllValues:StringEquals',
      values: ['a', 'b'],
      found: ['a', 'a'],
      met: true,
      why: 'all are among them',
    },
    {
      operator: 'ForAllValues:StringEquals',
      values: ['a'],
      found: ['a', 'c'],
      met: false,
      why: 'not all are',
    },
    { operator: 'ForAllValues:StringEquals', values: ['a'], found: null, met: true, why: 'all of none' },
    { operator: 'ForAnyValue:StringLike', values: ['a*'], found: ['x', 'ab'], met: true, why: 'one is' },
    { operator: 'ForAnyValue:StringEquals', values: ['a'], found: null, met: false, why: 'none of none' },
    {
      operator: 'StringEquals',
      values: ['a'],
      found: undefined,
      met: 'unsure',
      why: 'nothing is known of the key',
    },
    {
      operator: 'StringEquals',
      values: ['a'],
      found: ['a', 'b'],
      met: 'unsure',
      why: 'IAM does not define it',
    },
    { operator: 'StringMatches', values: ['a'], found: 'a', met: 'unsure', why: 'an operator of the future' },
    { operator: 'NumericEquals', values: ['ten'], found: '10', met: 'unsure', why: 'no number' },
    { operator: 'IpAddress', values: ['here'], found: '10.0.0.1', met: 'unsure', why: 'no address' },
  ])('$operator $values of $found: $why', ({ operator, values, found, met }) => {
    const context = found === undefined ? {} : { 'aws:Key': found };
    expect(meetsCondition({ operator, key: 'AWS:key', values }, context, '2012-10-17')).toBe(met);
  });

  it('lets one entry of the context cover a family of keys', () => {
    const condition = { operator: 'Null', key: 'kms:EncryptionContext:aws:s3:arn', values: ['true'] };
    expect(meetsCondition(condition, { 'kms:EncryptionContext:*': null }, '2012-10-17')).toBe(true);
    const known = { 'kms:EncryptionContext:*': null, 'kms:encryptioncontext:AWS:s3:arn': 'x' };
    expect(meetsCondition(condition, known, '2012-10-17')).toBe(false);
  });
});
