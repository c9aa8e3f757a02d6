import { beforeAll, describe, expect, it } from 'vitest';
import { account, region } from '../support/estate.ts';
import {
  gatesWithoutRow,
  gateWorld,
  keysOfReaders,
  stranger,
  type GateRow,
  type GateWorld,
} from '../support/gate-world.ts';
import { roleArn } from '../support/hand.ts';

const blue = { encryptionContextEquals: { tenant: 'blue' } };

const rows: readonly GateRow[] = [
  {
    why: 'another role of the account: the former one loses it',
    gate: '/granteePrincipal changes',
    spec: { granteePrincipal: roleArn('web') },
    needs: ['cut-off'],
  },
  {
    why: 'an account that the Stack does not trust',
    gate: '/granteePrincipal gains',
    spec: { granteePrincipal: `arn:aws:iam::${stranger}:root` },
    needs: ['cut-off', 'widen'],
  },
  {
    why: 'a service that acts for an account that the Stack does not trust',
    gate: '/granteeServicePrincipal gains',
    spec: {
      granteePrincipal: undefined,
      granteeServicePrincipal: 'dynamodb.amazonaws.com',
      retiringPrincipal: roleArn('admin'),
      constraints: { sourceArn: `arn:aws:dynamodb:${region}:${stranger}:table/t` },
    },
    needs: ['cut-off', 'widen'],
  },
  {
    why: 'a service that acts for a table of the account',
    spec: {
      granteePrincipal: undefined,
      granteeServicePrincipal: 'dynamodb.amazonaws.com',
      retiringPrincipal: roleArn('admin'),
      operations: ['Decrypt'],
      constraints: { sourceArn: `arn:aws:dynamodb:${region}:${account}:table/t` },
    },
    needs: ['cut-off'],
  },
  { why: 'another operation', spec: { operations: ['Decrypt', 'Encrypt'] }, needs: [] },
  {
    why: 'RetireGrant: by its grant a grantee retires that grant only',
    spec: { operations: ['Decrypt', 'RetireGrant'] },
    needs: [],
  },
  {
    why: 'CreateGrant for one who is no key administrator',
    gate: '/operations gains',
    spec: { operations: ['Decrypt', 'CreateGrant'] },
    needs: ['widen'],
  },
  {
    why: 'the constraint goes',
    gate: '/constraints gains',
    spec: { constraints: undefined },
    needs: ['widen'],
  },
  {
    why: 'other pairs may stand beside the one',
    gate: '/constraints gains',
    spec: { constraints: { encryptionContextSubset: { tenant: 'blue' } } },
    needs: ['widen'],
  },
  {
    why: 'other requests than before: two pairs, and perhaps more',
    spec: { constraints: { encryptionContextSubset: { tenant: 'blue', team: 'a' } } },
    needs: ['widen'],
  },
  {
    why: 'an account that the Stack does not trust may end it',
    gate: '/retiringPrincipal changes',
    spec: { retiringPrincipal: `arn:aws:iam::${stranger}:role/x` },
    needs: ['widen'],
  },
  { why: 'somebody of the account may end it', spec: { retiringPrincipal: roleArn('admin') }, needs: [] },
];

// A grant gives what a statement of the key policy gives, so the same changes wait.
describe('a change of a Grant in Git', () => {
  let world: GateWorld;
  beforeAll(async () => {
    const app = {
      key: { ref: 'Key/data' },
      granteePrincipal: roleArn('app'),
      operations: ['Decrypt'],
      constraints: blue,
    };
    world = await gateWorld({ 'Key/data': keysOfReaders['Key/data'] ?? {}, 'Grant/app': app });
  });

  it.each(rows)('$why: needs $needs', async (row) => {
    expect(await world.needs('Grant/app', row)).toEqual(row.needs);
  });

  it('has a row for each gate that the kind declares', () => {
    expect(gatesWithoutRow('Grant', rows)).toEqual([]);
  });
});
