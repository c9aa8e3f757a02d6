import { describe, expect, it } from 'vitest';
import { createBench } from '../../bench.test-helper.ts';

const day = 86_400_000;

describe('the deletion of a key', () => {
  it.each([
    { days: undefined, expected: 30 },
    { days: 7, expected: 7 },
    { days: 6, expected: 'ValidationException' },
    { days: 31, expected: 'ValidationException' },
  ])('answers $expected in $days days', ({ days, expected }) => {
    const bench = createBench();
    const input = { KeyId: bench.key().KeyId, ...(days === undefined ? {} : { PendingWindowInDays: days }) };
    const answer = bench.answer('kms.ScheduleKeyDeletion', input);
    expect(answer.is === 'ok' ? answer.output['PendingWindowInDays'] : answer.name).toBe(expected);
  });

  it('happens when the window ends, with aliases and grants', () => {
    const bench = createBench();
    const { KeyId, Arn } = bench.key();
    bench.ok('kms.CreateAlias', { AliasName: 'alias/a', TargetKeyId: KeyId });
    expect(bench.ok('kms.ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 })).toEqual({
      KeyId: Arn,
      KeyState: 'PendingDeletion',
      PendingWindowInDays: 7,
      DeletionDate: new Date(bench.clock.now() + 7 * day),
    });
    bench.clock.pass(7 * day - 1);
    expect(bench.refusal('kms.DescribeKey', { KeyId: 'alias/a' })).toBe('ok');
    bench.clock.pass(1);
    expect(bench.refusal('kms.DescribeKey', { KeyId })).toBe('NotFoundException');
    expect(bench.ok('kms.ListAliases')['Aliases']).toEqual([]);
    expect(bench.ok('kms.ListKeys')['Keys']).toEqual([]);
  });

  it('disables the key at a cancel, and does nothing at the old date', () => {
    const bench = createBench();
    const { KeyId } = bench.key();
    bench.ok('kms.ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    bench.ok('kms.CancelKeyDeletion', { KeyId });
    bench.clock.pass(30 * day);
    expect(bench.ok('kms.DescribeKey', { KeyId })).toMatchObject({ KeyMetadata: { KeyState: 'Disabled' } });
    bench.ok('kms.EnableKey', { KeyId });
  });

  it('waits for the last replica of a primary, then for its own window', () => {
    const bench = createBench();
    const { KeyId } = bench.key({ MultiRegion: true });
    bench.ok('kms.ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' });
    bench.clock.pass(10_000);
    expect(bench.ok('kms.ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 })).toMatchObject({
      KeyState: 'PendingReplicaDeletion',
    });
    expect(bench.ok('kms.DescribeKey', { KeyId })['KeyMetadata']).toMatchObject({
      PendingDeletionWindowInDays: 7,
    });
    bench.clock.pass(100 * day);
    expect(bench.ok('kms.DescribeKey', { KeyId })['KeyMetadata']).not.toHaveProperty('DeletionDate');
    bench.ok('kms.ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }, { region: 'eu-west-1' });
    bench.clock.pass(7 * day);
    expect(bench.ok('kms.DescribeKey', { KeyId })).toMatchObject({
      KeyMetadata: { KeyState: 'PendingDeletion', DeletionDate: new Date(bench.clock.now() + 7 * day) },
    });
    bench.clock.pass(7 * day);
    expect(bench.refusal('kms.DescribeKey', { KeyId })).toBe('NotFoundException');
  });
});
