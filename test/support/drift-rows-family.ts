import { account, region } from './estate.ts';
import type { DriftRow } from './drift-row.ts';
import { regrant, revokeGrant, west } from './family-world.ts';
import { roleArn, type Hand } from './hand.ts';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** A call to the replica, in its Region. */
function atReplica(operation: string, input: Readonly<Record<string, unknown>> = {}): (hand: Hand) => void {
  return (hand) => void hand.kms(operation, { KeyId: hand.key('Key/family'), ...input }, west);
}

const replica = 'ReplicaKey/family';

const replicaRows: readonly DriftRow[] = [
  {
    covers: 'ReplicaKey /primary',
    why: 'the replica was made the primary, perhaps because the other Region failed: putting it back waits',
    drift: (hand) =>
      void hand.kms('UpdatePrimaryRegion', { KeyId: hand.key('Key/family'), PrimaryRegion: west }),
    address: 'Key/family',
    path: '/primary',
    waitsFor: ['repair'],
  },
  {
    covers: 'ReplicaKey /region',
    why: 'its deletion was scheduled: that is called off at once and leaves it disabled, enabling it waits',
    drift: atReplica('ScheduleKeyDeletion', { PendingWindowInDays: 7 }),
    address: replica,
    path: '/enabled',
    waitsFor: ['repair'],
  },
  {
    covers: 'ReplicaKey /description',
    why: 'changed by hand',
    drift: atReplica('UpdateKeyDescription', { Description: 'mine' }),
    address: replica,
    path: '/description',
  },
  {
    covers: 'ReplicaKey /enabled',
    why: 'disabled, perhaps by an incident responder: enabling it again waits',
    drift: atReplica('DisableKey'),
    address: replica,
    path: '/enabled',
    waitsFor: ['repair'],
  },
  {
    covers: 'ReplicaKey /tags',
    why: 'another value',
    drift: atReplica('TagResource', { Tags: [{ TagKey: 'team', TagValue: 'x' }] }),
    address: replica,
    path: '/tags/team',
  },
  {
    covers: 'ReplicaKey /tags',
    why: 'null wants it gone, and it is back',
    drift: atReplica('TagResource', { Tags: [{ TagKey: 'old', TagValue: '' }] }),
    address: replica,
    path: '/tags/old',
  },
  {
    covers: 'ReplicaKey /policy',
    why: 'a statement for somebody else was added: taking it away protects',
    drift(hand) {
      const statement = (Sid: string, AWS: string, Action: string): object => ({
        ...{ Sid, Effect: 'Allow', Principal: { AWS }, Action, Resource: '*' },
      });
      const Statement = [
        statement('Root', `arn:aws:iam::${account}:root`, 'kms:*'),
        statement('Intruder', roleArn('intruder'), 'kms:Decrypt'),
      ];
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
      atReplica('PutKeyPolicy', { PolicyName: 'default', Policy })(hand);
    },
    address: replica,
    path: '/policy/Statement',
  },
  {
    covers: 'ReplicaKey /aliases',
    why: 're-pointed to a key nobody declared',
    drift(hand) {
      const { KeyMetadata } = hand.kms('CreateKey', {}, west) as { KeyMetadata: { KeyId: string } };
      hand.kms('UpdateAlias', { AliasName: 'alias/family', TargetKeyId: KeyMetadata.KeyId }, west);
    },
    address: `Alias/family.${west}`,
    path: '/target',
  },
];

/** A grant cannot be changed: another one stands under the name of ours. Giving access again waits. */
function changed(
  covers: `Grant /${string}`,
  why: string,
  change: Readonly<Record<string, unknown>>,
  more: Partial<DriftRow> & { readonly address?: `Grant/${string}` } = {},
): DriftRow {
  return { ...widened(covers, why, change, more), waitsFor: ['repair'] };
}

/** The declared grant gives nothing that the one in its place does not give, so nobody is asked. */
function widened(
  covers: `Grant /${string}`,
  why: string,
  change: Readonly<Record<string, unknown>>,
  more: Partial<DriftRow> & { readonly address?: `Grant/${string}` } = {},
): DriftRow {
  const address = more.address ?? 'Grant/clerk';
  return {
    covers,
    why,
    drift: (hand) => regrant(hand, address, (ours) => ({ ...ours, ...change })),
    address,
    path: covers.slice('Grant '.length) as `/${string}`,
    ...more,
  };
}

const table = { address: 'Grant/table' } as const;

const grantRows: readonly DriftRow[] = [
  {
    covers: 'Grant /key',
    why: 'the key lost it: revoked, perhaps by an incident responder',
    drift: (hand) => revokeGrant(hand, 'Grant/clerk'),
    address: 'Grant/clerk',
    path: '/granteePrincipal',
    waitsFor: ['repair'],
  },
  changed('Grant /granteePrincipal', 'it gives access to somebody else', {
    GranteePrincipal: roleArn('intruder'),
  }),
  {
    covers: 'Grant /granteePrincipal',
    why: 'the role was deleted and made again: the dead grant goes at once, trusting the new role waits',
    drift(hand) {
      hand.iam('DeleteRole', { RoleName: 'clerk' });
      hand.iam('CreateRole', { RoleName: 'clerk', AssumeRolePolicyDocument: trust });
    },
    address: 'Grant/clerk',
    path: '/granteePrincipal',
    waitsFor: ['repair'],
  },
  widened('Grant /retiringPrincipal', 'somebody else may give it back', {
    RetiringPrincipal: roleArn('intruder'),
  }),
  widened('Grant /operations', 'it gives more', { Operations: ['Decrypt', 'GenerateDataKey', 'Encrypt'] }),
  changed('Grant /operations', 'it gives less', { Operations: ['Decrypt'] }),
  changed('Grant /constraints/encryptionContextEquals', 'another tenant', {
    Constraints: { EncryptionContextEquals: { tenant: 'red' } },
  }),
  widened('Grant /constraints/encryptionContextEquals', 'no constraint at all', { Constraints: undefined }),
  changed(
    'Grant /granteeServicePrincipal',
    'another service',
    { GranteeServicePrincipal: 'ec2.amazonaws.com' },
    table,
  ),
  widened(
    'Grant /retiringServicePrincipal',
    'another service',
    { RetiringServicePrincipal: 'ec2.amazonaws.com' },
    table,
  ),
  changed(
    'Grant /constraints/encryptionContextSubset',
    'another tenant',
    {
      Constraints: {
        EncryptionContextSubset: { tenant: 'red' },
        SourceArn: `arn:aws:dynamodb:${region}:${account}:table/orders`,
      },
    },
    table,
  ),
  changed(
    'Grant /constraints/sourceArn',
    'for another table',
    {
      Constraints: {
        EncryptionContextSubset: { tenant: 'blue' },
        SourceArn: `arn:aws:dynamodb:${region}:${account}:table/others`,
      },
    },
    table,
  ),
];

export const familyDriftRows: readonly DriftRow[] = [...replicaRows, ...grantRows];
