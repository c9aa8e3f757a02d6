import type { Place } from '../../src/model/call.ts';
import { addressTag, stackTag } from '../../src/model/resource.ts';
import { estateAccounts, roleIn, type Doc, type Frame } from './random-estate.ts';
import { documentOf, type Statement } from './random-estate-policies.ts';
import type { Version } from './random-estate-version.ts';
import { keyIdsOf, type World } from './random-estate-world.ts';

/** A raw change; `what` tells its sort, `name` what it is done to. */
export interface EstateMove {
  readonly what: string;
  readonly name: string;
  act(world: World): void;
}

type Spec = Readonly<Record<string, unknown>>;
type Ids = ReturnType<typeof keyIdsOf>;

function placeOf({ metadata }: Doc): Place {
  return { account: metadata.account, region: metadata.region ?? 'eu-central-1' };
}

/** Lists every raw change of something that the version manages, in an order in which AWS takes most of them. */
export function driftMoves(frame: Frame, version: Version, world: World): readonly EstateMove[] {
  const ids = keyIdsOf(world);
  return version.documents.flatMap((doc): readonly EstateMove[] => {
    const address = `${doc.kind}/${doc.metadata.name}`;
    const moves = movesOf(doc, address, { frame, version, ids });
    return Object.entries(moves).map(([what, run]) => ({
      what: `${doc.kind} ${what}`,
      name: `${address} ${what}`,
      act: run,
    }));
  });
}

type Moves = Readonly<Record<string, (world: World) => void>>;
interface Ground {
  readonly frame: Frame;
  readonly version: Version;
  readonly ids: Ids;
}

function movesOf(doc: Doc, address: string, ground: Ground): Moves {
  if (doc.kind === 'Key' || doc.kind === 'ReplicaKey')
    return keyMoves(doc, ground.ids.get(address)?.id ?? '');
  if (doc.kind === 'Alias') return aliasMoves(doc);
  if (doc.kind === 'Grant') return grantMoves(doc, address, ground.ids);
  if (doc.kind === 'RolePolicy') return roleMoves(doc);
  if (doc.kind === 'Trail') return trailMoves(doc);
  return bucketMoves(doc, bucketNameOf(doc.spec, ground));
}

function keyMoves(doc: Doc, KeyId: string): Moves {
  const { spec } = doc;
  const at = placeOf(doc);
  const kms =
    (operation: string, input: object = {}) =>
    (world: World): void =>
      void world.raw(at, 'kms', operation, { KeyId, ...input });
  const tags: Spec = { estate: 'random', ...(spec['tags'] as Spec | undefined) };
  const rotation = spec['rotation'] as { enabled: boolean } | null | undefined;
  const intruder: Statement = {
    Sid: 'Root',
    Effect: 'Allow',
    Principal: { AWS: [`arn:aws:iam::${at.account}:root`, roleIn(at.account, 'intruder')] },
    Action: 'kms:*',
    Resource: '*',
  };
  return {
    ...(spec['description'] === undefined
      ? {}
      : { description: kms('UpdateKeyDescription', { Description: 'by hand' }) }),
    ...Object.fromEntries(
      Object.entries(tags).map(([TagKey, value]) =>
        value === null
          ? [`tag ${TagKey} back`, kms('TagResource', { Tags: [{ TagKey, TagValue: 'back' }] })]
          : [`tag ${TagKey} gone`, kms('UntagResource', { TagKeys: [TagKey] })],
      ),
    ),
    ...(spec['policy'] === undefined
      ? {}
      : {
          policy: kms('PutKeyPolicy', {
            PolicyName: 'default',
            Policy: JSON.stringify(documentOf([intruder])),
          }),
        }),
    ...(rotation === undefined || spec['enabled'] === false
      ? {}
      : rotation?.enabled === true
        ? { 'rotation off': kms('DisableKeyRotation') }
        : { 'rotation on': kms('EnableKeyRotation', { RotationPeriodInDays: 777 }) }),
    mark: kms('UntagResource', { TagKeys: [stackTag, addressTag] }),
    ...(spec['enabled'] === true ? { disabled: kms('DisableKey') } : {}),
    ...(spec['enabled'] === false ? { enabled: kms('EnableKey') } : {}),
    ...(spec['enabled'] === true
      ? { 'deletion scheduled': kms('ScheduleKeyDeletion', { PendingWindowInDays: 7 }) }
      : {}),
    ...(doc.kind === 'ReplicaKey' ? { 'made primary': (world) => makePrimary(world, at, KeyId) } : {}),
  };
}

function makePrimary(world: World, at: Place, KeyId: string): void {
  const { KeyMetadata } = world.raw(at, 'kms', 'DescribeKey', { KeyId }) as {
    KeyMetadata: { MultiRegionConfiguration: { PrimaryKey: { Region: string } } };
  };
  const region = KeyMetadata.MultiRegionConfiguration.PrimaryKey.Region;
  world.raw({ ...at, region }, 'kms', 'UpdatePrimaryRegion', { KeyId, PrimaryRegion: at.region });
}

