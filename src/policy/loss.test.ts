import { describe, expect, it } from 'vitest';
import type { TreeMap } from '../model/tree.ts';
import { policyOf } from './arbitraries.test-helper.ts';
import { lossesOf } from './loss.ts';

const account = '111122223333';
const root = `arn:aws:iam::${account}:root`;
const app = `arn:aws:iam::${account}:role/App`;
const web = `arn:aws:iam::${account}:role/Web`;
const all = { Sid: 'Root', Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' };
const use = {
  Sid: 'Use',
  Effect: 'Allow',
  Principal: { AWS: app },
  Action: ['kms:Decrypt', 'kms:Encrypt'],
  Resource: '*',
};
const deny = { ...use, Sid: 'No', Effect: 'Deny' };

function shutOut(before: readonly TreeMap[], after: readonly TreeMap[]): readonly (string | undefined)[] {
  const [old, next] = [before, after].map((Statement) => policyOf({ Version: '2012-10-17', Statement }));
  if (old === undefined || next === undefined) return [];
  return lossesOf(old, next).flatMap(({ principal, last }) => (last ? [principal] : []));
}

// Who loses all access counts by what is left to it, whether an Allow went or a Deny came.
describe('the principals that a change of a document leaves without access', () => {
  it.each([
    { why: 'the last Allow goes', after: [all] },
    { why: 'a Deny takes back all that an Allow gives', after: [all, use, deny] },
    { why: 'a Deny of more than that', after: [all, use, { ...deny, Action: 'kms:*' }] },
    {
      why: 'a Deny that finds the principal by a condition',
      after: [
        all,
        use,
        {
          ...deny,
          Principal: '*',
          Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/App` } },
        },
      ],
    },
    {
      why: 'a Deny for all but another',
      after: [all, use, { ...deny, Principal: undefined, NotPrincipal: { AWS: [root, web] } }],
    },
    { why: 'a Deny for its account', after: [all, use, { ...deny, Principal: { AWS: account } }] },
  ])('names the principal: $why', ({ after }) => {
    const written = after.map((statement) =>
      Object.fromEntries(Object.entries(statement).filter(([, value]) => value !== undefined)),
    ) as readonly TreeMap[];
    expect(shutOut([all, use], written)).toContain(app);
  });

  it.each([
    { why: 'a Deny leaves one action', after: [all, use, { ...deny, Action: 'kms:Decrypt' }] },
    { why: 'a Deny of another principal', after: [all, use, { ...deny, Principal: { AWS: web } }] },
    {
      why: 'a Deny of plain HTTP',
      after: [all, use, { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    },
    { why: 'one of two actions goes', after: [all, { ...use, Action: 'kms:Encrypt' }] },
  ])('names nobody: $why', ({ after }) => {
    expect(shutOut([all, use], after)).toEqual([]);
  });

  it('names nobody when a Deny meets one who had nothing', () => {
    expect(shutOut([all, use, deny], [all, use, { ...deny, Action: 'kms:*' }])).not.toContain(app);
  });
});
