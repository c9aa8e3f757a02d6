import type { DriftRow, KindLaws, Renaming } from '../../../test/support/kind-laws.ts';
import { account } from '../../../test/support/estate.ts';
import { familyDocuments, familyRoles, west } from '../../../test/support/family-world.ts';
import { roleArn, type Hand } from '../../../test/support/hand.ts';
import { primaryYaml, replicaYaml } from '../../../test/support/family.ts';

/** Builds a call to the replica, in its Region. */
function atReplica(operation: string, input: Readonly<Record<string, unknown>> = {}): (hand: Hand) => void {
  return (hand) => void hand.kms(operation, { KeyId: hand.key('Key/family'), ...input }, west);
}

const replica = 'ReplicaKey/family';

const replicaRows: readonly DriftRow[] = [
  {
    covers: '/primary',
    why: 'the replica was made the primary, perhaps because the other Region failed: putting it back waits',
    drift: (hand) =>
      void hand.kms('UpdatePrimaryRegion', { KeyId: hand.key('Key/family'), PrimaryRegion: west }),
    address: 'Key/family',
    path: '/primary',
    waitsFor: ['repair'],
  },
  {
    covers: '/region',
    why: 'its deletion was scheduled: that is called off at once and leaves it disabled, enabling it waits',
    drift: atReplica('ScheduleKeyDeletion', { PendingWindowInDays: 7 }),
    address: replica,
    path: '/enabled',
    waitsFor: ['repair'],
  },
  {
    covers: '/description',
    why: 'changed by hand',
    drift: atReplica('UpdateKeyDescription', { Description: 'mine' }),
    address: replica,
    path: '/description',
  },
  {
    covers: '/enabled',
    why: 'disabled, perhaps by an incident responder: enabling it again waits',
    drift: atReplica('DisableKey'),
    address: replica,
    path: '/enabled',
    waitsFor: ['repair'],
  },
  {
    covers: '/tags',
    why: 'another value',
    drift: atReplica('TagResource', { Tags: [{ TagKey: 'team', TagValue: 'x' }] }),
    address: replica,
    path: '/tags/team',
  },
  {
    covers: '/tags',
    why: 'null wants it gone, and it is back',
    drift: atReplica('TagResource', { Tags: [{ TagKey: 'old', TagValue: '' }] }),
    address: replica,
    path: '/tags/old',
  },
  {
    covers: '/policy',
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
    covers: '/aliases',
    why: 're-pointed to a key nobody declared',
    drift(hand) {
      const { KeyMetadata } = hand.kms('CreateKey', {}, west) as { KeyMetadata: { KeyId: string } };
      hand.kms('UpdateAlias', { AliasName: 'alias/family', TargetKeyId: KeyMetadata.KeyId }, west);
    },
    address: `Alias/family.${west}`,
    path: '/target',
  },
];

const renamings: readonly Renaming[] = [
  {
    changed: 'the Region of a replica',
    address: 'ReplicaKey/data',
    before: [primaryYaml(), replicaYaml('')],
    after: [primaryYaml(), replicaYaml('').replace(west, 'eu-south-1')],
    step: 'ReplicaKey/data#create',
  },
];

/** With its primary, and the grants on both. */
export const laws: KindLaws = {
  documents: familyDocuments,
  renamings,
  principals: familyRoles.map(roleArn),
  drift: replicaRows,
  elsewhere: { specs: 'test/sim/estate-property.test.ts', gates: 'test/sim/replica.test.ts' },
};
