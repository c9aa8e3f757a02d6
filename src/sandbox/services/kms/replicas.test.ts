import { describe, expect, it } from 'vitest';
import { createBench, type Bench } from '../../bench.test-helper.ts';

const there = { region: 'eu-west-1' };

function family(): { bench: Bench; KeyId: string } {
  const bench = createBench();
  const { KeyId } = bench.key({
    MultiRegion: true,
    Description: 'primary',
    Tags: [{ TagKey: 'a', TagValue: 'b' }],
  });
  bench.ok('kms.ReplicateKey', { KeyId, ReplicaRegion: there.region });
  bench.clock.pass(10_000);
  return { bench, KeyId };
}

function config(bench: Bench, KeyId: string, where = {}): unknown {
  const shown = bench.ok('kms.DescribeKey', { KeyId }, where)['KeyMetadata'] as Record<string, unknown>;
  return shown['MultiRegionConfiguration'];
}

describe('a replica', () => {
  it('takes nothing from its primary that is not shared: description, tags and policy are its own', () => {
    const { bench, KeyId } = family();
    expect(bench.ok('kms.DescribeKey', { KeyId }, there)).toMatchObject({
      KeyMetadata: { Description: '', KeyState: 'Enabled' },
    });
    expect(bench.ok('kms.ListResourceTags', { KeyId }, there)['Tags']).toEqual([]);
    bench.ok('kms.DisableKey', { KeyId });
    expect(bench.ok('kms.DescribeKey', { KeyId }, there)).toMatchObject({ KeyMetadata: { Enabled: true } });
  });

  it('shares the rotation of its primary and cannot set it', () => {
    const { bench, KeyId } = family();
    bench.ok('kms.EnableKeyRotation', { KeyId, RotationPeriodInDays: 120 });
    expect(bench.ok('kms.GetKeyRotationStatus', { KeyId }, there)).toMatchObject({
      RotationPeriodInDays: 120,
    });
    expect(bench.refusal('kms.DisableKeyRotation', { KeyId }, there)).toBe('UnsupportedOperationException');
  });

  it('opens what the primary sealed', () => {
    const { bench, KeyId } = family();
    const Plaintext = new Uint8Array([1, 2, 3]);
    const { CiphertextBlob } = bench.ok('kms.Encrypt', { KeyId, Plaintext });
    expect(bench.ok('kms.Decrypt', { CiphertextBlob }, there)['Plaintext']).toEqual(Plaintext);
  });

  it.each([
    { why: 'a Region that has one', primary: true, region: 'eu-west-1', expected: 'AlreadyExistsException' },
    {
      why: "the primary's own Region",
      primary: true,
      region: 'us-east-1',
      expected: 'AlreadyExistsException',
    },
    { why: 'no Region', primary: true, region: 'Europe', expected: 'ValidationException' },
    {
      why: 'a replica of a replica',
      primary: false,
      region: 'ap-south-1',
      expected: 'UnsupportedOperationException',
    },
  ])('refuses a replica in/as $why', ({ primary, region, expected }) => {
    const { bench, KeyId } = family();
    expect(bench.refusal('kms.ReplicateKey', { KeyId, ReplicaRegion: region }, primary ? {} : there)).toBe(
      expected,
    );
  });

  it('refuses a replica of a single-Region key, and where one waits for deletion', () => {
    const { bench, KeyId } = family();
    const single = bench.key().KeyId;
    expect(bench.refusal('kms.ReplicateKey', { KeyId: single, ReplicaRegion: 'eu-west-1' })).toBe(
      'UnsupportedOperationException',
    );
    bench.ok('kms.ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }, there);
    expect(bench.refusal('kms.ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' })).toBe(
      'AlreadyExistsException',
    );
    bench.clock.pass(7 * 86_400_000);
    expect(bench.refusal('kms.ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' })).toBe('ok');
  });

  it('becomes primary: for some seconds every member shows as a replica, then the roles are swapped', () => {
    const { bench, KeyId } = family();
    bench.ok('kms.UpdatePrimaryRegion', { KeyId, PrimaryRegion: there.region });
    expect(config(bench, KeyId)).toMatchObject({ MultiRegionKeyType: 'REPLICA' });
    expect(config(bench, KeyId, there)).toMatchObject({ MultiRegionKeyType: 'REPLICA' });
    bench.clock.pass(10_000);
    const primary = { Region: 'eu-west-1', Arn: `arn:aws:kms:eu-west-1:111122223333:key/${KeyId}` };
    expect(config(bench, KeyId, there)).toMatchObject({ MultiRegionKeyType: 'PRIMARY', PrimaryKey: primary });
    expect(config(bench, KeyId)).toMatchObject({
      MultiRegionKeyType: 'REPLICA',
      PrimaryKey: primary,
      ReplicaKeys: [{ Region: 'us-east-1' }],
    });
  });
});
