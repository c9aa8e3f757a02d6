import { describe, expect, it } from 'vitest';
import { account, createBench, region, type Bench, type Input } from '../../bench.test-helper.ts';
import type { WorldJson } from '../../sandbox.ts';
import type { KeyState } from './state.ts';

const other = 'eu-west-1';

interface Stage {
  readonly bench: Bench;
  readonly keyId: string;
  readonly region: string;
}

function primaryWithReplica(): Stage {
  const bench = createBench();
  const keyId = bench.key({ MultiRegion: true }).KeyId;
  bench.ok('kms.ReplicateKey', { KeyId: keyId, ReplicaRegion: other });
  bench.clock.pass(10_000);
  return { bench, keyId, region };
}

/** Edits one key's record in a world. Some states come only from AWS's own trouble. */
function edited(world: WorldJson, keyId: string, change: Record<string, unknown>): WorldJson {
  const rows = world.entities['key']?.[`${account}/${region}`] ?? {};
  const versions = (rows[keyId] ?? []).map(([at, row]) => [at, { ...(row as object), ...change }] as const);
  const keys = { ...world.entities['key'], [`${account}/${region}`]: { ...rows, [keyId]: versions } };
  return { ...world, entities: { ...world.entities, key: keys } };
}

/** A key in each state, brought there the way it happens in AWS. */
const stages: Readonly<Record<KeyState, () => Stage>> = {
  Enabled: primaryWithReplica,
  Disabled() {
    const stage = primaryWithReplica();
    stage.bench.ok('kms.DisableKey', { KeyId: stage.keyId });
    return stage;
  },
  PendingDeletion() {
    const bench = createBench();
    const keyId = bench.key().KeyId;
    bench.ok('kms.ScheduleKeyDeletion', { KeyId: keyId });
    return { bench, keyId, region };
  },
  PendingReplicaDeletion() {
    const stage = primaryWithReplica();
    stage.bench.ok('kms.ScheduleKeyDeletion', { KeyId: stage.keyId });
    return stage;
  },
  PendingImport() {
    const bench = createBench();
    return { bench, keyId: bench.key({ Origin: 'EXTERNAL' }).KeyId, region };
  },
  Unavailable() {
    const first = createBench();
    const keyId = first.key().KeyId;
    const bench = createBench({ world: edited(first.sandbox.world(), keyId, { unavailable: true }) });
    return { bench, keyId, region };
  },
  Creating() {
    const stage = primaryWithReplica();
    stage.bench.ok('kms.ReplicateKey', { KeyId: stage.keyId, ReplicaRegion: 'eu-north-1' });
    return { ...stage, region: 'eu-north-1' };
  },
  Updating() {
    const stage = primaryWithReplica();
    stage.bench.ok('kms.UpdatePrimaryRegion', { KeyId: stage.keyId, PrimaryRegion: other });
    return { ...stage, region: other };
  },
};

const D = 'DisabledException';
const I = 'KMSInvalidStateException';
const U = 'UnsupportedOperationException';
const noGrant = 'NotFoundException';
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' }],
});
const grantId = '0'.repeat(64);
const plain = new Uint8Array([1]);

/** KMS Developer Guide, "Key states of AWS KMS keys", as facts/aws.md 2.1 has it; `.` is allowed. */
/* prettier-ignore */
const table: readonly (readonly [call: string, input: Input, cells: readonly string[]])[] = [
  //                                                  Enabled Disabled Deletion Import Unavail. Creating Updating
  ['DescribeKey', {},                                        ['.', '.', '.', '.', '.', '.', '.']],
  ['GetKeyPolicy', {},                                       ['.', '.', '.', '.', '.', '.', '.']],
  ['ListGrants', {},                                         ['.', '.', '.', '.', '.', '.', '.']],
  ['ListAliases', {},                                        ['.', '.', '.', '.', '.', '.', '.']],
  ['ListResourceTags', {},                                   ['.', '.', '.', '.', '.', '.', '.']],
  ['ListKeyPolicies', {},                                    ['.', '.', '.', '.', '.', '.', '.']],
  ['PutKeyPolicy', { Policy: policy },                       ['.', '.', '.', '.', '.', '.', '.']],
  ['RevokeGrant', { GrantId: grantId },                      Array.from({ length: 7 }, () => noGrant)],
  ['RetireGrant', { GrantId: grantId },                      Array.from({ length: 7 }, () => noGrant)],
  ['GetKeyRotationStatus', {},                               ['.', '.', '.', U, U, '.', '.']],
  ['EnableKeyRotation', {},                                  ['.', D, I, U, U, I, '.']],
  ['DisableKeyRotation', {},                                 ['.', D, I, U, U, I, '.']],
  ['RotateKeyOnDemand', {},                                  ['.', D, I, I, U, I, '.']],
  ['ListKeyRotations', {},                                   ['.', '.', '.', '.', U, '.', '.']],
  ['TagResource', { Tags: [{ TagKey: 'a', TagValue: 'b' }] }, ['.', '.', I, '.', '.', '.', '.']],
  ['UntagResource', { TagKeys: ['a'] },                      ['.', '.', I, '.', '.', '.', '.']],
  ['UpdateKeyDescription', { Description: 'x' },             ['.', '.', I, '.', '.', '.', '.']],
  ['CreateGrant', { GranteePrincipal: `arn:aws:iam::${account}:root`, Operations: ['DescribeKey'] },
                                                             ['.', D, I, I, '.', I, '.']],
  ['EnableKey', {},                                          ['.', '.', I, I, '.', I, I]],
  ['DisableKey', {},                                         ['.', '.', I, I, '.', I, I]],
  ['ReplicateKey', { ReplicaRegion: 'ap-south-1' },          ['.', D, I, I, I, I, I]],
  ['ScheduleKeyDeletion', {},                                ['.', '.', I, '.', '.', '.', I]],
  ['CancelKeyDeletion', {},                                  [I, I, '.', I, I, I, I]],
  ['Encrypt', { Plaintext: plain },                          ['.', D, I, I, I, I, '.']],
  ['GenerateDataKey', { KeySpec: 'AES_256' },                ['.', D, I, I, I, I, '.']],
];

