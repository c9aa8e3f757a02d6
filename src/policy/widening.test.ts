import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TreeMap } from '../model/tree.ts';
import { policies, policyOf, policyPairs } from './arbitraries.test-helper.ts';
import type { Policy } from './document.ts';
import { halfOf } from './half.ts';
import { wideningRisks, type Trust } from './widening.ts';

const account = '111122223333';
const app = `arn:aws:iam::${account}:role/App`;
const admin = `arn:aws:iam::${account}:role/Admin`;
const partner = 'arn:aws:iam::444455556666:role/Partner';
const trust: Trust = {
  kind: 'key',
  partition: 'aws',
  accounts: [account, '777788889999'],
  administrators: [admin],
};
const use = { Sid: 'Use', Effect: 'Allow', Principal: { AWS: app }, Action: 'kms:Decrypt', Resource: '*' };
const deny = { Sid: 'No', Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' };
const through = { Condition: { StringEquals: { 'kms:ViaService': ['s3.us-east-1.amazonaws.com'] } } };

function doc(...statements: readonly TreeMap[]): Policy {
  return policyOf({ Version: '2012-10-17', Statement: statements });
}

interface Row {
  readonly why: string;
  readonly live: readonly TreeMap[];
  readonly want: readonly TreeMap[];
  readonly risks: readonly string[];
}

const rows: readonly Row[] = [
  {
    why: 'another role of ours is no risk',
    live: [use],
    want: [{ ...use, Principal: { AWS: [app, `${app}2`] } }],
    risks: [],
  },
  {
    why: 'nor a role of a trusted account',
    live: [use],
    want: [{ ...use, Principal: { AWS: [app, 'arn:aws:iam::777788889999:role/X'] } }],
    risks: [],
  },
  {
    why: 'nor another use',
    live: [use],
    want: [{ ...use, Action: ['kms:Decrypt', 'kms:Encrypt'] }],
    risks: [],
  },
  {
    why: 'nor all of kms for an administrator',
    live: [use],
    want: [use, { ...use, Sid: 'A', Principal: { AWS: admin }, Action: 'kms:*' }],
    risks: [],
  },
  {
    why: 'everybody',
    live: [use],
    want: [{ ...use, Principal: '*' }],
    risks: ['Use allows everybody ("*")'],
  },
  {
    why: 'everybody but a few',
    live: [use],
    want: [{ Effect: 'Allow', NotPrincipal: { AWS: app }, Action: 'kms:Decrypt', Resource: '*' }],
    risks: ['Statement[0] allows everybody but a few (NotPrincipal)'],
  },
  {
    why: 'a strange account',
    live: [use],
    want: [use, { ...use, Sid: 'P', Principal: { AWS: partner } }],
    risks: ['P allows account 444455556666, which the Stack does not trust'],
  },
  {
    why: 'a strange account that was there already is not new',
    live: [use, { ...use, Sid: 'P', Principal: { AWS: '444455556666' } }],
    want: [use, { ...use, Sid: 'P', Principal: { AWS: ['444455556666', partner] } }],
    risks: [],
  },
  {
    why: 'a principal without a known account',
    live: [use],
    want: [{ ...use, Principal: { CanonicalUser: 'abc' } }],
    risks: ['Use allows abc, whose account is not known'],
  },
  {
    why: 'kms:* for one who is no administrator',
    live: [use],
    want: [{ ...use, Action: 'kms:*' }],
    risks: [`Use gives kms:*, which includes kms:PutKeyPolicy, to ${app}`],
  },
  {
    why: 'an administrative action by a wildcard',
    live: [use],
    want: [{ ...use, Action: ['kms:Decrypt', 'kms:Put*'] }],
    risks: [`Use gives kms:Put*, which includes kms:PutKeyPolicy, to ${app}`],
  },
  {
    why: 'grants for anything',
    live: [use],
    want: [{ ...use, Action: ['kms:Decrypt', 'kms:CreateGrant'] }],
    risks: [`Use gives kms:CreateGrant, which includes kms:CreateGrant, to ${app}`],
  },
  {
    why: 'grants for services of AWS are usual',
    live: [use],
    want: [
      use,
      {
        ...use,
        Sid: 'G',
        Action: 'kms:CreateGrant',
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ],
    risks: [],
  },
  { why: 'a Deny that goes', live: [use, deny], want: [use], risks: ['the Deny of No goes'] },
  {
    why: 'a Deny that shrinks',
    live: [use, { ...deny, Action: ['kms:Sign', 'kms:Verify'] }],
    want: [use, { ...deny, Action: 'kms:Sign' }],
    risks: ['the Deny of No covers less than before'],
  },
  {
    why: 'a Deny that gets a condition',
    live: [use, deny],
    want: [use, { ...deny, ...through }],
    risks: ['the Deny of No covers less than before'],
  },
  {
    why: 'a Deny under another name stays',
    live: [use, deny],
    want: [use, { ...deny, Sid: 'Never' }],
    risks: [],
  },
  {
    why: 'a condition that goes',
    live: [{ ...use, ...through }],
    want: [use],
    risks: ['Use allows under a looser condition what was allowed before'],
  },
  {
    why: 'a condition with one more value',
    live: [{ ...use, ...through }],
    want: [
      {
        ...use,
        Condition: {
          StringEquals: { 'kms:ViaService': ['s3.us-east-1.amazonaws.com', 'sqs.us-east-1.amazonaws.com'] },
        },
      },
    ],
    risks: ['Use allows under a looser condition what was allowed before'],
  },
  {
    why: 'a condition that goes with another Sid does not hide',
    live: [{ ...use, ...through }],
    want: [{ ...use, Sid: 'Else' }],
    risks: ['Else allows under a looser condition what was allowed before'],
  },
  { why: 'a condition that is added', live: [use], want: [{ ...use, ...through }], risks: [] },
];

describe('what a change adds that matters', () => {
  it.each(rows)('$why', ({ live, want, risks }) => {
    expect(wideningRisks(doc(...live), doc(...want), trust).map(({ message }) => message)).toEqual(risks);
  });

  it('an inline policy speaks of its role', () => {
    const role: Trust = { ...trust, kind: 'role', role: app };
    const want = doc({ Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' });
    const read = doc({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
    expect(wideningRisks(read, want, role)).toEqual([
      {
        class: 'widen',
        message: `All gives *, which includes kms:PutKeyPolicy, to ${app}`,
        path: '/Statement/0',
      },
    ]);
  });

  it('what gives nothing has no risk', () => {
    fc.assert(
      fc.property(policyPairs(), ([live, want]) => {
        expect(wideningRisks(live, live, trust)).toEqual([]);
        if (halfOf(live, want) === 'contract') expect(wideningRisks(live, want, trust)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('is never silent when a Deny goes or everybody comes', () => {
    fc.assert(
      fc.property(policies(), (live) => {
        const open: Policy = {
          ...live,
          statements: [
            ...live.statements,
            ...doc({ Effect: 'Allow', Principal: '*', Action: 'kms:New', Resource: '*' }).statements,
          ],
        };
        expect(wideningRisks(live, open, trust).length > 0).toBe(halfOf(live, open) === 'expand');
      }),
      { numRuns: 150 },
    );
  });
});
