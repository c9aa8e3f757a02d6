import { account } from '../../../test/support/estate.ts';
import { roleArn } from '../../../test/support/hand.ts';

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

/** Each managed field stands somewhere in here. */
export const documents = `
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
`;
