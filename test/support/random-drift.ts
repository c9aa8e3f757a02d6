import { addressTag, stackTag } from '../../src/model/resource.ts';
import { account } from './estate.ts';
import { isSymmetric, regions, type StackModel } from './arbitrary-stack.ts';
import { keyArn, keysIn, roleArn, stripMark, type Hand } from './hand.ts';

/** One raw call that changes something declared, or something that is nobody's business. */
export interface Move {
  readonly name: string;
  act(hand: Hand): void;
}

/** Key ids by manifest name, taken before anything drifts. */
export type KeyIds = ReadonlyMap<string, string>;

export function keyIdsIn(hand: Hand): KeyIds {
  const marked = regions.flatMap((at) => keysIn(hand.kms, at));
  return new Map(
    marked.flatMap(({ id, tags }) => {
      const address = tags[addressTag];
      return address === undefined ? [] : [[address.slice('Key/'.length), id] as const];
    }),
  );
}

const intruder = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
    { Effect: 'Allow', Principal: { AWS: roleArn('intruder') }, Action: 'kms:Decrypt', Resource: '*' },
  ],
});

/** Lists every raw change of something that the stack manages, in an order in which KMS takes them. */
export function managedMoves(stack: StackModel, ids: KeyIds): readonly Move[] {
  const ofKeys = stack.keys.flatMap(({ name, region, spec }) => {
    const KeyId = ids.get(name) ?? '';
    const kms = (what: string, operation: string, input: object = {}): Move => ({
      name: `Key/${name} ${what}`,
      act: (hand) => void hand.kms(operation, { KeyId, ...input }, region),
    });
    const tags = { ...stack.tags, ...spec.tags };
    const on = spec.rotation?.enabled === true;
    const live = spec.enabled !== false;
    const own = Object.entries(tags).map(([TagKey, value]) =>
      value === null
        ? kms(`tag ${TagKey} is back`, 'TagResource', { Tags: [{ TagKey, TagValue: 'back' }] })
        : kms(`tag ${TagKey} is gone`, 'UntagResource', { TagKeys: [TagKey] }),
    );
    return [
      ...(spec.description === undefined
        ? []
        : [kms('description', 'UpdateKeyDescription', { Description: 'by hand' })]),
      ...own,
      ...(spec.policy === undefined
        ? []
        : [kms('policy', 'PutKeyPolicy', { PolicyName: 'default', Policy: intruder })]),
      ...(spec.rotation === undefined || !live || !isSymmetric(spec)
        ? []
        : [
            on
              ? kms('rotation off', 'DisableKeyRotation')
              : kms('rotation on', 'EnableKeyRotation', { RotationPeriodInDays: 777 }),
          ]),
      ...(spec.enabled === undefined
        ? []
        : [spec.enabled ? kms('disabled', 'DisableKey') : kms('enabled', 'EnableKey')]),
      { name: `Key/${name} mark`, act: (hand: Hand) => stripMark(hand, KeyId, region) },
    ];
  });
  const aliases = [
    ...stack.keys.flatMap(({ region, spec }) => (spec.aliases ?? []).map((alias) => ({ alias, region }))),
    ...stack.aliases.map(({ region, spec }) => ({ alias: spec.name, region })),
  ];
  const ofAliases = aliases.map(({ alias, region }) => ({
    name: `${alias} deleted`,
    act: (hand: Hand) => void hand.kms('DeleteAlias', { AliasName: alias }, region),
  }));
  const ofBuckets = stack.encryptions.map(({ name, region, spec }) => ({
    name: `BucketEncryption/${name}`,
    act: (hand: Hand) =>
      void hand.s3(
        'PutBucketEncryption',
        {
          Bucket: spec.bucket,
          ServerSideEncryptionConfiguration: {
            Rules: [
              {
                ApplyServerSideEncryptionByDefault: {
                  SSEAlgorithm: spec.algorithm === 'aws:kms' ? 'aws:kms:dsse' : 'aws:kms',
                  KMSMasterKeyID: keyArn('11111111-1111-4111-8111-111111111111', region),
                },
                BucketKeyEnabled: false,
                BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
              },
            ],
          },
        },
        region,
      ),
  }));
  return [...ofKeys, ...ofAliases, ...ofBuckets];
}

