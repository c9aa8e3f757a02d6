import { describe, expect, it } from 'vitest';
import { createBench } from '../../bench.test-helper.ts';

const trust = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }] });
function grant(extra: Record<string, unknown> = {}): string {
  return JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', ...extra }] });
}

describe('a role', () => {
  it('is made, found and deleted once, whatever its path', () => {
    const bench = createBench();
    const create = { RoleName: 'app', AssumeRolePolicyDocument: trust };
    expect(bench.ok('iam.CreateRole', { ...create, Path: '/x/' })).toMatchObject({
      Role: { Arn: 'arn:aws:iam::111122223333:role/x/app' },
    });
    expect(bench.refusal('iam.CreateRole', create)).toBe('EntityAlreadyExistsException');
    bench.ok('iam.DeleteRole', { RoleName: 'app' });
    expect(bench.refusal('iam.GetRole', { RoleName: 'app' })).toBe('NoSuchEntityException');
    expect(bench.refusal('iam.DeleteRole', { RoleName: 'app' })).toBe('NoSuchEntityException');
  });

  it('lives in the partition of its maker', () => {
    const bench = createBench({ principals: ['arn:aws-cn:iam::111122223333:role/maker'] });
    const by = { principal: 'arn:aws-cn:iam::111122223333:role/maker' };
    const create = { RoleName: 'app', AssumeRolePolicyDocument: trust };
    expect(bench.ok('iam.CreateRole', create, by)).toMatchObject({
      Role: { Arn: 'arn:aws-cn:iam::111122223333:role/app' },
    });
    expect(bench.ok('iam.GetRole', { RoleName: 'maker' }, by)).toMatchObject({
      Role: { Arn: 'arn:aws-cn:iam::111122223333:role/maker' },
    });
  });

  it.each([
    { Condition: { Null: { 'aws:PrincipalOrgID': 'false' } }, may: false },
    { Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } }, may: true },
    { Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, may: true },
    { Condition: { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }, may: false },
    { Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }, may: true },
  ])('is judged by the global keys of its request: $Condition', ({ Condition, may }) => {
    const bench = createBench();
    bench.ok('iam.CreateRole', { RoleName: 'app', AssumeRolePolicyDocument: trust });
    bench.ok('iam.PutRolePolicy', { RoleName: 'app', PolicyName: 'p', PolicyDocument: grant({ Condition }) });
    const by = { principal: 'arn:aws:iam::111122223333:role/app' };
    expect(bench.refusal('kms.ListKeys', {}, by)).toBe(may ? 'ok' : 'AccessDeniedException');
  });

  it('has a name of letters that IAM knows, refused as the Query protocol does', () => {
    const create = { RoleName: 'a b', AssumeRolePolicyDocument: trust };
    expect(createBench().refusal('iam.CreateRole', create)).toBe('ValidationError');
  });

  it('keeps its inline policies as they were put and answers them URL-encoded', () => {
    const bench = createBench();
    bench.ok('iam.CreateRole', { RoleName: 'app', AssumeRolePolicyDocument: trust });
    const PolicyDocument = `${grant({ Sid: "It's (all)" })}\n`;
    bench.ok('iam.PutRolePolicy', { RoleName: 'app', PolicyName: 'p', PolicyDocument });
    const shown = String(
      bench.ok('iam.GetRolePolicy', { RoleName: 'app', PolicyName: 'p' })['PolicyDocument'],
    );
    expect(shown).not.toMatch(/[{}"'() ]/u);
    expect(decodeURIComponent(shown)).toBe(PolicyDocument);
    expect(bench.refusal('iam.DeleteRole', { RoleName: 'app' })).toBe('DeleteConflictException');
    bench.ok('iam.DeleteRolePolicy', { RoleName: 'app', PolicyName: 'p' });
    expect(bench.ok('iam.ListRolePolicies', { RoleName: 'app' })).toEqual({
      PolicyNames: [],
      IsTruncated: false,
    });
  });

  it.each([
    { why: 'a principal', document: grant({ Principal: '*' }), expected: 'MalformedPolicyDocumentException' },
    {
      why: 'no resource',
      document: grant({ Resource: undefined }),
      expected: 'MalformedPolicyDocumentException',
    },
    { why: 'no JSON', document: 'x', expected: 'MalformedPolicyDocumentException' },
    {
      why: 'too many characters',
      document: grant({ Sid: 'x'.repeat(10_240) }),
      expected: 'LimitExceededException',
    },
    { why: 'a character beyond Latin-1', document: grant({ Sid: '支' }), expected: 'ValidationError' },
    { why: 'white space beyond the limit', document: grant().padEnd(20_000), expected: 'ok' },
  ])('takes a policy with $why with $expected', ({ document, expected }) => {
    const bench = createBench();
    bench.ok('iam.CreateRole', { RoleName: 'app', AssumeRolePolicyDocument: trust });
    const input = { RoleName: 'app', PolicyName: 'p', PolicyDocument: document };
    expect(bench.refusal('iam.PutRolePolicy', input)).toBe(expected);
  });
});

describe('AssumeRole', () => {
  it.each([
    { why: 'a role nobody made', anyRole: true, arn: 'arn:aws:iam::111122223333:role/x', expected: 'ok' },
    {
      why: 'a role nobody made, strictly',
      anyRole: false,
      arn: 'arn:aws:iam::111122223333:role/x',
      expected: 'AccessDenied',
    },
    {
      why: 'a role that was made, strictly',
      anyRole: false,
      arn: 'arn:aws:iam::111122223333:role/admin',
      expected: 'ok',
    },
    {
      why: 'a role of an account nobody knows',
      anyRole: true,
      arn: 'arn:aws:iam::999988887777:role/x',
      expected: 'AccessDenied',
    },
    { why: 'a user', anyRole: true, arn: 'arn:aws:iam::111122223333:user/x', expected: 'AccessDenied' },
  ])('answers $expected for $why', ({ anyRole, arn, expected }) => {
    const bench = createBench({ anyRole });
    expect(bench.refusal('sts.AssumeRole', { RoleArn: arn, RoleSessionName: 'plan' })).toBe(expected);
  });
});
