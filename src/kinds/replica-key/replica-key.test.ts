import { describe, expect, it } from 'vitest';
import type { Settings } from '../../model/resource.ts';
import type { Tree } from '../../model/tree.ts';
import { metadataIn } from '../shared/kms/reads.ts';
import { replicaKey } from './index.ts';
import { primaryOf, type At } from './reads.ts';
import { ReplicaKeySpecSchema } from './schema.ts';

const account = '111122223333';
const id = `mrk-${'1'.repeat(32)}`;
const arn = `arn:aws:kms:eu-central-1:${account}:key/${id}`;

const settings: Settings = {
  name: 'test',
  uid: '0a1b2c3d',
  partition: 'aws',
  accounts: [],
  keyAdministrators: [],
  trustedAccounts: [],
  tags: {},
  caps: { count: 5, percent: 10 },
  release: [],
};

function subject(primary: unknown, ids: At['ids'] = {}): At {
  return {
    address: 'ReplicaKey/data',
    spec: ReplicaKeySpecSchema.parse({ primary, description: 'Copy' }),
    metadata: { name: 'data', labels: {}, annotations: {}, formerly: [], state: 'present', ignore: [] },
    place: { account, region: 'eu-west-1' },
    ids,
    settings,
  };
}

function described(more: Readonly<Record<string, Tree>> = {}): ReturnType<typeof metadataIn> {
  return metadataIn({
    KeyMetadata: {
      Arn: arn,
      KeyState: 'Enabled',
      MultiRegion: true,
      MultiRegionConfiguration: {
        MultiRegionKeyType: 'PRIMARY',
        PrimaryKey: { Region: 'eu-central-1' },
        ReplicaKeys: [],
      },
      ...more,
    },
  });
}

describe('the primary', () => {
  it('leaves only the id of a reference to AWS, since manifests determine its place', () => {
    expect(subject({ ref: 'Key/data' }).spec.primary).toEqual({
      $unknown: 'arn:${partition}:kms:${Key/data.region}:${Key/data.account}:key/${Key/data.keyId}',
    });
  });

  it.each<{ why: string; primary: unknown; is: object }>([
    { why: 'by ARN', primary: arn, is: { keyId: id, arn, place: { account, region: 'eu-central-1' } } },
    {
      why: 'with its place known and no id yet',
      primary: `arn:aws:kms:eu-central-1:${account}:key/\${Key/data.keyId}`,
      is: { keyId: undefined, place: { account, region: 'eu-central-1' } },
    },
    {
      why: 'with nothing known yet',
      primary: { ref: 'Key/data' },
      is: { keyId: undefined, place: undefined },
    },
  ])('$why', ({ primary, is }) => {
    expect(primaryOf(subject(primary))).toMatchObject(is);
  });
});

describe('its own ids follow from those of the primary', () => {
  it('has the same id in its own Region', () => {
    const { identity } = replicaKey;
    if (identity.by !== 'name') throw new Error('a replica is found by name');
    expect(identity.ids(subject(arn))).toEqual({
      keyId: id,
      arn: `arn:aws:kms:eu-west-1:${account}:key/${id}`,
    });
    expect(identity.ids(subject({ ref: 'Key/data' }))).toBeUndefined();
  });
});

describe('ReplicateKey', () => {
  const { create } = replicaKey;

  it.each([
    { why: 'goes to the declared primary', moved: 'eu-central-1' },
    { why: 'goes to where the primary is now', moved: 'us-east-1' },
  ])('$why', ({ moved }) => {
    const primary = described({
      MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA', PrimaryKey: { Region: moved } },
    });
    const call = create?.call(subject(arn), { primary });
    expect(call).toMatchObject({
      at: { account, region: moved },
      input: { KeyId: id, ReplicaRegion: 'eu-west-1', Description: 'Copy' },
    });
  });

  it.each<{ why: string; more: Readonly<Record<string, Tree>>; is: string }>([
    { why: 'an enabled primary', more: {}, is: 'now' },
    { why: 'one that moves: KMS is asked again', more: { KeyState: 'Updating' }, is: 'now' },
    { why: 'a disabled primary', more: { KeyState: 'Disabled' }, is: 'defer' },
    { why: 'one that goes', more: { KeyState: 'PendingDeletion' }, is: 'defer' },
    {
      why: 'one that waits for its replicas to go',
      more: { KeyState: 'PendingReplicaDeletion' },
      is: 'defer',
    },
    { why: 'a single-Region key', more: { MultiRegion: false }, is: 'defer' },
  ])('$why: $is', ({ more, is }) => {
    expect(create?.legal?.(subject(arn), { primary: described(more) }).is).toBe(is);
  });
});

it('distinguishes the primary from its replica', () => {
  const [region] = replicaKey.immutable;
  const here = described();
  expect(region?.seen({ metadata: here, primary: here })).toBe('the value of its primary');
  const replica = described({ Arn: arn.replace('eu-central-1', 'eu-west-1') });
  expect(region?.seen({ metadata: replica, primary: here })).toBe(region?.want(subject(arn)));
});
