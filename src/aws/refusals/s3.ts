import type { s3Operations } from '../services/s3.ts';
import { apply, check, each, never, plan, schema, type Refusals } from './refusal.ts';

/** S3 API Reference, error responses and errors of each operation; S3 User Guide on each setting. */

export const s3Common: Refusals = {
  AccessDenied: [apply('a policy, or a block of the account or organization, does not allow the call')],
  NoSuchBucket: [
    plan('missing', 'the bucket does not exist, and no manifest declares it'),
    apply('the bucket was deleted after the plan was made'),
  ],
  PermanentRedirect: [never('the request goes to the Region of the bucket')],
  OperationAborted: [apply('another change of the same bucket is under way')],
  ...each(
    ['InternalError', 'ServiceUnavailable', 'SlowDown'],
    apply('S3 does not answer, or asks for a pause'),
  ),
};

const xml: Refusals = { MalformedXML: [never('the schema checks the form of each member')] };
const tags: Refusals = {
  InvalidTag: [schema('manifest.value', 'a tag key that AWS reserves, or with a character that it refuses')],
};
const coordination: Refusals = {
  PreconditionFailed: [apply('another run wrote the same object first')],
};

export const s3Refusals = {
  CreateBucket: {
    ...tags,
    BucketAlreadyExists: [plan('another-owner', 'another account has the name')],
    BucketAlreadyOwnedByYou: [
      plan('unproven', 'the account has the bucket, and nothing shows that it is ours'),
    ],
    IllegalLocationConstraintException: [never('the request goes to the Region of the bucket')],
    InvalidBucketName: [schema('manifest.value', 'a name that S3 does not accept, or that it reserves')],
    TooManyBuckets: [apply('the account has as many buckets as its quota allows')],
  },
  PutBucketEncryption: {
    ...xml,
    InvalidArgument: [
      check('check.place', 'a key of another Region'),
      check('check.key-for-s3', 'a key that is not symmetric'),
    ],
    InvalidRequest: [schema('manifest.value', 'a key with an algorithm that takes none')],
    InvalidEncryptionAlgorithmError: [schema('manifest.value', 'an algorithm that S3 does not know')],
  },
  PutBucketPolicy: {
    AccessDenied: [
      check('check.public-policy', 'the policy is public, and the bucket blocks public policies'),
      apply('the account blocks public policies, or a policy does not allow the call'),
    ],
    MalformedPolicy: [
      schema('policy.effect', 'an Effect that is neither Allow nor Deny'),
      schema('policy.other-bucket', 'a statement about another bucket'),
      schema('policy.unsupported-resource', 'an action that does not fit the resource'),
      schema('policy.too-large', 'a policy of more than 20 KB'),
      apply('a principal does not exist'),
    ],
  },
  DeleteBucketPolicy: { NoSuchBucketPolicy: [apply('there is none: it counts as done')] },
  PutPublicAccessBlock: xml,
  PutBucketOwnershipControls: xml,
  PutBucketVersioning: {
    ...xml,
    IllegalVersioningConfigurationException: [schema('manifest.value', 'a value that S3 does not know')],
  },
  PutBucketLogging: {
    ...xml,
    CrossLocationLoggingProhibited: [check('check.log-target', 'the target bucket is in another Region')],
    InvalidTargetBucketForLogging: [apply('the target bucket does not exist, or belongs to another account')],
    InvalidArgument: [schema('manifest.value', 'a prefix that S3 does not accept')],
  },
  PutBucketLifecycleConfiguration: {
    MalformedXML: [schema('manifest.value', 'a rule without an action, or two that exclude each other')],
    InvalidArgument: [schema('manifest.value', 'days, dates or storage classes in an order that S3 refuses')],
    InvalidRequest: [schema('manifest.value', 'a filter that the action does not take')],
  },
  DeleteBucketLifecycle: {},
  PutBucketTagging: { ...xml, ...tags },
  DeleteBucketTagging: {},
  PutObject: {
    ...coordination,
    EncryptionTypeMismatch: [never('journal and lease set no separate encryption')],
    InvalidRequest: [apply('the bucket of coordination has no Object Lock, and the record asks for it')],
    InvalidWriteOffset: [never('nothing is appended')],
    TooManyParts: [never('nothing is uploaded in parts')],
  },
  DeleteObject: coordination,
} satisfies Partial<Record<keyof typeof s3Operations, Refusals>>;
