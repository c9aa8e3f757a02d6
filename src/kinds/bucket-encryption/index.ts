import { put } from '../shared/facet/put.ts';
import { whole } from '../shared/facet/whole.ts';
import { names } from '../shared/policy/gates.ts';
import type { Facet } from '../../model/kind/facet.ts';
import { declareKind } from '../../model/kind/declare.ts';
import type { Subject } from '../../model/subject.ts';
import { asText, given, isList, isMap, type TreeMap } from '../../model/tree.ts';
import { nameOfBucket } from '../shared/s3/buckets.ts';
import { partOfBucket } from '../shared/s3/part.ts';
import { s3 } from '../../aws/services/s3.ts';
import { awsDefault, blockedOf, encryption, type Encryption, type EncryptionReads } from './reads.ts';
import { encryptionRules, isDowngrade, otherKeyNeeded, isUnblocked, repairOf } from './risks.ts';
import { BucketEncryptionSpecSchema, type BucketEncryptionSpecOf } from './schema.ts';

const facet: Facet<BucketEncryptionSpecOf, EncryptionReads> = whole({
  path: '',
  about: 'The whole default encryption. One call replaces it; Keywright sends unset settings unchanged.',
  read: 'encryption',
  members: ['algorithm', 'key', 'bucketKey', 'blockedEncryptionTypes'],
  want: ({ spec }, { encryption: live }) => {
    const { algorithm, key = null, blockedEncryptionTypes: blocked } = spec;
    return given({
      algorithm,
      key,
      bucketKey: spec.bucketKey ?? bucketKeyUnder(algorithm, live),
      blockedEncryptionTypes: blocked === undefined ? undefined : blockedOf(blocked),
    });
  },
  // The call replaces the whole rule: what is not managed goes back as it was read (S3 API, PutBucketEncryption).
  put: put(s3.putBucketEncryption, ({ at, target, reads }) =>
    encryptionInput(at, isMap(target) ? target : {}, reads.encryption),
  ),
  // What opens is a step of its own, so that it never holds up what closes.
  half: (change) => (isDowngrade(change) || isUnblocked(change) ? 'contract' : 'expand'),
  gates: encryptionRules,
  ungated: [names('/bucket'), { paths: ['/bucketKey'], why: 'only the cost changes, not the readers' }],
  // Another algorithm takes no key.
  alternatives: ['/algorithm', '/key'],
  repair: repairOf,
  affects: otherKeyNeeded,
});

function encryptionInput(
  at: Subject<BucketEncryptionSpecOf>,
  target: TreeMap,
  live: Encryption | undefined,
): Parameters<typeof s3.putBucketEncryption>[1] {
  const { algorithm = awsDefault.algorithm, key = null, bucketKey, blockedEncryptionTypes } = target;
  const blocked = isList(blockedEncryptionTypes) ? blockedEncryptionTypes.map(asText) : undefined;
  const rule = {
    ApplyServerSideEncryptionByDefault: {
      SSEAlgorithm: asText(algorithm),
      ...(key === null ? {} : { KMSMasterKeyID: asText(key) }),
    },
    BucketKeyEnabled:
      algorithm === 'AES256' ? (at.spec.bucketKey ?? live?.bucketKeySet ?? false) : bucketKey === true,
    // Not known yet where this plan makes the bucket: what it is born with is read before the call.
    ...(blocked === undefined
      ? {}
      : { BlockedEncryptionTypes: { EncryptionType: blocked.length === 0 ? ['NONE'] : blocked } }),
  };
  return { Bucket: at.spec.bucket, ServerSideEncryptionConfiguration: { Rules: [rule] } };
}

/**
 * Tells whether a bucket key that no manifest manages has an effect under another algorithm. It changes the
 * encryption context, so the plan shows it. AES256 has none, and aws:kms:dsse takes none (S3 User Guide, bucket-key).
 */
function bucketKeyUnder(algorithm: string, live: Encryption | undefined): boolean | undefined {
  if (live === undefined || algorithm === live.algorithm || algorithm === 'AES256') return undefined;
  const wanted = algorithm === 'aws:kms' && live.bucketKeySet;
  return wanted === live.bucketKey ? undefined : wanted;
}

/** The default encryption of a bucket, which may be ours or not. */
export const bucketEncryption = declareKind<BucketEncryptionSpecOf, EncryptionReads>({
  kind: 'BucketEncryption',
  summary: 'The default encryption of an S3 bucket: algorithm, KMS key, bucket key, blocked types.',
  schema: BucketEncryptionSpecSchema,
  ...partOfBucket<BucketEncryptionSpecOf, EncryptionReads>({
    what: 'the default encryption',
    // The console makes buckets with a bucket key switched on, which means nothing under AES256 (a guess: not in the
    // S3 API Reference; the API makes them without).
    blank: ({ encryption: live }) => live?.algorithm === 'AES256',
    // Whose key it names owns it, too.
    ours: ({ encryption: live }, marked) => typeof live?.keyInUse === 'string' && marked.has(live.keyInUse),
  }),
  attributes: { bucket: { known: (spec) => nameOfBucket(spec), of: (ids) => ids['bucket'] } },
  uses: ({ encryption: live }) => (typeof live?.keyInUse === 'string' ? [live.keyInUse] : []),
  reads: { encryption },
  existence: 'encryption',
  facets: [facet],
  byHand: 'aws s3api delete-bucket-encryption --bucket NAME, which leaves AES256',
  restsOn: ['/key'],
});
