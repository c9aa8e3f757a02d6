import { describe, expect, it } from 'vitest';
import { createBench } from '../../bench.test-helper.ts';

describe('an alias', () => {
  it.each([
    { name: 'alias/a', expected: 'ok' },
    { name: 'alias/team/data_1-x', expected: 'ok' },
    { name: `alias/${'x'.repeat(250)}`, expected: 'ok' },
    { name: `alias/${'x'.repeat(251)}`, expected: 'ValidationException' },
    { name: 'a', expected: 'ValidationException' },
    // Outside of the pattern of the parameter; a colon is in it and yet in no name.
    { name: 'alias/a b', expected: 'ValidationException' },
    { name: 'alias/a:b', expected: 'InvalidAliasNameException' },
    { name: 'alias/aws/mine', expected: 'NotAuthorizedException' },
  ])('answers $expected for an alias named $name', ({ name, expected }) => {
    const bench = createBench();
    expect(bench.refusal('kms.CreateAlias', { AliasName: name, TargetKeyId: bench.key().KeyId })).toBe(
      expected,
    );
  });

  it('is unique in its account and Region, not beyond', () => {
    const bench = createBench();
    const here = bench.key().KeyId;
    const there = bench.key({}, { region: 'eu-west-1' }).KeyId;
    bench.ok('kms.CreateAlias', { AliasName: 'alias/a', TargetKeyId: here });
    expect(bench.refusal('kms.CreateAlias', { AliasName: 'alias/a', TargetKeyId: here })).toBe(
      'AlreadyExistsException',
    );
    bench.ok('kms.CreateAlias', { AliasName: 'alias/a', TargetKeyId: there }, { region: 'eu-west-1' });
  });

  it('moves between keys of one type and usage only', () => {
    const bench = createBench();
    const symmetric = bench.key().KeyId;
    const another = bench.key().KeyId;
    const signing = bench.key({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }).KeyId;
    const ecc = bench.key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }).KeyId;
    bench.ok('kms.CreateAlias', { AliasName: 'alias/a', TargetKeyId: symmetric });
    bench.ok('kms.CreateAlias', { AliasName: 'alias/s', TargetKeyId: signing });
    bench.clock.pass(1_000);
    const move = (AliasName: string, TargetKeyId: string) =>
      bench.refusal('kms.UpdateAlias', { AliasName, TargetKeyId });
    expect(move('alias/a', another)).toBe('ok');
    expect(move('alias/s', ecc)).toBe('ok');
    expect(move('alias/a', signing)).toBe('ValidationException');
    expect(move('alias/none', another)).toBe('NotFoundException');
    const [moved] = bench.ok('kms.ListAliases', { KeyId: another })['Aliases'] as {
      LastUpdatedDate: Date;
      CreationDate: Date;
    }[];
    expect(moved?.LastUpdatedDate.getTime()).toBe((moved?.CreationDate.getTime() ?? 0) + 1_000);
  });

  it('is one of at most 50 of its key', () => {
    const bench = createBench();
    const full = bench.key().KeyId;
    const free = bench.key().KeyId;
    const create = (n: number, TargetKeyId: string) =>
      bench.refusal('kms.CreateAlias', { AliasName: `alias/${String(n)}`, TargetKeyId });
    for (let n = 0; n < 50; n++) expect(create(n, full)).toBe('ok');
    expect(create(50, full)).toBe('LimitExceededException');
    expect(create(51, free)).toBe('ok');
    expect(bench.refusal('kms.UpdateAlias', { AliasName: 'alias/51', TargetKeyId: full })).toBe(
      'LimitExceededException',
    );
  });

  it('refuses to delete an alias twice', () => {
    const bench = createBench();
    bench.ok('kms.CreateAlias', { AliasName: 'alias/a', TargetKeyId: bench.key().KeyId });
    bench.ok('kms.DeleteAlias', { AliasName: 'alias/a' });
    expect(bench.refusal('kms.DeleteAlias', { AliasName: 'alias/a' })).toBe('NotFoundException');
  });
});
