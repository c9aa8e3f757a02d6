import { describe, expect, it } from 'vitest';
import { account, createBench, type Bench } from '../../bench.test-helper.ts';

const admin = `arn:aws:iam::${account}:role/admin`;
const app = `arn:aws:iam::${account}:role/app`;
const root = `arn:aws:iam::${account}:root`;
const trust = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }] });

function allow(principal: unknown, rest: Record<string, unknown> = {}): Record<string, unknown> {
  return { Effect: 'Allow', Principal: principal, Action: 'kms:*', Resource: '*', ...rest };
}

function text(...statements: Record<string, unknown>[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function withRole(): Bench {
  const bench = createBench();
  bench.ok('iam.CreateRole', { RoleName: 'app', AssumeRolePolicyDocument: trust });
  return bench;
}

function read(bench: Bench, KeyId: string): { Statement: Record<string, unknown>[] } {
  return JSON.parse(String(bench.ok('kms.GetKeyPolicy', { KeyId })['Policy'])) as {
    Statement: Record<string, unknown>[];
  };
}

describe('PutKeyPolicy', () => {
  const malformed = 'MalformedPolicyDocumentException';
  it.each([
    { why: 'the account may do all', policy: text(allow({ AWS: root })), expected: 'ok' },
    { why: 'the caller may do all', policy: text(allow({ AWS: admin })), expected: 'ok' },
    { why: 'only somebody else may', policy: text(allow({ AWS: app })), expected: malformed },
    {
      why: 'the caller may all but put',
      policy: text(allow({ AWS: admin }, { Action: 'kms:Get*' })),
      expected: malformed,
    },
    {
      why: 'a Deny takes it away',
      policy: text(allow({ AWS: root }), { ...allow('*'), Effect: 'Deny', Action: 'kms:PutKeyPolicy' }),
      expected: malformed,
    },
    {
      why: 'a condition does not hold',
      policy: text(
        allow({ AWS: root }, { Condition: { StringEquals: { 'kms:CallerAccount': '999999999999' } } }),
      ),
      expected: malformed,
    },
    {
      why: 'a condition holds',
      policy: text(allow({ AWS: root }, { Condition: { StringEquals: { 'kms:CallerAccount': account } } })),
      expected: 'ok',
    },
    {
      why: 'no action',
      policy: text(allow({ AWS: root }), { Effect: 'Allow', Principal: { AWS: app }, Resource: '*' }),
      expected: 'ok',
    },
    {
      why: 'no principal',
      policy: text(allow({ AWS: root }), { Effect: 'Allow', Action: 'kms:*', Resource: '*' }),
      expected: malformed,
    },
    { why: 'a role nobody made', policy: text(allow({ AWS: [root, `${app}2`] })), expected: malformed },
    {
      why: 'a role of an account nobody here knows',
      policy: text(allow({ AWS: [root, 'arn:aws:iam::999988887777:role/x'] })),
      expected: 'ok',
    },
    {
      why: 'no service',
      policy: text(allow({ AWS: root }), allow({ Service: 'cloudtrail' })),
      expected: malformed,
    },
    {
      why: 'an effect nobody knows',
      policy: text(allow({ AWS: root }, { Effect: 'allow' })),
      expected: malformed,
    },
    { why: '32 KB', policy: text(allow({ AWS: root })).padEnd(32_768), expected: 'ok' },
    {
      why: 'a byte more',
      policy: text(allow({ AWS: root })).padEnd(32_769),
      expected: 'LimitExceededException',
    },
    {
      why: 'a character beyond Latin-1',
      policy: text(allow({ AWS: root }, { Sid: '鍵' })),
      expected: 'ValidationException',
    },
  ])('answers $expected where $why', ({ policy, expected }) => {
    const bench = withRole();
    const { KeyId } = bench.key();
    const before = read(bench, KeyId);
    expect(bench.refusal('kms.PutKeyPolicy', { KeyId, Policy: policy })).toBe(expected);
    if (expected !== 'ok') expect(read(bench, KeyId)).toEqual(before);
  });

  it('has one name', () => {
    const bench = withRole();
    const { KeyId } = bench.key();
    expect(bench.refusal('kms.GetKeyPolicy', { KeyId, PolicyName: 'AWS_RAM' })).toBe('NotFoundException');
    expect(bench.refusal('kms.GetKeyPolicy', { KeyId, PolicyName: 'a b' })).toBe('ValidationException');
  });

  it('locks its caller out only with the bypass', () => {
    const bench = withRole();
    const { KeyId } = bench.key();
    bench.ok('kms.PutKeyPolicy', {
      KeyId,
      Policy: text(allow({ AWS: app })),
      BypassPolicyLockoutSafetyCheck: true,
    });
    expect(bench.refusal('kms.PutKeyPolicy', { KeyId, Policy: text(allow({ AWS: root })) })).toBe(
      'AccessDeniedException',
    );
    expect(
      bench.refusal(
        'kms.PutKeyPolicy',
        { KeyId, Policy: text(allow({ AWS: [app, root] })) },
        { principal: app },
      ),
    ).toBe('ok');
  });
});

describe('GetKeyPolicy', () => {
  it('answers in its own form: account ids as root, lists of one collapsed, longer ones in another order', () => {
    const bench = withRole();
    const { KeyId } = bench.key();
    const actions = ['kms:Decrypt', 'kms:Encrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'];
    bench.ok('kms.PutKeyPolicy', {
      KeyId,
      Policy: text(allow({ AWS: [account] }), allow({ AWS: [app] }, { Action: actions })),
    });
    const raw = String(bench.ok('kms.GetKeyPolicy', { KeyId })['Policy']);
    expect(raw).toContain('\n  "Version" : "2012-10-17",\n  "Statement" : [ {\n    "Effect" : "Allow",');
    const { Statement } = read(bench, KeyId);
    expect(Statement[0]?.['Principal']).toEqual({ AWS: root });
    expect(Statement[1]?.['Principal']).toEqual({ AWS: app });
    expect(Statement[1]?.['Action']).not.toEqual(actions);
    expect((Statement[1]?.['Action'] as string[]).toSorted()).toEqual(actions.toSorted());
  });

  it('shows a deleted role by unique id, also when a role of that name is created again', () => {
    const bench = withRole();
    const { KeyId } = bench.key({ Policy: text(allow({ AWS: [root, app] })) });
    bench.ok('iam.DeleteRole', { RoleName: 'app' });
    const shown = () => (read(bench, KeyId).Statement[0]?.['Principal'] as { AWS: string[] }).AWS.toSorted();
    const [stale] = shown();
    expect(stale).toMatch(/^AROA[0-9A-F]{17}$/u);
    bench.ok('iam.CreateRole', { RoleName: 'app', AssumeRolePolicyDocument: trust });
    expect(shown()[0]).toBe(stale);
    // Sending it back as it reads is refused: nobody has that id any more.
    const back = { KeyId, Policy: JSON.stringify(read(bench, KeyId)) };
    expect(bench.refusal('kms.PutKeyPolicy', back)).toBe('MalformedPolicyDocumentException');
    bench.ok('kms.PutKeyPolicy', { KeyId, Policy: text(allow({ AWS: [root, app] })) });
    expect(shown()).toEqual([app, root].toSorted());
  });
});

describe('a key whose policy is closed', () => {
  it('is readable by those it names and by nobody else, the root user included', () => {
    const bench = withRole();
    const { KeyId } = bench.key({ Policy: text(allow({ AWS: app })), BypassPolicyLockoutSafetyCheck: true });
    for (const call of [
      'DescribeKey',
      'GetKeyPolicy',
      'ListResourceTags',
      'GetKeyRotationStatus',
      'ListGrants',
    ]) {
      expect(bench.refusal(`kms.${call}`, { KeyId })).toBe('AccessDeniedException');
      expect(bench.refusal(`kms.${call}`, { KeyId }, { principal: root })).toBe('AccessDeniedException');
      expect(bench.refusal(`kms.${call}`, { KeyId }, { principal: app })).toBe('ok');
    }
    // Listings of the Region go by IAM alone, so the key shows there.
    expect(bench.ok('kms.ListKeys')['Keys']).toMatchObject([{ KeyId }]);
  });
});

describe('a key policy with conditions on the key', () => {
  it('opens and closes with the aliases and tags of the key', () => {
    const bench = withRole();
    const byAlias = allow(
      { AWS: app },
      {
        Action: 'kms:DescribeKey',
        Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/app' } },
      },
    );
    const byTag = allow(
      { AWS: app },
      { Action: 'kms:DescribeKey', Condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } } },
    );
    const { KeyId } = bench.key({ Policy: text(allow({ AWS: admin }), byAlias, byTag) });
    const may = () => bench.refusal('kms.DescribeKey', { KeyId }, { principal: app });
    expect(may()).toBe('AccessDeniedException');
    bench.ok('kms.CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId });
    expect(may()).toBe('ok');
    bench.ok('kms.UpdateAlias', { AliasName: 'alias/app', TargetKeyId: bench.key().KeyId });
    expect(may()).toBe('AccessDeniedException');
    bench.ok('kms.TagResource', { KeyId, Tags: [{ TagKey: 'team', TagValue: 'a' }] });
    expect(may()).toBe('ok');
  });
});

describe('a role with IAM policies', () => {
  const read_only = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['kms:Describe*', 'kms:Get*', 'kms:List*'], Resource: '*' }],
  });

  it('allows what the account allows, and what a key policy gives by name', () => {
    const bench = withRole();
    bench.ok('iam.PutRolePolicy', { RoleName: 'app', PolicyName: 'p', PolicyDocument: read_only });
    const as = { principal: app };
    const open = bench.key().KeyId;
    expect(bench.refusal('kms.DescribeKey', { KeyId: open }, as)).toBe('ok');
    expect(bench.refusal('kms.DisableKey', { KeyId: open }, as)).toBe('AccessDeniedException');
    expect(bench.refusal('kms.CreateKey', {}, as)).toBe('AccessDeniedException');
    const named = bench.key({ Policy: text(allow({ AWS: root }), allow({ AWS: app })) }).KeyId;
    expect(bench.refusal('kms.DisableKey', { KeyId: named }, as)).toBe('ok');
  });
});