function aliasMoves(doc: Doc): Moves {
  const AliasName = String(doc.spec['name']);
  return { deleted: (world) => void world.raw(placeOf(doc), 'kms', 'DeleteAlias', { AliasName }) };
}

interface LiveGrant {
  readonly GrantId: string;
  readonly Name?: string;
  readonly GranteePrincipal?: string;
  readonly Operations: readonly string[];
}

function grantMoves(doc: Doc, address: string, ids: Ids): Moves {
  const KeyId = ids.get((doc.spec['key'] as { ref: string }).ref)?.id ?? '';
  const at = placeOf(doc);
  const found = (world: World): LiveGrant => {
    const { Grants } = world.raw(at, 'kms', 'ListGrants', { KeyId, Limit: 100 }) as { Grants: LiveGrant[] };
    const grant = Grants.find(({ Name }) => Name?.includes(`:${address}:`) === true);
    if (grant === undefined) throw new Error(`no grant of ${address}`);
    return grant;
  };
  const revoke = (world: World): LiveGrant => {
    const grant = found(world);
    world.raw(at, 'kms', 'RevokeGrant', { KeyId, GrantId: grant.GrantId });
    return grant;
  };
  return {
    revoked: revoke,
    'another under its name': (world) => {
      const { Name, GranteePrincipal } = revoke(world);
      const Operations = ['Decrypt', 'ReEncryptTo'];
      world.raw(at, 'kms', 'CreateGrant', { KeyId, Name, GranteePrincipal, Operations });
    },
  };
}

function roleMoves(doc: Doc): Moves {
  const names = { RoleName: doc.spec['role'], PolicyName: doc.spec['name'] };
  const wide = documentOf([{ Sid: 'Wide', Effect: 'Allow', Action: '*', Resource: '*' }]);
  const put = (world: World): void =>
    void world.raw(placeOf(doc), 'iam', 'PutRolePolicy', { ...names, PolicyDocument: JSON.stringify(wide) });
  if (doc.spec['document'] === null) return { back: put };
  return {
    widened: put,
    deleted: (world) => void world.raw(placeOf(doc), 'iam', 'DeleteRolePolicy', names),
  };
}

function trailMoves(doc: Doc): Moves {
  const { spec } = doc;
  const at = placeOf(doc);
  const Name = spec['name'];
  const trail =
    (operation: string, input: object = { Name }) =>
    (world: World): void =>
      void world.raw(at, 'cloudtrail', operation, { ...input });
  const ResourceId = `arn:aws:cloudtrail:${at.region}:${at.account}:trail/${String(Name)}`;
  return {
    ...(spec['logging'] === true ? { stopped: trail('StopLogging') } : {}),
    ...(spec['logging'] === false ? { started: trail('StartLogging') } : {}),
    ...(spec['prefix'] === undefined
      ? {}
      : { prefix: trail('UpdateTrail', { Name, S3KeyPrefix: 'elsewhere' }) }),
    ...(spec['key'] === null ? {} : { 'no key': trail('UpdateTrail', { Name, KmsKeyId: '' }) }),
    ...(spec['logFileValidation'] === true
      ? { 'no validation': trail('UpdateTrail', { Name, EnableLogFileValidation: false }) }
      : {}),
    ...(spec['eventSelectors'] === undefined && spec['advancedEventSelectors'] === undefined
      ? {}
      : {
          selectors: trail('PutEventSelectors', {
            TrailName: Name,
            EventSelectors: [{ ReadWriteType: 'ReadOnly' }],
          }),
        }),
    ...(spec['insightSelectors'] === null
      ? {
          insights: trail('PutInsightSelectors', {
            TrailName: Name,
            InsightSelectors: [{ InsightType: 'ApiErrorRateInsight' }],
          }),
        }
      : {}),
    tag: trail('AddTags', { ResourceId, TagsList: [{ Key: 'estate', Value: 'x' }] }),
    deleted: trail('DeleteTrail'),
  };
}

function bucketNameOf(spec: Spec, { frame, version }: Ground): string {
  const { bucket, name } = spec;
  if (typeof name === 'string') return name;
  if (typeof bucket === 'string') return bucket;
  const { ref } = bucket as { ref: string };
  const index = version.buckets.findIndex((state) => `Bucket/${state.name}` === ref);
  return frame.buckets[index]?.name ?? '';
}

function bucketMoves(doc: Doc, Bucket: string): Moves {
  const { spec } = doc;
  const s3 =
    (operation: string, input: object) =>
    (world: World): void =>
      void world.raw(placeOf(doc), 's3', operation, { Bucket, ...input });
  if (doc.kind === 'BucketEncryption') {
    const SSEAlgorithm = spec['algorithm'] === 'AES256' ? 'aws:kms' : 'AES256';
    const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm } }];
    return { changed: s3('PutBucketEncryption', { ServerSideEncryptionConfiguration: { Rules } }) };
  }
  if (doc.kind === 'BucketPolicy') return bucketPolicyMoves(doc, Bucket);
  const off = Object.entries((spec['publicAccessBlock'] ?? {}) as Spec).length > 0;
  return {
    tags: (world) => retag(world, placeOf(doc), Bucket, { estate: 'x' }),
    mark: (world) => retag(world, placeOf(doc), Bucket, { [stackTag]: undefined, [addressTag]: undefined }),
    ...(spec['versioning'] === 'Enabled'
      ? { suspended: s3('PutBucketVersioning', { VersioningConfiguration: { Status: 'Suspended' } }) }
      : {}),
    ...(off ? { unblocked: s3('DeletePublicAccessBlock', {}) } : {}),
    ...(spec['objectOwnership'] === undefined
      ? {}
      : {
          ownership: s3('PutBucketOwnershipControls', {
            OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
          }),
        }),
  };
}

