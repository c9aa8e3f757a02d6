import fc from 'fast-check';
import { keySpecs, usagesOf, type KeySpec, type KeyUsage } from '../../src/kinds/key/specs.ts';
import { account } from './estate.ts';
import { roleArn } from './hand.ts';

export const regions = ['eu-central-1', 'eu-west-1'] as const;
export type Region = (typeof regions)[number];

/** Roles that exist in the worlds of these stacks. */
export const roles = ['app', 'batch', 'audit'] as const;

export interface KeySpecModel {
  readonly description?: string | null;
  readonly keySpec?: KeySpec;
  readonly keyUsage?: KeyUsage;
  readonly multiRegion?: boolean;
  readonly enabled?: boolean;
  readonly rotation?: { readonly enabled: boolean; readonly periodInDays?: number | null } | null;
  readonly policy?: PolicyModel | string;
  readonly tags?: Readonly<Record<string, string | null>>;
  readonly aliases?: readonly string[];
}

export interface PolicyModel {
  readonly Version: string;
  readonly Statement: readonly object[];
}

export interface EncryptionModel {
  readonly bucket: string;
  readonly algorithm: string;
  readonly key?: string | { readonly ref: string } | null;
  readonly bucketKey?: boolean;
  readonly blockedEncryptionTypes?: readonly string[];
}

interface Named<S> {
  readonly name: string;
  readonly region: Region;
  readonly spec: S;
}

/** A set of manifests as values. */
export interface StackModel {
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly keys: readonly Named<KeySpecModel>[];
  readonly aliases: readonly Named<{ readonly name: string; readonly target: { readonly ref: string } }>[];
  readonly encryptions: readonly Named<EncryptionModel>[];
}

/** One set of manifests, and another version of it: the same keys, everything that may change anew. */
export interface TwoVersions {
  readonly first: StackModel;
  readonly second: StackModel;
}

export function bucketNames(region: Region): readonly string[] {
  return [1, 2].map((n) => `bucket-${n}-${region}`);
}

/** Writes the manifests as text: JSON documents are YAML. */
export function yamlOf(stack: StackModel): string {
  const documents = [
    {
      kind: 'Stack',
      metadata: { name: 'random' },
      spec: {
        uid: '0a1b2c3d4e5f',
        accounts: [{ id: account, regions }],
        defaults: { account, ...(stack.tags === undefined ? {} : { tags: stack.tags }) },
        caps: { count: 1000 },
      },
    },
    ...stack.keys.map(({ name, region, spec }) => ({ kind: 'Key', metadata: { name, region }, spec })),
    ...stack.aliases.map(({ name, region, spec }) => ({ kind: 'Alias', metadata: { name, region }, spec })),
    ...stack.encryptions.map(({ name, region, spec }) => ({
      kind: 'BucketEncryption',
      metadata: { name, region },
      spec,
    })),
  ];
  return documents
    .map((document) => `---\n${JSON.stringify({ apiVersion: 'keywright.dev/v1', ...document }, null, 1)}\n`)
    .join('');
}

const rootStatement = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
};

