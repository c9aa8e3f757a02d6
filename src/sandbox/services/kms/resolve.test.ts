import { describe, expect, it } from 'vitest';
import { createBench, type Bench } from '../../bench.test-helper.ts';

const other = '444455556666';

function world(): { bench: Bench; id: string } {
  const bench = createBench({ accounts: ['111122223333', other] });
  const id = bench.key({
    Policy: JSON.stringify({
      Statement: [
        { Effect: 'Allow', Principal: { AWS: ['111122223333', other] }, Action: 'kms:*', Resource: '*' },
      ],
    }),
  }).KeyId;
  bench.ok('kms.CreateAlias', { AliasName: 'alias/a', TargetKeyId: id });
  return { bench, id };
}

function arn(id: string, region = 'us-east-1'): string {
  return `arn:aws:kms:${region}:111122223333:key/${id}`;
}

const aliasArn = 'arn:aws:kms:us-east-1:111122223333:alias/a';

describe('the name of a key', () => {
  it.each([
    { why: 'an id', name: (id: string) => id, describe: 'ok', change: 'ok' },
    { why: 'an ARN', name: (id: string) => arn(id), describe: 'ok', change: 'ok' },
    { why: 'an alias', name: () => 'alias/a', describe: 'ok', change: 'NotFoundException' },
    { why: 'an alias ARN', name: () => aliasArn, describe: 'ok', change: 'InvalidArnException' },
    {
      why: 'an alias nobody made',
      name: () => 'alias/b',
      describe: 'NotFoundException',
      change: 'NotFoundException',
    },
    {
      why: 'an ARN of another Region',
      name: (id: string) => arn(id, 'eu-west-1'),
      describe: 'NotFoundException',
      change: 'NotFoundException',
    },
    {
      why: 'an id nobody has',
      name: () => '00000000-0000-4000-a000-000000000000',
      describe: 'NotFoundException',
      change: 'NotFoundException',
    },
    {
      why: 'no id at all',
      name: () => 'customer-data',
      describe: 'NotFoundException',
      change: 'NotFoundException',
    },
    {
      why: 'an ARN of another service',
      name: () => 'arn:aws:s3:::bucket',
      describe: 'InvalidArnException',
      change: 'InvalidArnException',
    },
    { why: 'an empty text', name: () => '', describe: 'ValidationException', change: 'ValidationException' },
  ])('answers reads with $describe and changes with $change for a key given as $why', (row) => {
    const { bench, id } = world();
    expect(bench.refusal('kms.DescribeKey', { KeyId: row.name(id) })).toBe(row.describe);
    expect(bench.refusal('kms.DisableKey', { KeyId: row.name(id) })).toBe(row.change);
  });

  it.each([
    ['DescribeKey', {}, 'ok'],
    ['GetKeyRotationStatus', {}, 'ok'],
    ['ListGrants', {}, 'ok'],
    ['GetKeyPolicy', {}, 'AccessDeniedException'],
    ['ListResourceTags', {}, 'AccessDeniedException'],
    ['UpdateKeyDescription', { Description: 'mine' }, 'AccessDeniedException'],
  ])('answers %s with %s from another account that the policy trusts', (operation, input, expected) => {
    const { bench, id } = world();
    expect(bench.refusal(`kms.${operation}`, { KeyId: arn(id), ...input }, { account: other })).toBe(
      expected,
    );
  });

  it('is looked up in the account and Region of the caller only', () => {
    const { bench, id } = world();
    expect(bench.refusal('kms.DescribeKey', { KeyId: id }, { account: other })).toBe('NotFoundException');
    expect(bench.refusal('kms.DescribeKey', { KeyId: id }, { region: 'eu-west-1' })).toBe(
      'NotFoundException',
    );
  });

  it('makes the AWS managed key when a predefined alias is described, and lets nobody change it', () => {
    const { bench } = world();
    expect(bench.ok('kms.DescribeKey', { KeyId: 'alias/aws/s3' })).toMatchObject({
      KeyMetadata: { KeyManager: 'AWS', KeyState: 'Enabled' },
    });
    const aliases = bench.ok('kms.ListAliases')['Aliases'] as { AliasName: string; TargetKeyId: string }[];
    const KeyId = aliases.find((alias) => alias.AliasName === 'alias/aws/s3')?.TargetKeyId;
    expect(bench.ok('kms.GetKeyRotationStatus', { KeyId })).toMatchObject({ KeyRotationEnabled: true });
    for (const call of ['kms.DisableKey', 'kms.ScheduleKeyDeletion', 'kms.DisableKeyRotation']) {
      expect(bench.refusal(call, { KeyId })).toBe('AccessDeniedException');
    }
    expect(bench.refusal('kms.CreateAlias', { AliasName: 'alias/mine', TargetKeyId: KeyId })).toBe(
      'AccessDeniedException',
    );
  });
});
