import type { GateRow } from '../../../test/support/kind-laws.ts';
import { policyFor, stranger } from '../../../test/support/gate-world.ts';
import { roleArn } from '../../../test/support/hand.ts';

export const noAdmin = {
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

export const gateRows: readonly GateRow[] = [
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
