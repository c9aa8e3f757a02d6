import type { DriftRow } from '../../../test/support/kind-laws.ts';
import { createKey, point, roleArn, type Hand } from '../../../test/support/hand.ts';
import { dataPolicy } from './documents.test-helper.ts';

const changed = 'changed by hand';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

function putPolicy(hand: Hand, policy: unknown): void {
  hand.kms('PutKeyPolicy', {
    KeyId: hand.key('Key/data'),
    PolicyName: 'default',
    Policy: JSON.stringify(policy),
  });
}

function statement(sid: string): (typeof dataPolicy.Statement)[number] {
  const found = dataPolicy.Statement.find(({ Sid }) => Sid === sid);
  if (found === undefined) throw new Error(`no statement ${sid}`);
  return found;
}

function withStatements(...statements: readonly unknown[]): unknown {
  return { ...dataPolicy, Statement: statements };
}

const policyRows: readonly DriftRow[] = [
  {
    covers: '/policy',
    why: 'a statement for somebody else was added: taking it away protects',
    drift: (hand) =>
      putPolicy(
        hand,
        withStatements(...dataPolicy.Statement, {
          Sid: 'Intruder',
          Effect: 'Allow',
          Principal: { AWS: roleArn('intruder') },
          Action: 'kms:Decrypt',
          Resource: '*',
        }),
      ),
    address: 'Key/data',
    path: '/policy/Statement',
  },
  {
    covers: '/policy',
    why: 'a Deny was taken out: putting it back protects',
    drift: (hand) => putPolicy(hand, withStatements(statement('Root'), statement('Use'))),
    address: 'Key/data',
    path: '/policy/Statement',
  },
  {
    covers: '/policy',
    why: 'a principal was taken out, perhaps by an incident responder: giving access back waits',
    drift: (hand) =>
      putPolicy(
        hand,
        withStatements(
          statement('Root'),
          { ...statement('Use'), Principal: { AWS: roleArn('batch') } },
          statement('NoGrants'),
        ),
      ),
    address: 'Key/data',
    path: '/policy/Statement/Use/Principal/AWS',
    waitsFor: ['repair'],
  },
  {
    covers: '/policy',
    why: 'the role was deleted and made again, so KMS shows AROA…: trusting the new one waits',
    drift(hand) {
      hand.iam('DeleteRole', { RoleName: 'app' });
      hand.iam('CreateRole', { RoleName: 'app', AssumeRolePolicyDocument: trust });
    },
    address: 'Key/data',
    path: '/policy/Statement/Use/Principal/AWS',
    waitsFor: ['repair'],
  },
];

const keyRows: readonly DriftRow[] = [
  {
    covers: '/description',
    why: changed,
    drift: (hand) =>
      void hand.kms('UpdateKeyDescription', { KeyId: hand.key('Key/data'), Description: 'mine' }),
    address: 'Key/data',
    path: '/description',
  },
  {
    covers: '/description',
    why: 'null is the empty one',
    drift: (hand) =>
      void hand.kms('UpdateKeyDescription', { KeyId: hand.key('Key/spare'), Description: 'mine' }),
    address: 'Key/spare',
    path: '/description',
  },
  {
    covers: '/tags',
    why: 'another value',
    drift: (hand) =>
      void hand.kms('TagResource', {
        KeyId: hand.key('Key/data'),
        Tags: [{ TagKey: 'team', TagValue: 'x' }],
      }),
    address: 'Key/data',
    path: '/tags/team',
  },
  {
    covers: '/tags',
    why: 'taken off',
    drift: (hand) =>
      void hand.kms('UntagResource', { KeyId: hand.key('Key/data'), TagKeys: ['team', 'tier'] }),
    address: 'Key/data',
    path: '/tags/tier',
  },
  {
    covers: '/tags',
    why: 'null wants it gone, and it is back',
    drift: (hand) =>
      void hand.kms('TagResource', { KeyId: hand.key('Key/data'), Tags: [{ TagKey: 'old', TagValue: '' }] }),
    address: 'Key/data',
    path: '/tags/old',
  },
  {
    covers: '/enabled',
    why: 'disabled, perhaps by an incident responder: enabling it again waits',
    drift: (hand) => void hand.kms('DisableKey', { KeyId: hand.key('Key/data') }),
    address: 'Key/data',
    path: '/enabled',
    waitsFor: ['repair'],
  },
  {
    covers: '/enabled',
    why: 'enabled against the manifest: every disabling waits',
    drift: (hand) => void hand.kms('EnableKey', { KeyId: hand.key('Key/spare') }),
    address: 'Key/spare',
    path: '/enabled',
    waitsFor: ['disable'],
  },
  {
    covers: '/enabled',
    why: 'its deletion was scheduled: that is called off at once and leaves it disabled, enabling it waits',
    drift: (hand) =>
      void hand.kms('ScheduleKeyDeletion', { KeyId: hand.key('Key/data'), PendingWindowInDays: 7 }),
    address: 'Key/data',
    path: '/enabled',
    waitsFor: ['repair'],
  },
  {
    covers: '/enabled',
    why: 'the deletion of a disabled key was scheduled: that is called off at once',
    drift: (hand) =>
      void hand.kms('ScheduleKeyDeletion', { KeyId: hand.key('Key/spare'), PendingWindowInDays: 7 }),
    address: 'Key/spare',
    path: '/deletion',
  },
  {
    covers: '/rotation/enabled',
    why: 'turned off',
    drift: (hand) => void hand.kms('DisableKeyRotation', { KeyId: hand.key('Key/data') }),
    address: 'Key/data',
    path: '/rotation/enabled',
  },
  {
    covers: '/rotation/enabled',
    why: 'null is off, and it was turned on',
    drift: (hand) => void hand.kms('EnableKeyRotation', { KeyId: hand.key('Key/still') }),
    address: 'Key/still',
    path: '/rotation/enabled',
  },
  {
    covers: '/rotation/periodInDays',
    why: 'a longer period',
    drift: (hand) =>
      void hand.kms('EnableKeyRotation', { KeyId: hand.key('Key/data'), RotationPeriodInDays: 2560 }),
    address: 'Key/data',
    path: '/rotation/periodInDays',
  },
  {
    covers: '/aliases',
    why: 're-pointed to a key nobody declared',
    drift: (hand) => point(hand, 'alias/data', createKey(hand)),
    address: 'Alias/data',
    path: '/target',
  },
  {
    covers: '/aliases',
    why: 'deleted',
    drift: (hand) => void hand.kms('DeleteAlias', { AliasName: 'alias/data' }),
    address: 'Alias/data',
    path: '/target',
  },
];

export const driftRows: readonly DriftRow[] = [...keyRows, ...policyRows];
