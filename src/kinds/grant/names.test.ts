import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf } from '../../model/address.ts';
import { kms } from '../../aws/services/kms.ts';
import { byCodeUnit, isList } from '../../model/tree.ts';
import { GrantList } from '../shared/kms/grant-list.ts';
import { addressIn, grantName, ownPrefix } from './names.ts';
import { liveParameters, requestOf, sameGrant, wantedParameters } from './parameters.ts';
import { grantOperations, GrantSpecSchema, type GrantSpecOf } from './schema.ts';

const settings = {
  name: 'test.estate',
  uid: '0a1b2c3d',
  partition: 'aws',
  accounts: [],
  keyAdministrators: [],
  trustedAccounts: [],
  tags: {},
  caps: { count: 5, percent: 10 },
  release: [],
};

const name = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,61}[a-z0-9]$/u);

const pairs = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/u), fc.stringMatching(/^[a-z=/:]{0,6}$/u), {
  minKeys: 1,
  maxKeys: 3,
});

const role = fc.stringMatching(/^[a-z]{1,9}$/u).map((of) => `arn:aws:iam::111122223333:role/${of}`);

const specs = fc
  .record({
    granteePrincipal: role,
    retiringPrincipal: fc.option(role, { nil: undefined }),
    operations: fc.subarray(['Decrypt', 'Encrypt', 'DescribeKey', 'GenerateDataKey'], { minLength: 1 }),
    context: fc.option(fc.record({ equals: fc.boolean(), pairs }), { nil: undefined }),
  })
  .map(({ context, ...rest }): GrantSpecOf => {
    const which = context?.equals === true ? 'encryptionContextEquals' : 'encryptionContextSubset';
    return GrantSpecSchema.parse({
      key: '12345678-1234-1234-1234-123456789012',
      ...rest,
      ...(context === undefined ? {} : { constraints: { [which]: context.pairs } }),
    });
  });

describe('the name of a grant', () => {
  it('says who made it, in letters that KMS takes, within 256', () => {
    fc.assert(
      fc.property(name, specs, (of, spec) => {
        const address = addressOf('Grant', of);
        const made = grantName(settings, address, wantedParameters(spec));
        expect(made).toMatch(/^[a-zA-Z0-9:/_-]{1,256}$/u);
        expect(made.startsWith(ownPrefix(settings, address))).toBe(true);
        expect(addressIn(made, settings)).toBe(address);
      }),
    );
  });

  it('is the same however the parameters were written', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const turned = { ...spec, operations: spec.operations.toReversed() };
        const [one, other] = [spec, turned].map((of) => grantName(settings, 'Grant/a', wantedParameters(of)));
        expect(one).toBe(other);
      }),
    );
  });

  it('differs where the parameters differ', () => {
    fc.assert(
      fc.property(specs, specs, (one, other) => {
        const [a, b] = [wantedParameters(one), wantedParameters(other)];
        expect(grantName(settings, 'Grant/a', a) === grantName(settings, 'Grant/a', b)).toBe(
          sameGrant.equal(a, b),
        );
      }),
    );
  });

  it.each([
    { why: 'another stack', of: 'keywright:other/0a1b2c3d:Grant/a:00' },
    { why: 'a uid that begins like ours', of: 'keywright:test_estate/0a1b2c3dd:Grant/a:00' },
    { why: 'no address', of: 'keywright:test_estate/0a1b2c3d:00' },
    { why: 'a name of somebody else', of: 'backup' },
  ])('$why is not ours', ({ of }) => {
    expect(addressIn(of, settings)).toBeUndefined();
  });
});

describe('the access of a grant', () => {
  it('comes back from KMS as it was sent, in whatever order', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const wanted = wantedParameters(spec);
        const { input } = kms.createGrant(
          { account: '111122223333', region: 'eu-central-1' },
          { KeyId: 'k', ...requestOf(wanted) },
        );
        const Operations = (isList(input['Operations']) ? input['Operations'] : []).toReversed();
        const { Grants } = GrantList.parse({ Grants: [{ ...input, GrantId: 'f'.repeat(64), Operations }] });
        expect(Grants?.map(liveParameters)).toEqual([wanted]);
      }),
    );
  });

  it.each([
    {
      why: 'a service shows in both members (KMS API, GrantListEntry)',
      live: { GranteePrincipal: 'dynamodb.amazonaws.com', GranteeServicePrincipal: 'dynamodb.amazonaws.com' },
    },
    { why: 'or only where other principals do', live: { GranteePrincipal: 'dynamodb.amazonaws.com' } },
  ])('$why', ({ live }) => {
    expect(liveParameters({ GrantId: 'f'.repeat(64), Operations: ['Decrypt'], ...live })).toEqual({
      granteeServicePrincipal: 'dynamodb.amazonaws.com',
      operations: ['Decrypt'],
    });
  });

  it('differs by one leaf for each that moved, and by nothing if equal', () => {
    fc.assert(
      fc.property(specs, specs, (one, other) => {
        const [a, b] = [wantedParameters(one), wantedParameters(other)];
        expect(sameGrant.diff(a, b).length > 0).toBe(!sameGrant.equal(a, b));
        expect(sameGrant.diff(a, a)).toEqual([]);
      }),
    );
  });

  it('gives another name for one more pair in a context', () => {
    const context = (constraint: Readonly<Record<string, string>>): object => ({
      operations: ['Decrypt'],
      constraints: { encryptionContextEquals: constraint },
    });
    const [seen, want] = [context({ a: 'b', c: 'd' }), context({ a: 'b' })];
    expect(sameGrant.diff(seen as never, want as never)).toEqual([
      { path: '/constraints/encryptionContextEquals/c', before: 'd', after: undefined },
    ]);
  });
});

it('offers all operations of a grant that KMS has, in order', () => {
  expect(grantOperations).toEqual([...grantOperations].toSorted(byCodeUnit));
  expect(grantOperations).toHaveLength(19);
});
