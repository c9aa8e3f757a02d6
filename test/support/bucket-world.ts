import { account, region } from './estate.ts';
import { roleArn, type Hand } from './hand.ts';

/** Ours, with everything that can be said of it. */
export const storeBucket = `store-${account}`;
/** Of this account, declared by nobody: only two statements of its policy are ours. */
export const sharedBucket = `shared-${account}`;
/** Ours, with nothing but its name and a tag. */
export const bareBucket = `bare-${account}`;

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}

export function documentOf(...statements: readonly Statement[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

export function everythingIn(bucket: string): readonly string[] {
  return [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
}

/** Builds the statement by which nobody may use the bucket without TLS. */
export function noPlainHttp(bucket: string): Statement {
  return {
    Sid: 'NoPlainHttp',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: everythingIn(bucket),
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/** Builds the statement by which these roles may read. */
export function readers(bucket: string, ...names: readonly string[]): Statement {
  return {
    Sid: 'Readers',
    Effect: 'Allow',
    Principal: { AWS: names.map(roleArn) },
    Action: ['s3:GetObject', 's3:ListBucket'],
    Resource: everythingIn(bucket),
  };
}

export const storePolicy = [noPlainHttp(storeBucket), readers(storeBucket, 'reader', 'writer')] as const;

export const workerPolicy: Statement = {
  Sid: 'UseKeys',
  Effect: 'Allow',
  Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  Resource: '*',
};

/** The statements of another team in the policy of the shared bucket. */
export const ofOthers = {
  ...readers(sharedBucket, 'writer'),
  Sid: 'TheirWriters',
  Action: 's3:PutObject',
  Resource: `arn:aws:s3:::${sharedBucket}/*`,
} as const;

/** Documents of a bucket of ours, a shared one and a role, to stand behind a Stack. */
export const bucketDocuments = `
apiVersion: keywright.dev/v1
kind: Bucket
metadata: { name: store }
spec:
  name: store-\${account.id}
  tags: { team: storage, tier: gold, old: null }
  versioning: Enabled
  objectOwnership: BucketOwnerEnforced
  publicAccessBlock:
    { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true }
---
apiVersion: keywright.dev/v1
kind: Bucket
metadata: { name: bare }
spec: { name: ${bareBucket}, tags: {} }
---
apiVersion: keywright.dev/v1
kind: BucketPolicy
metadata: { name: store }
spec: { bucket: { ref: Bucket/store }, document: ${JSON.stringify(documentOf(...storePolicy))} }
---
apiVersion: keywright.dev/v1
kind: BucketPolicy
metadata: { name: shared }
spec:
  bucket: ${sharedBucket}
  ownership: statements
  document: ${JSON.stringify(documentOf(noPlainHttp(sharedBucket)))}
---
apiVersion: keywright.dev/v1
kind: RolePolicy
metadata: { name: worker }
spec: { role: worker, name: use-keys, document: ${JSON.stringify(documentOf(workerPolicy))} }
`;

export const bucketRoles = ['reader', 'writer', 'worker'].map(roleArn);

/** Makes the bucket of another team, with a policy of theirs. */
export function makeShared(hand: Hand): void {
  hand.s3('CreateBucket', {
    Bucket: sharedBucket,
    CreateBucketConfiguration: { LocationConstraint: region },
  });
  putBucketPolicy(hand, sharedBucket, ofOthers);
}

export function putBucketPolicy(hand: Hand, Bucket: string, ...statements: readonly Statement[]): void {
  hand.s3('PutBucketPolicy', { Bucket, Policy: JSON.stringify(documentOf(...statements)) });
}

/** Fetches the statements of a live policy by Sid; the order of lists is S3's. */
export function liveStatements(hand: Hand, Bucket: string): Readonly<Record<string, unknown>> {
  const { Policy } = hand.s3('GetBucketPolicy', { Bucket }) as { Policy: string };
  const { Statement } = JSON.parse(Policy) as { Statement: readonly Statement[] };
  return Object.fromEntries(Statement.map((statement) => [statement.Sid, statement]));
}

/** Edits tags the way the console does: everything is sent back. */
export function retag(
  hand: Hand,
  Bucket: string,
  change: Readonly<Record<string, string | undefined>>,
): void {
  const tags = { ...tagsOf(hand, Bucket), ...change };
  const TagSet = Object.entries(tags).flatMap(([Key, Value]) =>
    Value === undefined ? [] : [{ Key, Value }],
  );
  hand.s3('PutBucketTagging', { Bucket, Tagging: { TagSet } });
}

export function tagsOf(hand: Hand, Bucket: string): Readonly<Record<string, string>> {
  const { TagSet } = hand.s3('GetBucketTagging', { Bucket }) as { TagSet: { Key: string; Value: string }[] };
  return Object.fromEntries(TagSet.map(({ Key, Value }) => [Key, Value]));
}

/** Deletes a role and makes one of its name: a stranger to every policy that named the old one. */
export function makeAnew(hand: Hand, RoleName: string): void {
  const { PolicyNames } = hand.iam('ListRolePolicies', { RoleName }) as { PolicyNames: readonly string[] };
  for (const PolicyName of PolicyNames) hand.iam('DeleteRolePolicy', { RoleName, PolicyName });
  hand.iam('DeleteRole', { RoleName });
  hand.iam('CreateRole', {
    RoleName,
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    }),
  });
}
