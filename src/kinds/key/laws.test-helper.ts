import type { DriftRow, GateRow, KindLaws } from '../../../test/support/kind-laws.ts';
import { account } from '../../../test/support/estate.ts';
import { policyFor, stranger } from '../../../test/support/gate-world.ts';
import { createKey, point, roleArn, type Hand } from '../../../test/support/hand.ts';

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
const documents = `
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

const noAdmin = {
  Sid: 'NoAdmin',
  Effect: 'Deny',
  Principal: { AWS: roleArn('admin') },
  Action: 'kms:ScheduleKeyDeletion',
  Resource: '*',
};

const nobody = {
  Sid: 'Nobody',
  Effect: 'Deny',
  Principal: '*',
  Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  Resource: '*',
};

function allow(account: string): object {
  const Principal = { AWS: `arn:aws:iam::${account}:root` };
  return { Sid: 'Gift', Effect: 'Allow', Principal, Action: 'kms:Decrypt', Resource: '*' };
}

const gateRows: readonly GateRow[] = [
  { why: 'disabled', gate: '/enabled loses', spec: { enabled: false }, needs: ['disable'] },
  {
    why: 'no longer rotated',
    gate: '/rotation/enabled loses',
    spec: { rotation: { enabled: false } },
    needs: ['disable'],
  },
  {
    why: 'null, which is no rotation',
    gate: '/rotation/enabled loses',
    spec: { rotation: null },
    needs: ['disable'],
  },
  {
    why: 'rotated less often',
    gate: '/rotation/periodInDays changes',
    spec: { rotation: { enabled: true, periodInDays: 400 } },
    needs: ['disable'],
  },
  {
    why: 'null, which is a year',
    gate: '/rotation/periodInDays changes',
    spec: { rotation: { enabled: true, periodInDays: null } },
    needs: ['disable'],
  },
  { why: 'rotated more often', spec: { rotation: { enabled: true, periodInDays: 90 } }, needs: [] },
  {
    why: 'an account that the Stack does not trust',
    gate: '/policy gains',
    spec: { policy: policyFor(['app', 'web'], [noAdmin, allow(stranger)]) },
    needs: ['widen'],
  },
  {
    why: 'nobody may use it',
    gate: '/policy gains',
    spec: { policy: policyFor(['app', 'web'], [noAdmin, nobody]) },
    needs: ['cut-off', 'disable'],
  },
  {
    why: 'a Deny goes',
    gate: '/policy loses',
    spec: { policy: policyFor(['app', 'web']) },
    needs: ['widen'],
  },
  {
    why: 'a reader loses its access',
    gate: '/policy loses',
    spec: { policy: policyFor(['app'], [noAdmin]) },
    needs: ['cut-off'],
  },
  { why: 'a description', spec: { description: 'x' }, needs: [] },
];

export const laws: KindLaws = {
  documents,
  principals: ['app', 'batch', 'intruder'].map(roleArn),
  drift: [...keyRows, ...policyRows],
  fixed: [
    { covers: '/keySpec', address: 'Key/data', made: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' } },
    {
      covers: '/keyUsage',
      address: 'Key/signer',
      made: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
    },
    { covers: '/multiRegion', address: 'Key/data', made: { MultiRegion: true } },
  ],
  // Says what a plan shows; it has no value in AWS that could drift.
  onlyShown: ['/grants'],
  gates: {
    documents: {
      'Key/data': {
        enabled: true,
        policy: policyFor(['app', 'web'], [noAdmin]),
        rotation: { enabled: true, periodInDays: 180 },
      },
    },
    address: 'Key/data',
    rows: gateRows,
    // Not a change in Git of what was applied: test/sim/closing.test.ts and the drift rows have these two.
    without: ['/policy loses disable', '/policy changes repair'],
  },
  elsewhere: { renamings: 'test/sim/renamed.test.ts', specs: 'test/sim/estate-property.test.ts' },
};