/** Edits tags the way the console does: everything is sent back. */
function retag(
  { raw }: World,
  at: Place,
  Bucket: string,
  change: Readonly<Record<string, string | undefined>>,
): void {
  const { TagSet: live } = raw(at, 's3', 'GetBucketTagging', { Bucket }) as {
    TagSet: { Key: string; Value: string }[];
  };
  const tags = { ...Object.fromEntries(live.map(({ Key, Value }) => [Key, Value])), ...change };
  const TagSet = Object.entries(tags).flatMap(([Key, Value]) =>
    Value === undefined ? [] : [{ Key, Value }],
  );
  raw(at, 's3', 'PutBucketTagging', { Bucket, Tagging: { TagSet } });
}

function bucketPolicyMoves(doc: Doc, Bucket: string): Moves {
  const at = placeOf(doc);
  const ours = (doc.spec['document'] as { Statement: readonly Statement[] }).Statement.map(({ Sid }) => Sid);
  const change =
    (edit: (statements: readonly Statement[]) => readonly Statement[]) =>
    (world: World): void => {
      const { Policy } = world.raw(at, 's3', 'GetBucketPolicy', { Bucket }) as { Policy: string };
      const statements = edit((JSON.parse(Policy) as { Statement: readonly Statement[] }).Statement);
      if (statements.length === 0) world.raw(at, 's3', 'DeleteBucketPolicy', { Bucket });
      else world.raw(at, 's3', 'PutBucketPolicy', { Bucket, Policy: JSON.stringify(documentOf(statements)) });
    };
  const intruder = {
    Sid: 'Intruder',
    Effect: 'Allow',
    Principal: { AWS: roleIn(at.account, 'intruder') },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${Bucket}/*`,
  } as const;
  return {
    ...(ours.length === 0
      ? {}
      : {
          'ours gone': change((live) => live.filter(({ Sid }) => !ours.includes(Sid))),
          weakened: change((live) =>
            live.map((one) =>
              ours[0] === one.Sid
                ? { ...one, Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/x` }
                : one,
            ),
          ),
        }),
    ...(doc.spec['ownership'] === 'document' ? { intruder: change((live) => [...live, intruder]) } : {}),
  };
}

/** Lists raw changes that are nobody's business: beside what is managed, and on it. */
export function foreignMoves(frame: Frame, version: Version, world: World): readonly EstateMove[] {
  const ids = keyIdsOf(world);
  const ofKeys = [...ids].flatMap(([address, { id: KeyId, place }]): readonly EstateMove[] => {
    const slot = frame.keys.find(({ index }) => address.includes(`/k${index}`));
    const enabled = slot !== undefined && version.keys[slot.index]?.enabled === true;
    return [
      {
        what: 'foreign tag',
        name: `${address} foreign tag`,
        act: ({ raw }) =>
          void raw(place, 'kms', 'TagResource', { KeyId, Tags: [{ TagKey: 'theirs', TagValue: 'x' }] }),
      },
      ...(enabled && slot.symmetric
        ? [
            {
              what: 'foreign grant',
              name: `${address} foreign grant`,
              act: ({ raw }: World) =>
                void raw(place, 'kms', 'CreateGrant', {
                  KeyId,
                  Name: 'theirs',
                  GranteePrincipal: roleIn(place.account, 'stranger'),
                  Operations: ['Decrypt'],
                }),
            },
          ]
        : []),
    ];
  });
  // A Stack of the same name with another uid may be this one of before: it stops a create (identity-claims.test.ts).
  const beside = estateAccounts.map((account): EstateMove => ({
    what: 'foreign key',
    name: `a key of another stack in ${account}`,
    act: ({ raw }) =>
      void raw({ account, region: 'eu-west-1' }, 'kms', 'CreateKey', {
        Description: 'theirs',
        Tags: [
          { TagKey: stackTag, TagValue: 'another/another-uid' },
          { TagKey: addressTag, TagValue: 'Key/other' },
        ],
      }),
  }));
  const ofBuckets = frame.buckets.flatMap((slot): readonly EstateMove[] =>
    version.buckets[slot.index]?.declared === true
      ? [
          {
            what: 'foreign bucket tag',
            name: `${slot.name} foreign tag`,
            act: (there) => retag(there, slot.place, slot.name, { theirs: 'kept' }),
          },
        ]
      : [],
  );
  return [...ofKeys, ...beside, ...ofBuckets];
}
