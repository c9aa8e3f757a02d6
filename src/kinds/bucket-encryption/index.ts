import { z } from 'zod';
import type { Change } from '../../model/change.ts';
import { minute } from '../../model/instant.ts';
import type { Facet, Kind, Read, Subject } from '../../model/kind.ts';
import { isList, isMap, type Tree } from '../../model/tree.ts';
import { bucketLock, nameOfBucket, waitsForBucket } from '../buckets.ts';
import { callOf } from '../call.ts';
import { keyIdsOf } from '../key-ids.ts';
import { BucketEncryptionSpecSchema, type BucketEncryptionSpecOf } from './schema.ts';

type At = Subject<BucketEncryptionSpecOf>;

interface Encryption {
  readonly algorithm: string;
  /** Full key ARN; null for the AWS managed key or none. */
  readonly key: string | null;
  readonly bucketKey: boolean;
  readonly blockedEncryptionTypes: readonly string[];
}

type EncryptionReads = { readonly encryption: Encryption };

const Answer = z.object({
  ServerSideEncryptionConfiguration: z.object({
    Rules: z.array(
      z.object({
        ApplyServerSideEncryptionByDefault: z
          .object({ SSEAlgorithm: z.string(), KMSMasterKeyID: z.string().nullish() })
          .nullish(),
        BucketKeyEnabled: z.boolean().nullish(),
        BlockedEncryptionTypes: z.object({ EncryptionType: z.array(z.string()).nullish() }).nullish(),
      }),
    ),
  }),
});

/** Since January 2023 every bucket has SSE-S3 (S3 User Guide, default-encryption-faq). */
const awsDefault: Encryption = {
  algorithm: 'AES256',
  key: null,
  bucketKey: false,
  blockedEncryptionTypes: [],
};

const encryption: Read<BucketEncryptionSpecOf, Encryption> = {
  trust: 'truth',
  asks: ['s3:GetBucketEncryption'],
  call: (at) => callOf('s3:GetBucketEncryption', at.place, { Bucket: at.spec.bucket }),
  parse(answer, at) {
    const [rule] = Answer.parse(answer).ServerSideEncryptionConfiguration.Rules;
    const byDefault = rule?.ApplyServerSideEncryptionByDefault;
    return {
      algorithm: byDefault?.SSEAlgorithm ?? awsDefault.algorithm,
      key: keyArnOf(byDefault?.KMSMasterKeyID, at),
      bucketKey: rule?.BucketKeyEnabled ?? false,
      blockedEncryptionTypes: blockedOf(rule?.BlockedEncryptionTypes?.EncryptionType ?? []),
    };
  },
  instead: { ServerSideEncryptionConfigurationNotFoundError: awsDefault },
  missing: { NoSuchBucket: 'the bucket does not exist' },
};

/** S3 returns what was put: an id means a key of the bucket's account and Region, an alias stays an alias. */
function keyArnOf(id: string | null | undefined, at: At): string | null {
  if (id === undefined || id === null || id === '') return null;
  return id.startsWith('arn:') || id.includes('alias/') ? id : (keyIdsOf(id, at)['arn'] ?? id);
}

/** `NONE` and an empty list both mean that nothing is blocked (S3 API, BlockedEncryptionTypes). */
function blockedOf(types: readonly string[]): readonly string[] {
  return types.filter((type) => type !== 'NONE');
}

