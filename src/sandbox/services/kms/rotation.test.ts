import { describe, expect, it } from 'vitest';
import { createBench, type Bench } from '../../bench.test-helper.ts';

const day = 86_400_000;

function status(bench: Bench, KeyId: string): Record<string, unknown> {
  return bench.ok('kms.GetKeyRotationStatus', { KeyId });
}

describe('automatic rotation', () => {
  it.each([
    { why: 'no period', input: {}, expected: 365 },
    { why: 'the shortest', input: { RotationPeriodInDays: 90 }, expected: 90 },
    { why: 'the longest', input: { RotationPeriodInDays: 2560 }, expected: 2560 },
    { why: 'too short', input: { RotationPeriodInDays: 89 }, expected: 'ValidationException' },
    { why: 'too long', input: { RotationPeriodInDays: 2561 }, expected: 'ValidationException' },
  ])('answers $expected with $why', ({ input, expected }) => {
    const bench = createBench();
    const { KeyId } = bench.key();
    const refusal = bench.refusal('kms.EnableKeyRotation', { KeyId, ...input });
    expect(refusal === 'ok' ? status(bench, KeyId)['RotationPeriodInDays'] : refusal).toBe(expected);
  });

  it('is only for symmetric keys with material of KMS', () => {
    const bench = createBench();
    for (const input of [
      { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
      { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
    ]) {
      const { KeyId } = bench.key(input);
      expect(bench.refusal('kms.EnableKeyRotation', { KeyId })).toBe('UnsupportedOperationException');
      expect(status(bench, KeyId)).toEqual({ KeyId, KeyRotationEnabled: false });
    }
  });

  it('starts again when enabled again, although nothing else changes', () => {
    const bench = createBench();
    const { KeyId } = bench.key();
    bench.ok('kms.EnableKeyRotation', { KeyId, RotationPeriodInDays: 100 });
    bench.clock.pass(40 * day);
    bench.ok('kms.EnableKeyRotation', { KeyId, RotationPeriodInDays: 100 });
    expect(status(bench, KeyId)['NextRotationDate']).toEqual(new Date(bench.clock.now() + 100 * day));
  });

  it('happens automatically, is listed, and makes new material current', () => {
    const bench = createBench();
    const made = bench.key() as { KeyId: string; CurrentKeyMaterialId?: string };
    const { KeyId } = made;
    bench.ok('kms.EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    bench.clock.pass(185 * day);
    expect(bench.ok('kms.ListKeyRotations', { KeyId })['Rotations']).toMatchObject([
      { RotationType: 'AUTOMATIC', KeyMaterialState: 'NON_CURRENT' },
      { RotationType: 'AUTOMATIC', KeyMaterialState: 'CURRENT' },
    ]);
    const now = bench.ok('kms.DescribeKey', { KeyId })['KeyMetadata'] as { CurrentKeyMaterialId: string };
    expect(now.CurrentKeyMaterialId).not.toBe(made.CurrentKeyMaterialId);
    bench.ok('kms.DisableKeyRotation', { KeyId });
    bench.clock.pass(400 * day);
    expect(bench.ok('kms.ListKeyRotations', { KeyId })['Rotations']).toHaveLength(2);
  });

  it('reads false while the key waits for deletion and comes back with it', () => {
    const bench = createBench();
    const { KeyId } = bench.key();
    bench.ok('kms.EnableKeyRotation', { KeyId });
    const before = status(bench, KeyId);
    bench.ok('kms.ScheduleKeyDeletion', { KeyId });
    expect(status(bench, KeyId)).toEqual({ KeyId, KeyRotationEnabled: false });
    bench.ok('kms.CancelKeyDeletion', { KeyId });
    expect(status(bench, KeyId)).toEqual(before);
  });
});

describe('rotation on demand', () => {
  it('runs one at a time, 25 times at most, and does not move the schedule', () => {
    const bench = createBench();
    const { KeyId } = bench.key();
    bench.ok('kms.EnableKeyRotation', { KeyId });
    const { NextRotationDate } = status(bench, KeyId);
    bench.ok('kms.RotateKeyOnDemand', { KeyId });
    expect(status(bench, KeyId)['OnDemandRotationStartDate']).toEqual(new Date(bench.clock.now()));
    expect(bench.refusal('kms.RotateKeyOnDemand', { KeyId })).toBe('ConflictException');
    for (let n = 1; n < 25; n++) {
      bench.clock.pass(60_000);
      bench.ok('kms.RotateKeyOnDemand', { KeyId });
    }
    bench.clock.pass(60_000);
    expect(bench.refusal('kms.RotateKeyOnDemand', { KeyId })).toBe('LimitExceededException');
    expect(status(bench, KeyId)['NextRotationDate']).toEqual(NextRotationDate);
  });

  it('is refused within 20 minutes before an automatic one', () => {
    const bench = createBench();
    const { KeyId } = bench.key();
    bench.ok('kms.EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    bench.clock.pass(90 * day - 19 * 60_000);
    expect(bench.refusal('kms.RotateKeyOnDemand', { KeyId })).toBe('ConflictException');
  });
});