describe('a role of another account', () => {
  it('needs both the key policy and its own account', () => {
    const other = '444455556666';
    const bench = createBench({ accounts: [account, other], principals: [`arn:aws:iam::${other}:role/app`] });
    const stranger = { account: other, principal: `arn:aws:iam::${other}:role/app` };
    const closed = bench.key().Arn;
    const open = bench.key({ Policy: text(allow({ AWS: [root, other] })) }).Arn;
    expect(bench.refusal('kms.DescribeKey', { KeyId: closed }, stranger)).toBe('AccessDeniedException');
    expect(bench.refusal('kms.DescribeKey', { KeyId: open }, stranger)).toBe('ok');
    const nothing = JSON.stringify({ Statement: [{ Effect: 'Deny', Action: 'kms:*', Resource: '*' }] });
    bench.ok(
      'iam.PutRolePolicy',
      { RoleName: 'app', PolicyName: 'p', PolicyDocument: nothing },
      { account: other },
    );
    expect(bench.refusal('kms.DescribeKey', { KeyId: open }, stranger)).toBe('AccessDeniedException');
  });

  it.each([
    ['kms.ListKeys', 'UnrecognizedClientException'],
    ['s3.ListBuckets', 'InvalidAccessKeyId'],
    ['sts.GetCallerIdentity', 'InvalidClientTokenId'],
    ['iam.GetRole', 'InvalidClientTokenId'],
  ])('refuses a principal of an unknown account in %s with %s', (call, expected) => {
    expect(createBench().refusal(call, { RoleName: 'x' }, { account: '999999999999' })).toBe(expected);
  });

  it('refuses everything without credentials of a known account', () => {
    const bench = createBench();
    expect(bench.refusal('kms.ListKeys', {}, { account: '999999999999' })).toBe(
      'UnrecognizedClientException',
    );
    expect(bench.refusal('kms.ListKeys', {}, { principal: `arn:aws:iam::999999999999:role/x` })).toBe(
      'UnrecognizedClientException',
    );
  });
});