const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Principal: fc.oneof(
    fc.record({
      AWS: fc.oneof(
        fc.constantFrom(...roles).map(roleArn),
        fc.subarray(
          [...roles.map((role) => `arn:\${partition}:iam::\${account.id}:role/${role}`), '444455556666'],
          {
            minLength: 1,
          },
        ),
      ),
    }),
    fc.record({ Service: fc.constantFrom('logs.amazonaws.com', 'cloudtrail.amazonaws.com') }),
  ),
  Action: fc.oneof(
    fc.constantFrom('kms:Decrypt', 'kms:Describe*'),
    fc.subarray(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*', 'kms:Sign'], {
      minLength: 1,
    }),
  ),
  Resource: fc.constantFrom('*', ['*']),
  Condition: fc.option(
    fc.constantFrom(
      { StringEquals: { 'kms:ViaService': [`s3.\${region}.amazonaws.com`, 'sqs.eu-west-1.amazonaws.com'] } },
      { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      { StringLike: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::bucket-1/*' } },
    ),
    { nil: undefined },
  ),
});

const policy: fc.Arbitrary<PolicyModel | string> = fc
  .tuple(fc.array(statement, { maxLength: 3 }), fc.boolean(), fc.boolean())
  .map(([statements, sids, asText]) => {
    const all = statements.map(({ Condition, ...rest }, index) => ({
      ...(sids ? { Sid: `S${index}` } : {}),
      ...rest,
      ...(Condition === undefined ? {} : { Condition }),
    }));
    const document = { Version: '2012-10-17', Statement: [rootStatement, ...all] };
    return asText ? JSON.stringify(document) : document;
  });

const tagKeys = ['team', 'tier', 'cost-center', 'App:x', 'größe', 'owner'];
const tagValue = fc.oneof(fc.constantFrom('', 'a', 'b', 'x/y=z'), fc.constant(null));
const tags = fc.dictionary(fc.constantFrom(...tagKeys), tagValue, { maxKeys: 4 });

const description = fc.oneof(fc.constant(null), fc.string({ maxLength: 20 }), fc.constant('Größe ✓ ☃'));

/** The keys' specs that KMS makes everywhere; SM2 exists in China only. Half of all are symmetric. */
const identity = fc
  .oneof(
    fc.constantFrom<KeySpec | undefined>(undefined, 'SYMMETRIC_DEFAULT'),
    fc.constantFrom(...keySpecs.filter((spec) => spec !== 'SM2')),
  )
  .chain((keySpec) => {
    const usages: readonly KeyUsage[] = usagesOf[keySpec ?? 'SYMMETRIC_DEFAULT'];
    const usage = usages.length > 1 ? fc.constantFrom(...usages) : fc.constantFrom(...usages, undefined);
    return fc.record({
      region: fc.constantFrom(...regions),
      keySpec: fc.constant(keySpec),
      keyUsage: usage,
      multiRegion: fc.constantFrom(undefined, false, true),
    });
  });

type Identity = typeof identity extends fc.Arbitrary<infer T> ? T : never;

export function isSymmetric({ keySpec }: { readonly keySpec?: KeySpec | undefined }): boolean {
  return keySpec === undefined || keySpec === 'SYMMETRIC_DEFAULT';
}

function isSymmetricAt(identities: readonly Identity[], index: number): boolean {
  const identity = identities[index];
  return identity !== undefined && isSymmetric(identity);
}

function changeable(key: Identity, index: number): fc.Arbitrary<KeySpecModel> {
  const period = fc.oneof(fc.constantFrom(null, 365), fc.integer({ min: 90, max: 2560 }));
  const off = fc.constantFrom(null, { enabled: false }, { enabled: false, periodInDays: null });
  const on = fc.record(
    { enabled: fc.constant(true), periodInDays: period },
    { requiredKeys: ['enabled'], noNullPrototype: true },
  );
  return fc.record(
    {
      description,
      enabled: fc.boolean(),
      rotation: isSymmetric(key) ? fc.oneof(off, on) : off,
      policy,
      tags,
      aliases: fc.subarray([1, 2].map((n) => `alias/Key_${index}/${n}`)),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
}

function encryption(
  bucket: string,
  region: Region,
  usable: readonly string[],
): fc.Arbitrary<EncryptionModel | undefined> {
  const literal = `arn:aws:kms:${region}:${account}:key/00000000-0000-4000-8000-000000000000`;
  const keys = [null, literal, ...usable.map((name) => ({ ref: `Key/${name}` }))];
  const blockedEncryptionTypes = fc.constantFrom<string[][]>([], ['NONE'], ['SSE-C']);
  const rest = { requiredKeys: [] as never[], noNullPrototype: true } as const;
  const kms = fc
    .tuple(
      fc.constantFrom('aws:kms', 'aws:kms:dsse'),
      fc.constantFrom(...keys),
      fc.record({ bucketKey: fc.boolean(), blockedEncryptionTypes }, rest),
    )
    .map(([algorithm, key, more]) => ({
      bucket,
      algorithm,
      key,
      ...more,
      ...(algorithm === 'aws:kms:dsse' && more.bucketKey === true ? { bucketKey: false } : {}),
    }));
  const s3 = fc
    .record({ key: fc.constant(null), bucketKey: fc.constant(false), blockedEncryptionTypes }, rest)
    .map((more) => ({ bucket, algorithm: 'AES256', ...more }));
  return fc.option(fc.oneof({ weight: 3, arbitrary: kms }, { weight: 1, arbitrary: s3 }), {
    nil: undefined,
    freq: 2,
  });
}

interface Frame {
  readonly identities: readonly Identity[];
  /** Keys that further aliases name. */
  readonly targets: readonly number[];
}

function version({ identities, targets }: Frame): fc.Arbitrary<StackModel> {
  const names = identities.map((_, index) => `k${index}`);
  const places = regions.flatMap((region) => bucketNames(region).map((bucket) => ({ bucket, region })));
  return fc
    .record({
      tags: fc.option(fc.dictionary(fc.constantFrom('owner', 'stage'), fc.constantFrom('x', 'y')), {
        nil: undefined,
      }),
      specs: fc.tuple(...identities.map(changeable)),
      turns: fc.array(fc.nat({ max: 3 }), { minLength: targets.length, maxLength: targets.length }),
      encryptions: fc.tuple(
        ...places.map(({ bucket, region }) =>
          encryption(
            bucket,
            region,
            names.filter(
              (_, index) => identities[index]?.region === region && isSymmetricAt(identities, index),
            ),
          ),
        ),
      ),
    })
    .map(({ tags: defaults, specs, turns, encryptions }) => ({
      tags: defaults,
      keys: identities.map(({ region, ...fixed }, index) => ({
        name: names[index] ?? '',
        region,
        spec: { ...withoutUndefined(fixed), ...specs[index] },
      })),
      aliases: targets.map((target, index) => {
        const kin = identities.flatMap((other, at) => (sameType(other, identities[target]) ? [at] : []));
        const to = kin[(turns[index] ?? 0) % kin.length] ?? target;
        return {
          name: `extra-${index}`,
          region: identities[to]?.region ?? regions[0],
          spec: { name: `alias/extra-${index}`, target: { ref: `Key/${names[to] ?? ''}` } },
        };
      }),
      encryptions: encryptions.flatMap((spec, index) => {
        const region = places[index]?.region;
        return spec === undefined || region === undefined ? [] : [{ name: `e${index}`, region, spec }];
      }),
    }));
}

/** Returns true if UpdateAlias can move between the keys: one type, one usage, one Region. */
function sameType(a: Identity, b: Identity | undefined): boolean {
  return b !== undefined && a.region === b.region && isSymmetric(a) && isSymmetric(b);
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** Random valid stacks over every field of every kind, each in two versions. */
export const twoVersions: fc.Arbitrary<TwoVersions> = fc
  .array(identity, { minLength: 1, maxLength: 4 })
  .chain((identities) =>
    fc.uniqueArray(fc.nat({ max: identities.length - 1 }), { maxLength: 2 }).chain((targets) => {
      const symmetric = targets.filter((target) => isSymmetricAt(identities, target));
      const frame = { identities, targets: symmetric };
      return fc.record({ first: version(frame), second: version(frame) });
    }),
  );
