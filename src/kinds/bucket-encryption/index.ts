import { names } from '../shared/policy/gates.ts';
import { minute } from '../../model/instant.ts';
import type { Call } from '../../model/call.ts';
import type { Facet, Kind } from '../../model/kind.ts';
import type { Subject } from '../../model/subject.ts';
import { asText, isList, isMap, type TreeMap } from '../../model/tree.ts';
import { bucketLock, nameOfBucket, waitsForBucket } from '../shared/s3/buckets.ts';
import { s3 } from '../../aws/services/s3.ts';
import { gatedBy } from '../shared/policy/risk-rules.ts';
import { awsDefault, blockedOf, encryption, type EncryptionReads } from './reads.ts';
import { encryptionRules, isDowngrade, isUnblocked, repairOf } from './risks.ts';
import { BucketEncryptionSpecSchema, type BucketEncryptionSpecOf } from './schema.ts';

const facet: Facet<BucketEncryptionSpecOf, EncryptionReads> = {
  name: 'encryption',
  about:
    'The whole default encryption: one call replaces it, and what the manifest leaves out goes back as it was read.',
  root: '',
  paths: ['/bucket', '/algorithm', '/key', '/bucketKey', '/blockedEncryptionTypes'],
  // Another algorithm takes no key.
  alternatives: ['/algorithm', '/key'],
  ungated: [names('/bucket'), { paths: ['/bucketKey'], why: 'it changes cost, and who reads what stays' }],
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
  // What opens is a step of its own, so that it never holds up what closes.
  half: (change) => (isDowngrade(change) || isUnblocked(change) ? 'contract' : 'expand'),
  legal: () => ({ is: 'now' }),
  calls: ['s3:PutBucketEncryption'],
  // The call replaces the whole rule: what is not managed goes back as it was read (S3 API, PutBucketEncryption).
  write: ({ at, target }) => [putEncryption(at, isMap(target) ? target : {})],
  confirm: { equalReads: 2, withinMs: 2 * minute },
  ...gatedBy(encryptionRules),
  repair: repairOf,
};

function putEncryption(at: Subject<BucketEncryptionSpecOf>, target: TreeMap): Call {
  const { algorithm = awsDefault.algorithm, key = null, bucketKey, blockedEncryptionTypes } = target;
  const blocked = isList(blockedEncryptionTypes) ? blockedEncryptionTypes.map(asText) : undefined;
  const rule = {
    ApplyServerSideEncryptionByDefault: {
      SSEAlgorithm: asText(algorithm),
      ...(key === null ? {} : { KMSMasterKeyID: asText(key) }),
    },
    BucketKeyEnabled: bucketKey === true,
    // Not known yet where this plan makes the bucket: what it is born with is read before the call.
    ...(blocked === undefined
      ? {}
      : { BlockedEncryptionTypes: { EncryptionType: blocked.length === 0 ? ['NONE'] : blocked } }),
  };
  return s3.putBucketEncryption(at.place, {
    Bucket: at.spec.bucket,
    ServerSideEncryptionConfiguration: { Rules: [rule] },
  });
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
