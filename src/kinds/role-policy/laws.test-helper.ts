import type { DriftRow, KindLaws, Renaming } from '../../../test/support/kind-laws.ts';
import { documentOf, makeAnew, workerPolicy, type Statement } from '../../../test/support/bucket-world.ts';
import type { Hand } from '../../../test/support/hand.ts';
import { documentYaml } from '../../../test/support/estate-facts.ts';

function putWorkerPolicy(hand: Hand, change: Partial<Statement>): void {
  hand.iam('PutRolePolicy', {
    RoleName: 'worker',
    PolicyName: 'use-keys',
    PolicyDocument: JSON.stringify(documentOf({ ...workerPolicy, ...change })),
  });
}

const rolePolicyRows: readonly DriftRow[] = [
  {
    covers: '/document',
    why: 'more is allowed: narrowing protects',
    drift: (hand) => putWorkerPolicy(hand, { Action: ['kms:*', 'iam:PassRole'] }),
    address: 'RolePolicy/worker',
    path: '/document/Statement/UseKeys',
  },
  {
    covers: '/document',
    why: 'less is allowed: giving it back waits',
    drift: (hand) => putWorkerPolicy(hand, { Action: 'kms:Decrypt' }),
    address: 'RolePolicy/worker',
    path: '/document/Statement/UseKeys/Action',
    waitsFor: ['repair'],
  },
  {
    covers: '/name',
    why: 'deleted: giving it back waits',
    drift: (hand) => void hand.iam('DeleteRolePolicy', { RoleName: 'worker', PolicyName: 'use-keys' }),
    address: 'RolePolicy/worker',
    path: '/document',
    waitsFor: ['repair'],
  },
  {
    covers: '/role',
    why: 'the role was deleted and made again: the new one is given nothing unasked',
    drift: (hand) => makeAnew(hand, 'worker'),
    address: 'RolePolicy/worker',
    path: '/document',
    waitsFor: ['repair'],
  },
];

const allow = '{ Effect: Allow, Action: kms:Decrypt, Resource: "*", Sid: Use }';

function rolePolicy(role: string, name: string): string {
  return documentYaml(
    'RolePolicy',
    'name: a',
    `role: ${role}, name: ${name}, document: { Version: '2012-10-17', Statement: [${allow}] }`,
  );
}

const renamings: readonly Renaming[] = [
  {
    changed: 'the role of a role policy',
    address: 'RolePolicy/a',
    before: [rolePolicy('app', 'use')],
    after: [rolePolicy('batch', 'use')],
    forgotten: true,
    step: 'RolePolicy/a#document',
  },
  {
    changed: 'the name of a role policy',
    address: 'RolePolicy/a',
    before: [rolePolicy('app', 'use')],
    after: [rolePolicy('app', 'use-keys')],
    forgotten: true,
    step: 'RolePolicy/a#document',
  },
];

export const laws: KindLaws = {
  // Stands among those of buckets, whose readers it names.
  documents: '',
  renamings,
  drift: rolePolicyRows,
  elsewhere: { specs: 'test/sim/estate-property.test.ts', gates: 'test/sim/closing.test.ts' },
};
