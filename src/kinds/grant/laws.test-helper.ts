import type { DriftRow, GateRow, KindLaws, Renaming } from '../../../test/support/kind-laws.ts';
import { account, region } from '../../../test/support/estate.ts';
import { regrant, revokeGrant } from '../../../test/support/family-world.ts';
import { keysOfReaders, stranger } from '../../../test/support/gate-world.ts';
import { roleArn } from '../../../test/support/hand.ts';
import { documentYaml, keyYaml } from '../../../test/support/estate-facts.ts';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/**
 * Builds the row of a change that asks a person. A grant cannot be changed: another one stands under the name of
 * ours. Giving access again waits.
 */
function changed(
  covers: `/${string}`,
  why: string,
  change: Readonly<Record<string, unknown>>,
  more: Partial<DriftRow> & { readonly address?: `Grant/${string}` } = {},
): DriftRow {
  return { ...widened(covers, why, change, more), waitsFor: ['repair'] };
}

/**
 * Builds the row of a change that asks nobody. The declared grant gives nothing that the one in its place does not
 * give.
 */
function widened(
  covers: `/${string}`,
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
    path: covers,
    ...more,
  };
}

const table = { address: 'Grant/table' } as const;

const grantRows: readonly DriftRow[] = [
  {
    covers: '/key',
    why: 'the key lost it: revoked, perhaps by an incident responder',
    drift: (hand) => revokeGrant(hand, 'Grant/clerk'),
    address: 'Grant/clerk',
    path: '/granteePrincipal',
    waitsFor: ['repair'],
  },
  changed('/granteePrincipal', 'it gives access to somebody else', {
    GranteePrincipal: roleArn('intruder'),
  }),
  {
    covers: '/granteePrincipal',
    why: 'the role was deleted and made again: the dead grant goes at once, trusting the new role waits',
    drift(hand) {
      hand.iam('DeleteRole', { RoleName: 'clerk' });
      hand.iam('CreateRole', { RoleName: 'clerk', AssumeRolePolicyDocument: trust });
    },
    address: 'Grant/clerk',
    path: '/granteePrincipal',
    waitsFor: ['repair'],
  },
  widened('/retiringPrincipal', 'somebody else may give it back', {
    RetiringPrincipal: roleArn('intruder'),
  }),
  widened('/operations', 'it gives more', { Operations: ['Decrypt', 'GenerateDataKey', 'Encrypt'] }),
  changed('/operations', 'it gives less', { Operations: ['Decrypt'] }),
  changed('/constraints/encryptionContextEquals', 'another tenant', {
    Constraints: { EncryptionContextEquals: { tenant: 'red' } },
  }),
  widened('/constraints/encryptionContextEquals', 'no constraint at all', { Constraints: undefined }),
  changed(
    '/granteeServicePrincipal',
    'another service',
    { GranteeServicePrincipal: 'ec2.amazonaws.com' },
    table,
  ),
  widened(
    '/retiringServicePrincipal',
    'another service',
    { RetiringServicePrincipal: 'ec2.amazonaws.com' },
    table,
  ),
  changed(
    '/constraints/encryptionContextSubset',
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
    '/constraints/sourceArn',
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

const blue = { encryptionContextEquals: { tenant: 'blue' } };

const gateRows: readonly GateRow[] = [
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

const twoKeys = [keyYaml({ name: 'a' }), keyYaml({ name: 'b' })];

function grantOn(of: string): string {
  return documentYaml(
    'Grant',
    'name: a',
    `key: { ref: Key/${of} }, granteePrincipal: ${roleArn('app')}, operations: [Decrypt]`,
  );
}

const renamings: readonly Renaming[] = [
  {
    changed: 'the key of a grant',
    address: 'Grant/a',
    before: [...twoKeys, grantOn('a')],
    after: [...twoKeys, grantOn('b')],
    step: 'Grant/a#grants',
  },
];

export const laws: KindLaws = {
  // Stands among those of the family whose keys it is on.
  documents: '',
  renamings,
  drift: grantRows,
  gates: {
    documents: {
      'Key/data': keysOfReaders['Key/data'] ?? {},
      'Grant/app': {
        key: { ref: 'Key/data' },
        granteePrincipal: roleArn('app'),
        operations: ['Decrypt'],
        constraints: blue,
      },
    },
    address: 'Grant/app',
    rows: gateRows,
  },
  elsewhere: { foreign: 'test/sim/grant.test.ts', specs: 'test/sim/estate-property.test.ts' },
};
