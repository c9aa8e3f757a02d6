import { describe, expect, it } from 'vitest';
import { createBench, type Bench, type Input } from '../../bench.test-helper.ts';

const role = 'arn:aws:iam::111122223333:role/app';
const trust = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }] });

function withRole(): { bench: Bench; KeyId: string } {
  const bench = createBench();
  bench.ok('iam.CreateRole', { RoleName: 'app', AssumeRolePolicyDocument: trust });
  return { bench, KeyId: bench.key().KeyId };
}

function grants(bench: Bench, KeyId: string, input: Input = {}): Record<string, unknown>[] {
  return bench.ok('kms.ListGrants', { KeyId, ...input })['Grants'] as Record<string, unknown>[];
}

const base = { GranteePrincipal: role, Operations: ['Decrypt'] };

describe('CreateGrant', () => {
  it.each<{ why: string; input: Input; expected: string }>([
    { why: 'a role', input: base, expected: 'ok' },
    {
      why: 'a role nobody made',
      input: { ...base, GranteePrincipal: `${role}2` },
      expected: 'InvalidArnException',
    },
    { why: 'no grantee', input: { Operations: ['Decrypt'] }, expected: 'ValidationException' },
    {
      why: 'two grantees',
      input: { ...base, GranteeServicePrincipal: 's3.amazonaws.com' },
      expected: 'ValidationException',
    },
    {
      why: 'a service alone',
      input: { Operations: ['Decrypt'], GranteeServicePrincipal: 's3.amazonaws.com' },
      expected: 'ValidationException',
    },
    {
      why: 'a service with source and retiring principal',
      input: {
        Operations: ['Decrypt'],
        GranteeServicePrincipal: 's3.amazonaws.com',
        RetiringPrincipal: role,
        Constraints: { SourceArn: 'arn:aws:s3:::b' },
      },
      expected: 'ok',
    },
    {
      why: 'both context constraints',
      input: {
        ...base,
        Constraints: { EncryptionContextEquals: { a: 'b' }, EncryptionContextSubset: { a: 'b' } },
      },
      expected: 'ValidationException',
    },
    {
      why: 'an operation of other keys',
      input: { ...base, Operations: ['Sign'] },
      expected: 'ValidationException',
    },
    { why: 'no operation', input: { ...base, Operations: [] }, expected: 'ValidationException' },
    { why: 'a name with a blank', input: { ...base, Name: 'a b' }, expected: 'ValidationException' },
    { why: 'a dry run', input: { ...base, DryRun: true }, expected: 'DryRunOperationException' },
  ])('answers $expected for $why', ({ input, expected }) => {
    const { bench, KeyId } = withRole();
    expect(bench.refusal('kms.CreateGrant', { KeyId, ...input })).toBe(expected);
  });

  it('shows the name it was given, and none if it was given none', () => {
    const { bench, KeyId } = withRole();
    bench.ok('kms.CreateGrant', { KeyId, ...base });
    expect(grants(bench, KeyId)[0]).not.toHaveProperty('Name');
    bench.ok('kms.CreateGrant', { KeyId, ...base, Name: 'n' });
    expect(grants(bench, KeyId).map((grant) => grant['Name'])).toContain('n');
  });

  it('is the same grant for the same name and parameters, another one for any other', () => {
    const { bench, KeyId } = withRole();
    const create = (input: Input) => bench.ok('kms.CreateGrant', { KeyId, ...base, ...input });
    const first = create({ Name: 'n', Operations: ['Decrypt', 'Encrypt'] });
    const again = create({ Name: 'n', Operations: ['Encrypt', 'Decrypt'] });
    expect(again['GrantId']).toBe(first['GrantId']);
    expect(again['GrantToken']).not.toBe(first['GrantToken']);
    expect(create({ Name: 'n' })['GrantId']).not.toBe(first['GrantId']);
    expect(create({})['GrantId']).not.toBe(create({})['GrantId']);
    expect(grants(bench, KeyId)).toHaveLength(4);
  });

  it('is listed by id and by grantee, and dies with its principal', () => {
    const { bench, KeyId } = withRole();
    const { GrantId } = bench.ok('kms.CreateGrant', { KeyId, ...base, Name: 'n' });
    bench.ok('kms.CreateGrant', { KeyId, ...base, GranteePrincipal: 'arn:aws:iam::111122223333:root' });
    expect(grants(bench, KeyId, { GrantId })).toHaveLength(1);
    expect(grants(bench, KeyId, { GranteePrincipal: role })).toMatchObject([{ GrantId, Name: 'n' }]);
    bench.ok('iam.DeleteRole', { RoleName: 'app' });
    bench.ok('iam.CreateRole', { RoleName: 'app', AssumeRolePolicyDocument: trust });
    expect(grants(bench, KeyId, { GrantId })[0]?.['GranteePrincipal']).toMatch(/^AROA/u);
  });
});

