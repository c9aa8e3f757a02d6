import { account, region } from './estate.ts';
import { roleArn, type Hand } from './hand.ts';

/** The principals that only get a grant here. */
export const familyRoles = ['clerk', 'keeper'] as const;

export const west = 'eu-west-1';

const replicaPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Root',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};

/** A multi-Region key with a replica, and grants in which each parameter stands somewhere. */
export const familyDocuments = `
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: family }
spec: { multiRegion: true, enabled: true }
---
apiVersion: keywright.dev/v1
kind: ReplicaKey
metadata: { name: family }
spec:
  primary: { ref: Key/family }
  region: ${west}
  description: Copy
  enabled: true
  tags: { team: storage, old: null }
  aliases: [alias/family]
  policy: ${JSON.stringify(replicaPolicy)}
---
apiVersion: keywright.dev/v1
kind: Grant
metadata: { name: clerk }
spec:
  key: { ref: Key/family }
  granteePrincipal: ${roleArn('clerk')}
  retiringPrincipal: ${roleArn('keeper')}
  operations: [Decrypt, GenerateDataKey]
  constraints: { encryptionContextEquals: { tenant: blue } }
---
apiVersion: keywright.dev/v1
kind: Grant
metadata: { name: table }
spec:
  key: { ref: Key/family }
  granteeServicePrincipal: dynamodb.amazonaws.com
  retiringServicePrincipal: dynamodb.amazonaws.com
  operations: [Decrypt]
  constraints:
    encryptionContextSubset: { tenant: blue }
    sourceArn: arn:aws:dynamodb:${region}:${account}:table/orders
`;

type Parameters = Readonly<Record<string, unknown>>;

interface LiveGrant extends Parameters {
  readonly GrantId: string;
  readonly Name: string;
}

export function grantOf(hand: Hand, address: string): LiveGrant {
  const KeyId = hand.key('Key/family');
  const { Grants } = hand.kms('ListGrants', { KeyId, Limit: 100 }) as { Grants: LiveGrant[] };
  const found = Grants.find(({ Name }) => Name.includes(`:${address}:`));
  if (found === undefined) throw new Error(`no grant of ${address}`);
  return found;
}

export function revokeGrant(hand: Hand, address: string): void {
  const { GrantId } = grantOf(hand, address);
  hand.kms('RevokeGrant', { KeyId: hand.key('Key/family'), GrantId });
}

/** Puts another grant under the name of ours in its place: what it gives is `change` of what ours gave. */
export function regrant(hand: Hand, address: string, change: (ours: Parameters) => Parameters): void {
  const { GrantId, KeyId: _arn, CreationDate: _at, IssuingAccount: _by, ...ours } = grantOf(hand, address);
  const KeyId = hand.key('Key/family');
  // A service is in both members of the answer, and may be in one of the request.
  const { GranteeServicePrincipal: grantee, RetiringServicePrincipal: retiring, ...rest } = ours;
  const { GranteePrincipal, RetiringPrincipal, ...others } = rest as Parameters;
  const request: Parameters = {
    ...others,
    ...(grantee === undefined ? { GranteePrincipal } : { GranteeServicePrincipal: grantee }),
    ...(retiring === undefined ? { RetiringPrincipal } : { RetiringServicePrincipal: retiring }),
  };
  hand.kms('RevokeGrant', { KeyId, GrantId });
  hand.kms('CreateGrant', { ...change(request), KeyId });
}