const columns: readonly (readonly [KeyState, number])[] = [
  ['Enabled', 0],
  ['Disabled', 1],
  ['PendingDeletion', 2],
  ['PendingReplicaDeletion', 2],
  ['PendingImport', 3],
  ['Unavailable', 4],
  ['Creating', 5],
  ['Updating', 6],
];

describe.each(columns)('a key that is %s', (state, column) => {
  it('is shown so by DescribeKey', () => {
    const stage = stages[state]();
    const shown = stage.bench.ok('kms.DescribeKey', { KeyId: stage.keyId }, { region: stage.region });
    expect(shown).toMatchObject({ KeyMetadata: { KeyState: state, Enabled: state === 'Enabled' } });
  });

  it.each(table)('answers %s as the guide says', (operation, input, cells) => {
    const { bench, keyId, region: at } = stages[state]();
    const expected = cells[column] === '.' ? 'ok' : cells[column];
    expect(bench.refusal(`kms.${operation}`, { KeyId: keyId, ...input }, { region: at })).toBe(expected);
  });

  it('answers CreateAlias, UpdateAlias and DeleteAlias as the guide says', () => {
    const { bench, keyId, region: at } = stages[state]();
    const where = { region: at };
    const expected = state.endsWith('Deletion') ? I : 'ok';
    expect(bench.refusal('kms.CreateAlias', { AliasName: 'alias/a', TargetKeyId: keyId }, where)).toBe(
      expected,
    );
    // The source of a move may wait for deletion, its destination may not (footnote 10).
    const elsewhere = bench.key({}, where).KeyId;
    bench.ok('kms.CreateAlias', { AliasName: 'alias/b', TargetKeyId: elsewhere }, where);
    expect(bench.refusal('kms.UpdateAlias', { AliasName: 'alias/b', TargetKeyId: keyId }, where)).toBe(
      expected,
    );
    expect(bench.refusal('kms.DeleteAlias', { AliasName: 'alias/b' }, where)).toBe('ok');
  });
});

describe('a change of primary', () => {
  it.each([
    ['Enabled', 'ok'],
    ['Disabled', D],
    ['PendingReplicaDeletion', I],
    ['Updating', 'ok'],
  ] as const)('answers %s for a key that is %s with %s', (state, expected) => {
    const { bench, keyId, region: at } = stages[state]();
    const PrimaryRegion = at === region ? other : region;
    expect(bench.refusal('kms.UpdatePrimaryRegion', { KeyId: keyId, PrimaryRegion }, { region: at })).toBe(
      expected,
    );
  });
});

describe('a decryption', () => {
  it.each([
    ['a disabled key', 'DisableKey', D],
    ['a key that waits for deletion', 'ScheduleKeyDeletion', I],
  ])('fails with a key under %s', (_what, change, expected) => {
    const bench = createBench();
    const { KeyId } = bench.key();
    const { CiphertextBlob } = bench.ok('kms.Encrypt', { KeyId, Plaintext: plain });
    expect(bench.ok('kms.Decrypt', { CiphertextBlob })['Plaintext']).toEqual(plain);
    bench.ok(`kms.${change}`, { KeyId });
    expect(bench.refusal('kms.Decrypt', { CiphertextBlob })).toBe(expected);
  });
});