/** Lists raw changes of what the stack does not manage, on its own keys and beside them. */
export function otherMoves(stack: StackModel, ids: KeyIds): readonly Move[] {
  const ofKeys = stack.keys.flatMap(({ name, region, spec }) => {
    const KeyId = ids.get(name) ?? '';
    const kms = (operation: string, input: object = {}): Move => ({
      name: `Key/${name} ${operation}`,
      act: (hand) => void hand.kms(operation, { KeyId, ...input }, region),
    });
    const unmanagedState = spec.enabled === undefined && spec.rotation === undefined;
    return [
      ...(spec.description === undefined ? [kms('UpdateKeyDescription', { Description: 'theirs' })] : []),
      ...(spec.policy === undefined
        ? [kms('PutKeyPolicy', { PolicyName: 'default', Policy: intruder })]
        : []),
      ...(spec.rotation === undefined && spec.enabled !== false && isSymmetric(spec)
        ? [kms('EnableKeyRotation', { RotationPeriodInDays: 999 })]
        : []),
      kms('TagResource', { Tags: [{ TagKey: 'theirs', TagValue: name }] }),
      ...(isSymmetric(spec) && spec.enabled !== false
        ? [kms('CreateGrant', { GranteePrincipal: roleArn('app'), Operations: ['Decrypt'] })]
        : []),
      kms('CreateAlias', { AliasName: `alias/theirs-${name}`, TargetKeyId: KeyId }),
      ...(unmanagedState ? [kms('DisableKey')] : []),
    ];
  });
  const beside = regions.map((region) => ({
    name: `another stack's key in ${region}`,
    act(hand: Hand) {
      const { KeyMetadata } = hand.kms(
        'CreateKey',
        {
          Description: 'theirs',
          Tags: [
            { TagKey: stackTag, TagValue: 'random/another-uid' },
            { TagKey: addressTag, TagValue: 'Key/k0' },
          ],
        },
        region,
      ) as { KeyMetadata: { KeyId: string } };
      hand.kms('CreateAlias', { AliasName: 'alias/theirs', TargetKeyId: KeyMetadata.KeyId }, region);
    },
  }));
  return [...ofKeys, ...beside];
}

/** Tests whether a piece of the world (`truth.ts`) is something that this stack manages. */
export function isManaged(piece: string, stack: StackModel, ids: KeyIds): boolean {
  const [table = '', , id = '', member = '', ...rest] = piece.split(' ');
  const detail = rest.join(' ');
  if (table === 'key' || table === 'material') {
    const spec = stack.keys.find(({ name }) => ids.get(name) === id)?.spec;
    if (spec === undefined) return false;
    if (table === 'material') return spec.rotation !== undefined;
    if (member === 'tags')
      return detail.startsWith('keywright:') || Object.hasOwn({ ...stack.tags, ...spec.tags }, detail);
    if (member === 'deletion') return true;
    return ['description', 'policy', 'enabled'].includes(member) && Object.hasOwn(spec, member);
  }
  if (table === 'alias') {
    const declared = [
      ...stack.keys.flatMap(({ spec }) => spec.aliases ?? []),
      ...stack.aliases.map(({ spec }) => spec.name),
    ];
    return declared.includes(id);
  }
  if (table === 'bucket' && member === 'encryption') {
    const spec = stack.encryptions.find((one) => one.spec.bucket === id)?.spec;
    if (spec === undefined) return false;
    // Two layers take no bucket key, so that goes with the algorithm.
    if (detail === 'bucketKey') return spec.bucketKey !== undefined || spec.algorithm === 'aws:kms:dsse';
    return detail === 'blocked' ? spec.blockedEncryptionTypes !== undefined : true;
  }
  return false;
}
