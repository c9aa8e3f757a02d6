import { createEstate, account, region, stackYaml, type EstateOptions } from './estate.ts';
import { bucketDocuments, bucketRoles, makeShared } from './bucket-world.ts';
import { familyDocuments, familyRoles } from './family-world.ts';
import { makeTrailGround, trailDocuments } from './trail-world.ts';
import { handOn, roleArn, type Hand } from './hand.ts';

export const logsBucket = `logs-${account}`;
export const plainBucket = `plain-${account}`;

/** The policy of Key/data as the manifest says it. */
export const dataPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Root',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
    {
      Sid: 'Use',
      Effect: 'Allow',
      Principal: { AWS: [roleArn('app'), roleArn('batch')] },
      Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
      Resource: '*',
    },
    {
      Sid: 'NoGrants',
      Effect: 'Deny',
      Principal: { AWS: roleArn('batch') },
      Action: 'kms:CreateGrant',
      Resource: '*',
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'false' } },
    },
  ],
};

/** Each managed field of each kind is set somewhere in here. */
export const driftManifest = `${stackYaml}
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: data }
spec:
  description: Customer data
  keySpec: SYMMETRIC_DEFAULT
  keyUsage: ENCRYPT_DECRYPT
  multiRegion: false
  enabled: true
  rotation: { enabled: true, periodInDays: 180 }
  tags: { team: storage, tier: gold, old: null }
  aliases: [alias/data]
  policy: ${JSON.stringify(dataPolicy)}
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: spare }
spec:
  description: null
  enabled: false
  rotation: { enabled: true }
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: still }
spec: { rotation: null }
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: signer }
spec: { keySpec: RSA_2048, keyUsage: SIGN_VERIFY, tags: {} }
---
apiVersion: keywright.dev/v1
kind: Alias
metadata: { name: app }
spec: { name: alias/app, target: { ref: Key/data } }
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: logs }
spec:
  bucket: ${logsBucket}
  algorithm: aws:kms
  key: { ref: Key/data }
  bucketKey: true
  blockedEncryptionTypes: [SSE-C]
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: plain }
spec:
  bucket: ${plainBucket}
  algorithm: AES256
  blockedEncryptionTypes: [NONE]
---${bucketDocuments}
${trailDocuments}
---${familyDocuments}`;

/** Longer than any settle time and any lag of these worlds. */
export const settled = 60 * 60_000;

/** The manifest applied, and everything about it visible everywhere. */
export async function driftWorld(options: EstateOptions = {}): Promise<Hand> {
  const estate = createEstate({
    principals: [...['app', 'batch', 'intruder', ...familyRoles].map(roleArn), ...bucketRoles],
    ...options,
  });
  const hand = handOn(estate);
  for (const Bucket of [logsBucket, plainBucket]) {
    hand.s3('CreateBucket', { Bucket, CreateBucketConfiguration: { LocationConstraint: region } });
  }
  makeShared(hand);
  makeTrailGround(hand);
  await estate.advance(settled);
  const answer = await estate.apply(driftManifest, { approve: ['disable', 'widen'] });
  if (answer.is !== 'applied') throw new Error('the lease is free');
  const left = [...answer.outcomes].filter(([, outcome]) => outcome.is !== 'done');
  if (left.length > 0) throw new Error(`the world is not made: ${JSON.stringify(left)}`);
  await estate.advance(settled);
  return hand;
}
