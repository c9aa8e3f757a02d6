import { account, region, stackOf } from '../support/estate.ts';
import { bucketPolicy, keyPolicy } from '../support/trail-world.ts';

/** The resources that both endpoints support: `test/moto/skips.py` lists those that moto drops. */
export type Endpoint = 'embedded' | 'moto';

export const west = 'eu-west-1';
export const appRole = `arn:aws:iam::${account}:role/app`;
export const bucketName = `faults-store-${account}`;
export const auditBucket = `faults-audit-${account}`;
export const trailArn = `arn:aws:cloudtrail:${region}:${account}:trail/audit`;
/** Which key each alias stands for. */
export const aliases = [
  ['alias/faults/data', 'Key/data'],
  ['alias/faults/logs', 'Key/logs'],
] as const;

/** The operations of the grant, first and in a later commit. */
export const operations = { first: ['Decrypt'], changed: ['Decrypt', 'GenerateDataKey'] } as const;

export const bystander = { alias: 'alias/bystander', bucket: `faults-bystander-${account}` };

const stack = `
apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: faults }
spec:
  uid: fa0175fa0175
  accounts:
    - id: '${account}'
      regions: [${region}, ${west}]
  defaults: { account: '${account}', region: ${region} }
`;

const bucket = `
apiVersion: keywright.dev/v1
kind: Bucket
metadata: { name: store, adopt: true }
spec:
  name: ${bucketName}
  versioning: Enabled
  publicAccessBlock: { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true }
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: store }
spec: { bucket: { ref: Bucket/store }, algorithm: 'aws:kms', key: { ref: Key/data }, bucketKey: true }
---
apiVersion: keywright.dev/v1
kind: BucketPolicy
metadata: { name: store }
spec:
  bucket: { ref: Bucket/store }
  ownership: document
  document:
    Version: '2012-10-17'
    Statement:
      - Sid: Tls
        Effect: Deny
        Principal: '*'
        Action: s3:*
        Resource: ['arn:aws:s3:::${bucketName}', 'arn:aws:s3:::${bucketName}/*']
        Condition: { Bool: { 'aws:SecureTransport': 'false' } }
---
apiVersion: keywright.dev/v1
kind: RolePolicy
metadata: { name: use }
spec:
  role: app
  name: use
  document:
    Version: '2012-10-17'
    Statement: [{ Sid: Use, Effect: Allow, Action: 'kms:Decrypt', Resource: '\${Key/data.arn}' }]
`;

const trail = `
apiVersion: keywright.dev/v1
kind: Bucket
metadata: { name: audit, adopt: true }
spec: { name: ${auditBucket}, versioning: Enabled }
---
apiVersion: keywright.dev/v1
kind: BucketPolicy
metadata: { name: audit }
spec:
  bucket: { ref: Bucket/audit }
  ownership: document
  document: ${JSON.stringify(bucketPolicy({ bucket: auditBucket }))}
---
apiVersion: keywright.dev/v1
kind: Trail
metadata: { name: audit }
spec:
  bucket: { ref: Bucket/audit }
  key: { ref: Key/logs }
  logFileValidation: true
  logging: true
  # Not what AWS gives a new trail: moto gives it none, so it must be written.
  eventSelectors: [{ readWriteType: WriteOnly, includeManagementEvents: true }]
`;

const replica = `
apiVersion: keywright.dev/v1
kind: ReplicaKey
metadata: { name: data-west }
spec: { primary: { ref: Key/data }, region: ${west}, enabled: true, description: replica }
`;

function keys(description: string, operations: string, multiRegion: boolean): string {
  return `
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: data }
spec:
  description: ${description}
  enabled: true
  multiRegion: ${String(multiRegion)}
  rotation: { enabled: true }
  aliases: [alias/faults/data]
  tags: { class: ${description} }
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: logs }
spec:
  description: logs
  enabled: true
  aliases: [alias/faults/logs]
  policy: ${JSON.stringify(keyPolicy(trailArn))}
---
apiVersion: keywright.dev/v1
kind: Grant
metadata: { name: app }
spec: { key: { ref: Key/data }, granteePrincipal: '${appRole}', operations: [${operations}] }
`;
}

/** Returns the estate as it is first, and as a later commit has it. */
export function manifestsFor(endpoint: Endpoint): { readonly first: string; readonly changed: string } {
  const embedded = endpoint === 'embedded';
  const rest = embedded ? [bucket, trail, replica] : [bucket, trail];
  return {
    first: [stack, keys('first', operations.first.join(', '), embedded), ...rest].join('\n---\n'),
    changed: [stack, keys('changed', operations.changed.join(', '), embedded), ...rest].join('\n---\n'),
  };
}

/** Addresses that carry a mark, with the Region in which their key lives. */
export function markedAddresses(endpoint: Endpoint): readonly string[] {
  const keysOf = [`${region} Key/data`, `${region} Key/logs`];
  return endpoint === 'embedded' ? [...keysOf, `${west} ReplicaKey/data-west`] : keysOf;
}

export function stackFrom(yaml: string, now: number): ReturnType<typeof stackOf> {
  return stackOf(yaml, now);
}