const facet: Facet<BucketEncryptionSpecOf, EncryptionReads> = {
  name: 'encryption',
  about:
    'The whole default encryption: one call replaces it, and what the manifest leaves out goes back as it was read.',
  root: '',
  paths: ['/bucket', '/algorithm', '/key', '/bucketKey', '/blockedEncryptionTypes'],
  reads: ['encryption'],
  compare: 'tree',
  want: ({ spec }) => ({
    algorithm: spec.algorithm,
    key: spec.key ?? null,
    ...(spec.bucketKey === undefined ? {} : { bucketKey: spec.bucketKey }),
    ...(spec.blockedEncryptionTypes === undefined
      ? {}
      : { blockedEncryptionTypes: blockedOf(spec.blockedEncryptionTypes) }),
  }),
  seen: (reads) => (reads.encryption === undefined ? undefined : { ...reads.encryption }),
  half: (change) => (isDowngrade(change) ? 'contract' : 'expand'),
  legal: () => ({ is: 'now' }),
  calls: ['s3:PutBucketEncryption'],
  // The call replaces the whole rule: what is not managed goes back as it was read (S3 API, PutBucketEncryption).
  write: ({ at, target }) => [
    callOf('s3:PutBucketEncryption', at.place, {
      Bucket: at.spec.bucket,
      ServerSideEncryptionConfiguration: { Rules: [ruleOf(isMap(target) ? target : {})] },
    }),
  ],
  confirm: { equalReads: 2, withinMs: 2 * minute },
  approval: 'from a KMS key to AES256 (widen)',
  risk: (changes) =>
    changes.filter(isDowngrade).map(() => ({
      class: 'widen' as const,
      path: '/algorithm' as const,
      message: 'new objects will no longer be encrypted under a KMS key',
    })),
  repair: () => 'protective',
};

function isDowngrade({ path, before, after }: Change): boolean {
  return path === '/algorithm' && after === 'AES256' && before !== undefined;
}

function ruleOf(target: { readonly [name: string]: Tree }): Tree {
  const { algorithm, key, bucketKey, blockedEncryptionTypes } = target;
  const blocked = isList(blockedEncryptionTypes) ? blockedEncryptionTypes : undefined;
  return {
    ApplyServerSideEncryptionByDefault: {
      SSEAlgorithm: algorithm ?? awsDefault.algorithm,
      ...(key === null || key === undefined ? {} : { KMSMasterKeyID: key }),
    },
    BucketKeyEnabled: bucketKey === true,
    // Not known yet where this plan makes the bucket: what it is born with is read before the call.
    ...(blocked === undefined
      ? {}
      : { BlockedEncryptionTypes: { EncryptionType: blocked.length === 0 ? ['NONE'] : blocked } }),
  };
}

/** The default encryption of a bucket, which may be ours or not. */
export const bucketEncryption: Kind<BucketEncryptionSpecOf, EncryptionReads> = {
  kind: 'BucketEncryption',
  summary: 'The default encryption of an S3 bucket: algorithm, KMS key, bucket key, blocked types.',
  schema: BucketEncryptionSpecSchema,
  identity: {
    by: 'name',
    ids: (at) => ({ bucket: nameOfBucket(at.spec) }),
    // The console makes buckets with a bucket key switched on, which means nothing under AES256 (a guess: not in the
    // S3 API Reference; the API makes them without).
    blank: ({ encryption: live }) => live?.algorithm === 'AES256',
    // Who owns the bucket owns its encryption; so does whose key it names.
    ours: ({ encryption: live }, marked, at) =>
      marked.has(nameOfBucket(at.spec)) || (typeof live?.key === 'string' && marked.has(live.key)),
    adoption: { is: 'true' },
  },
  attributes: { bucket: { known: (spec) => nameOfBucket(spec), of: (ids) => ids['bucket'] } },
  claims: (spec) => [`the default encryption of bucket ${nameOfBucket(spec)}`],
  waitsFor: waitsForBucket,
  hangsOn: { paths: ['/bucket'] },
  uses: ({ encryption: live }) => (typeof live?.key === 'string' ? [live.key] : []),
  locks: (at) => [bucketLock(nameOfBucket(at.spec))],
  reads: { encryption },
  existence: 'encryption',
  state: () => 'present',
  health: () => ({ is: 'Healthy' }),
  facets: [facet],
  immutable: [],
  onVanish: 'release',
  byHand: 'aws s3api delete-bucket-encryption --bucket NAME, which leaves AES256',
  restsOnOthers: true,
};