describe('a grant', () => {
  /** Creates a key that only admin may use, and a role that gets a grant on it. */
  function closed(): { bench: Bench; KeyId: string } {
    const { bench } = withRole();
    const Policy = JSON.stringify({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:role/admin' },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    });
    return { bench, KeyId: bench.key({ Policy }).KeyId };
  }

  const as = { principal: role };
  const Plaintext = new Uint8Array([7]);

  it.each<{ why: string; constraints: Input | undefined; context: Input; expected: string }>([
    { why: 'no constraint', constraints: undefined, context: { a: 'b' }, expected: 'ok' },
    {
      why: 'a subset held',
      constraints: { EncryptionContextSubset: { a: 'b' } },
      context: { a: 'b', c: 'd' },
      expected: 'ok',
    },
    {
      why: 'a subset missed',
      constraints: { EncryptionContextSubset: { a: 'b' } },
      context: {},
      expected: 'AccessDeniedException',
    },
    {
      why: 'an equal context',
      constraints: { EncryptionContextEquals: { a: 'b' } },
      context: { a: 'b' },
      expected: 'ok',
    },
    {
      why: 'a larger context',
      constraints: { EncryptionContextEquals: { a: 'b' } },
      context: { a: 'b', c: 'd' },
      expected: 'AccessDeniedException',
    },
  ])('answers $expected with $why to its grantee', ({ constraints, context, expected }) => {
    const { bench, KeyId } = closed();
    const encrypt = () => bench.refusal('kms.Encrypt', { KeyId, Plaintext, EncryptionContext: context }, as);
    expect(encrypt()).toBe('AccessDeniedException');
    bench.ok('kms.CreateGrant', {
      KeyId,
      GranteePrincipal: role,
      Operations: ['Encrypt'],
      Constraints: constraints,
    });
    expect(encrypt()).toBe(expected);
  });

  it('ends by revocation, once, and by its retiring principal', () => {
    const { bench, KeyId } = closed();
    const create = () => bench.ok('kms.CreateGrant', { KeyId, ...base, RetiringPrincipal: role })['GrantId'];
    const GrantId = create();
    expect(bench.refusal('kms.RevokeGrant', { KeyId, GrantId }, as)).toBe('AccessDeniedException');
    expect(bench.refusal('kms.RevokeGrant', { KeyId, GrantId })).toBe('ok');
    expect(bench.refusal('kms.RevokeGrant', { KeyId, GrantId })).toBe('NotFoundException');
    expect(bench.refusal('kms.RevokeGrant', { KeyId, GrantId: 'x' })).toBe('InvalidGrantIdException');
    const second = create();
    expect(bench.ok('kms.ListRetirableGrants', { RetiringPrincipal: role })['Grants']).toHaveLength(1);
    expect(bench.refusal('kms.RetireGrant', { KeyId, GrantId: second }, as)).toBe('ok');
  });

  it('shows the service and the resource of a grant for a service', () => {
    const { bench, KeyId } = withRole();
    bench.ok('kms.CreateGrant', {
      KeyId,
      Operations: ['Decrypt'],
      GranteeServicePrincipal: 's3.amazonaws.com',
      RetiringServicePrincipal: 'backup.amazonaws.com',
      Constraints: { SourceArn: 'arn:aws:s3:::b' },
    });
    expect(grants(bench, KeyId)).toMatchObject([
      {
        GranteeServicePrincipal: 's3.amazonaws.com',
        RetiringServicePrincipal: 'backup.amazonaws.com',
        Constraints: { SourceArn: 'arn:aws:s3:::b' },
        IssuingAccount: 'arn:aws:iam::111122223333:root',
      },
    ]);
  });

  it('retires a grant by its token, and changes nothing in a dry run', () => {
    const { bench, KeyId } = closed();
    const { GrantId, GrantToken } = bench.ok('kms.CreateGrant', { KeyId, ...base });
    expect(bench.refusal('kms.RevokeGrant', { KeyId, GrantId, DryRun: true })).toBe(
      'DryRunOperationException',
    );
    expect(bench.refusal('kms.RetireGrant', { GrantToken: 'x' })).toBe('InvalidGrantTokenException');
    expect(bench.refusal('kms.RetireGrant', { GrantToken }, as)).toBe('AccessDeniedException');
    expect(bench.refusal('kms.RetireGrant', {})).toBe('ValidationException');
    expect(grants(bench, KeyId)).toHaveLength(1);
    expect(bench.refusal('kms.RetireGrant', { GrantToken })).toBe('ok');
    expect(grants(bench, KeyId)).toEqual([]);
  });
});
