import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isList, sameTree, type TreeMap } from '../model/tree.ts';
import { canonicalPolicy, canonicalTree } from './canonical.ts';
import { comparePolicies } from './compare.ts';
import type { Policy, Statement } from './document.ts';
import { choices, rewritten } from './rewriting.test-helper.ts';
import { policies, policyOf, policyTrees } from './arbitraries.test-helper.ts';

const root = 'arn:aws:iam::111122223333:root';

function one(statement: TreeMap): Policy {
  return policyOf({
    Version: '2012-10-17',
    Statement: [
      without({ Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*', ...statement }),
    ],
  });
}

describe('ignores a rewrite by AWS', () => {
  it.each([
    { why: 'an account id comes back as its root ARN', a: { Principal: { AWS: '111122223333' } }, b: {} },
    {
      why: 'a list of one comes back as a string',
      a: { Principal: { AWS: [root] }, Action: ['kms:*'] },
      b: {},
    },
    { why: 'actions ignore case', a: { Action: ['KMS:Decrypt'] }, b: { Action: 'kms:decrypt' } },
    { why: 'a run of stars is a star', a: { Action: '**' }, b: { Action: '*' } },
    { why: 'everybody has two spellings', a: { Principal: '*' }, b: { Principal: { AWS: ['*'] } } },
    {
      why: 'service names ignore case',
      a: { Principal: { Service: 'S3.amazonaws.com' } },
      b: { Principal: { Service: 's3.amazonaws.com' } },
    },
    {
      why: 'condition operators and keys ignore case',
      a: { Condition: { stringequals: { 'KMS:CallerAccount': '1' } } },
      b: { Condition: { StringEquals: { 'kms:calleraccount': ['1'] } } },
    },
    {
      why: 'ArnEquals and ArnLike behave identically',
      a: { Condition: { ArnEquals: { 'aws:SourceArn': 'x' } } },
      b: { Condition: { ArnLike: { 'aws:SourceArn': 'x' } } },
    },
    {
      why: 'ArnNotEquals and ArnNotLike too, also with IfExists',
      a: { Condition: { ArnNotEqualsIfExists: { 'aws:SourceArn': 'x' } } },
      b: { Condition: { ArnNotLikeIfExists: { 'aws:SourceArn': 'x' } } },
    },
    {
      why: 'two ArnNot lines are one with both values',
      a: { Condition: { ArnNotEquals: { k: 'x' }, ArnNotLike: { k: 'y' } } },
      b: { Condition: { ArnNotLike: { k: ['y', 'x'] } } },
    },
    {
      why: 'booleans may be quoted, in any case',
      a: { Condition: { Bool: { 'aws:SecureTransport': false } } },
      b: { Condition: { Bool: { 'aws:SecureTransport': 'FALSE' } } },
    },
    {
      why: 'numbers may be quoted and spelled otherwise',
      a: { Condition: { NumericEquals: { k: 10 } } },
      b: { Condition: { NumericEquals: { k: '10.0' } } },
    },
    {
      why: 'values of IgnoreCase ignore case',
      a: { Condition: { StringEqualsIgnoreCase: { k: 'A' } } },
      b: { Condition: { StringEqualsIgnoreCase: { k: 'a' } } },
    },
    { why: 'an empty Condition is none', a: { Condition: {} }, b: {} },
    {
      why: 'an Unknown equals one with the same text',
      a: { Resource: { $unknown: '${Key/a.arn}' } },
      b: { Resource: [{ $unknown: '${Key/a.arn}' }] },
    },
  ] satisfies readonly { why: string; a: TreeMap; b: TreeMap }[])('$why', ({ a, b }) => {
    expect(comparePolicies(one(a), one(b))).toBe('identical');
  });

  it('treats names as cosmetic', () => {
    expect(comparePolicies(one({ Sid: 'A' }), one({ Sid: 'B' }))).toBe('cosmetic');
    const named = policyOf({
      Id: 'key-default',
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' },
    });
    expect(comparePolicies(named, one({}))).toBe('cosmetic');
  });

  it('treats a missing Version as that of 2008', () => {
    const statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
    const bare = policyOf({ Statement: statement });
    expect(comparePolicies(bare, policyOf({ Version: '2008-10-17', Statement: [statement] }))).toBe(
      'identical',
    );
    expect(comparePolicies(bare, policyOf({ Version: '2012-10-17', Statement: [statement] }))).toBe(
      'different',
    );
  });
});

describe('finds a change of the meaning', () => {
  it.each([
    {
      why: 'names of roles keep their case',
      a: { Principal: { AWS: 'arn:aws:iam::111122223333:role/App' } },
      b: { Principal: { AWS: 'arn:aws:iam::111122223333:role/app' } },
    },
    {
      why: 'resources keep their case',
      a: { Resource: 'arn:aws:s3:::B' },
      b: { Resource: 'arn:aws:s3:::b' },
    },
    {
      why: 'the root of another partition is another account',
      a: { Principal: { AWS: 'arn:aws-cn:iam::111122223333:root' } },
      b: { Principal: { AWS: '111122223333' } },
    },
    {
      why: 'only ASCII letters have a case: the Kelvin sign is no k',
      a: { Action: '\u212Ams:Decrypt' },
      b: { Action: 'kms:Decrypt' },
    },
    {
      why: 'partitions count in roles',
      a: { Principal: { AWS: 'arn:aws:iam::111122223333:role/App' } },
      b: { Principal: { AWS: 'arn:aws-cn:iam::111122223333:role/App' } },
    },
    {
      why: 'an action that another covers still counts',
      a: { Action: ['kms:*', 'kms:Decrypt'] },
      b: { Action: 'kms:*' },
    },
    {
      why: 'a deleted principal is not its ARN',
      a: { Principal: { AWS: 'AROAEXAMPLEEXAMPLE12' } },
      b: { Principal: { AWS: 'arn:aws:iam::111122223333:role/App' } },
    },
    {
      why: 'a service is no AWS principal',
      a: { Principal: { Service: '111122223333' } },
      b: { Principal: { AWS: '111122223333' } },
    },
    { why: 'NotAction is not Action', a: { NotAction: 'kms:*', Action: [] }, b: {} },
    {
      why: 'IfExists counts',
      a: { Condition: { StringEqualsIfExists: { k: 'v' } } },
      b: { Condition: { StringEquals: { k: 'v' } } },
    },
    {
      why: 'ForAnyValue counts',
      a: { Condition: { 'ForAnyValue:StringEquals': { k: 'v' } } },
      b: { Condition: { 'ForAllValues:StringEquals': { k: 'v' } } },
    },
    {
      why: 'ArnEquals and ArnLike on one key are joined by AND',
      a: { Condition: { ArnEquals: { k: 'x' }, ArnLike: { k: 'y' } } },
      b: { Condition: { ArnLike: { k: ['x', 'y'] } } },
    },
    {
      why: 'two ForAnyValue:ArnNot lines may be met by two different values',
      a: { Condition: { 'ForAnyValue:ArnNotEquals': { k: 'x' }, 'ForAnyValue:ArnNotLike': { k: 'y' } } },
      b: { Condition: { 'ForAnyValue:ArnNotLike': { k: ['x', 'y'] } } },
    },
    {
      why: 'values of StringEquals keep their case',
      a: { Condition: { StringEquals: { k: 'V' } } },
      b: { Condition: { StringEquals: { k: 'v' } } },
    },
    {
      why: 'numbers beyond the exact range of a double',
      a: { Condition: { NumericEquals: { k: '9007199254740993' } } },
      b: { Condition: { NumericEquals: { k: '9007199254740992' } } },
    },
    {
      why: 'an Unknown is not the string of its text',
      a: { Resource: { $unknown: '${x}' } },
      b: { Resource: '${x}' },
    },
    { why: 'a missing Resource is not "*"', a: { Resource: [], NotResource: 'x' }, b: {} },
  ] satisfies readonly { why: string; a: TreeMap; b: TreeMap }[])('$why', ({ a, b }) => {
    const [left, right] = [a, b].map((statement) => one(statement));
    expect(left && right && comparePolicies(left, right)).toBe('different');
  });
});

/** Omits the elements for which a row has an empty list. */
function without(statement: TreeMap): TreeMap {
  return Object.fromEntries(
    Object.entries(statement).filter(([, tree]) => !(isList(tree) && tree.length === 0)),
  );
}

describe('equivalence as algebra', () => {
  it('is reflexive, and the canonical form is stable under itself', () => {
    fc.assert(
      fc.property(policies(), (policy) => {
        expect(comparePolicies(policy, policy)).toBe('identical');
        const canonical = canonicalPolicy(policy);
        expect(canonicalPolicy(canonical)).toEqual(canonical);
      }),
    );
  });

  it('parses the printed canonical form back to itself', () => {
    fc.assert(
      fc.property(policies(), (policy) => {
        const tree = canonicalTree(policy);
        expect(canonicalTree(policyOf(tree))).toEqual(tree);
        expect(canonicalTree(policyOf(JSON.parse(JSON.stringify(tree)) as TreeMap))).toEqual(tree);
      }),
    );
  });

  it('is blind to order, duplication and the rewriting of AWS', () => {
    fc.assert(
      fc.property(policyTrees(), choices(), (tree, next) => {
        const [asPut, asReturned] = [policyOf(tree), policyOf(rewritten(tree, next))];
        expect(comparePolicies(asPut, asReturned)).not.toBe('different');
        expect(comparePolicies(asReturned, asPut)).toBe(comparePolicies(asPut, asReturned));
      }),
      { numRuns: 200 },
    );
  });

  it('is symmetric and transitive over rewritings and over other documents', () => {
    fc.assert(
      fc.property(policyTrees(), policyTrees(), choices(), choices(), (tree, other, next, later) => {
        const [a, b, c] = [policyOf(tree), policyOf(rewritten(tree, next)), policyOf(rewritten(tree, later))];
        expect(sameMeaning(a, b) && sameMeaning(b, c) && sameMeaning(a, c)).toBe(true);
        const d = policyOf(other);
        expect(sameMeaning(a, d)).toBe(sameMeaning(d, a));
        expect(sameMeaning(a, d)).toBe(sameMeaning(b, d));
      }),
    );
  });

  it('sees every change of effect, principal, action, resource and condition', () => {
    fc.assert(
      fc.property(policies(), fc.nat(), fc.constantFrom(...realChanges), (policy, at, change) => {
        const before = canonicalPolicy(policy);
        const place = at % before.statements.length;
        const after = {
          ...before,
          statements: before.statements.map((statement, index) =>
            index === place ? change.make(statement) : statement,
          ),
        };
        expect(comparePolicies(before, after)).toBe('different');
        expect(comparePolicies(after, before)).toBe('different');
      }),
      { numRuns: 200 },
    );
  });
});

function sameMeaning(a: Policy, b: Policy): boolean {
  const same = comparePolicies(a, b) !== 'different';
  expect(same).toBe(sameTree(canonicalTree(a), canonicalTree(b)));
  return same;
}

/** Each makes a statement that no document of the generators holds; backwards it takes something away. */
const realChanges: readonly { readonly what: string; make(statement: Statement): Statement }[] = [
  { what: 'effect', make: (s) => ({ ...s, effect: s.effect === 'Allow' ? 'Deny' : 'Allow' }) },
  {
    what: 'principal',
    make: (s) => ({
      ...s,
      principals: {
        not: s.principals?.not ?? false,
        entries: [
          ...(s.principals?.entries ?? []),
          { type: 'AWS', value: 'arn:aws:iam::999999999999:user/new' },
        ],
      },
    }),
  },
  {
    what: 'negated principal',
    make: (s) => ({
      ...s,
      principals: { not: !(s.principals?.not ?? false), entries: [{ type: 'AWS', value: '999999999999' }] },
    }),
  },
  {
    what: 'action',
    make: (s) => ({
      ...s,
      actions: { not: s.actions?.not ?? false, entries: [...(s.actions?.entries ?? []), 'kms:New'] },
    }),
  },
  {
    what: 'resource',
    make: (s) => ({
      ...s,
      resources: { not: s.resources?.not ?? false, entries: [...(s.resources?.entries ?? []), 'arn:new'] },
    }),
  },
  {
    what: 'condition',
    make: (s) => ({
      ...s,
      conditions: [...s.conditions, { operator: 'StringEquals', key: 'aws:new', values: ['x'] }],
    }),
  },
  {
    what: 'condition value',
    make: (s) => {
      const [first, ...rest] = s.conditions;
      return first === undefined
        ? { ...s, conditions: [{ operator: 'StringLike', key: 'aws:new', values: ['y'] }] }
        : { ...s, conditions: [{ ...first, values: [...first.values, 'new'] }, ...rest] };
    },
  },
];
