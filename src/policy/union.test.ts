import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TreeMap } from '../model/tree.ts';
import { policyOf, policyPairs, requests } from './arbitraries.test-helper.ts';
import { comparePolicies } from './compare.ts';
import { diffPolicies } from './diff.ts';
import type { Policy } from './document.ts';
import { evaluate } from './evaluate.ts';
import { halfOf } from './half.ts';
import { printPolicy } from './print.ts';
import { widest } from './union.ts';

const app = 'arn:aws:iam::111122223333:role/App';
const job = 'arn:aws:iam::111122223333:role/Job';
const use = { Sid: 'Use', Effect: 'Allow', Principal: { AWS: app }, Action: 'kms:Decrypt', Resource: '*' };
const deny = { Sid: 'No', Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' };

function doc(...statements: readonly TreeMap[]): Policy {
  return policyOf({ Version: '2012-10-17', Statement: statements });
}

describe('the union of two documents', () => {
  it('permits every request that either permits', () => {
    fc.assert(
      fc.property(policyPairs(), requests(), ([live, want], request) => {
        const either = [live, want].some((policy) => evaluate(policy, request).is === 'allowed');
        if (either) expect(evaluate(widest(live, want), request).is).toBe('allowed');
        const possible = [live, want].some((policy) => evaluate(policy, request).is !== 'denied');
        if (possible) expect(evaluate(widest(live, want), request).is).not.toBe('denied');
      }),
      { numRuns: 600 },
    );
  });

  it('expands both, is stable, and gives each Sid once', () => {
    fc.assert(
      fc.property(policyPairs(), ([live, want]) => {
        const union = widest(live, want);
        expect(['expand', 'neither']).toContain(halfOf(live, union));
        expect(['expand', 'neither']).toContain(halfOf(want, union));
        expect(comparePolicies(widest(union, union), union)).not.toBe('different');
        const sids = union.statements.flatMap(({ sid }) => (sid === undefined ? [] : [sid]));
        expect(new Set(sids).size).toBe(sids.length);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    {
      why: 'statements that differ in one set become one',
      live: [use],
      want: [{ ...use, Principal: { AWS: job } }],
      union: [{ ...use, Principal: { AWS: [job, app] }, Action: ['kms:Decrypt'], Resource: ['*'] }],
    },
    {
      why: 'what the other allows anyway is not said again',
      live: [use, { ...use, Sid: 'Old', Action: 'kms:Decrypt' }],
      want: [{ ...use, Action: 'kms:*' }],
      union: [{ ...use, Principal: { AWS: [app] }, Action: ['kms:*'], Resource: ['*'] }],
    },
    {
      why: 'a Sid that is taken gets a number',
      live: [{ ...use, Principal: { AWS: job }, Action: 'kms:Sign' }],
      want: [use],
      union: [
        { ...use, Principal: { AWS: [app] }, Action: ['kms:Decrypt'], Resource: ['*'] },
        { ...use, Sid: 'Use2', Principal: { AWS: [job] }, Action: ['kms:Sign'], Resource: ['*'] },
      ],
    },
    {
      why: 'a Deny of one side only is left out',
      live: [use],
      want: [use, deny],
      union: [{ ...use, Principal: { AWS: [app] }, Action: ['kms:Decrypt'], Resource: ['*'] }],
    },
    {
      why: 'of two Denies the narrower is what both imply',
      live: [use, deny],
      want: [use, { ...deny, Action: 'kms:Sign' }],
      union: [
        { ...use, Principal: { AWS: [app] }, Action: ['kms:Decrypt'], Resource: ['*'] },
        { ...deny, Principal: { AWS: ['*'] }, Action: ['kms:Sign'], Resource: ['*'] },
      ],
    },
  ])('$why', ({ live, want, union }) => {
    expect(printPolicy(widest(doc(...live), doc(...want)))['Statement']).toEqual(union);
  });

  it('keeps the meaning of a document of 2008, where a variable is text', () => {
    const old = policyOf({ Statement: { ...use, Resource: 'key/${aws:username}' } });
    const union = widest(old, doc({ ...use, Sid: 'New', Principal: { AWS: job } }));
    expect(union.version).toBe('2012-10-17');
    const request = {
      caller: { is: 'aws', arn: app } as const,
      action: 'kms:Decrypt',
      context: { 'aws:username': 'u' },
    };
    expect(evaluate(union, { ...request, resource: 'key/${aws:username}' }).is).toBe('allowed');
    expect(evaluate(union, { ...request, resource: 'key/u' }).is).toBe('denied');
  });

  it('leaves out a principal that was deleted, which AWS refuses', () => {
    const dead = 'AROAEXAMPLEEXAMPLE12';
    const live = doc(
      { ...use, Principal: { AWS: [dead, job] } },
      { ...use, Sid: 'Old', Principal: { AWS: dead } },
    );
    const union = printPolicy(widest(live, doc(use)));
    expect(JSON.stringify(union)).not.toContain(dead);
    expect(JSON.stringify(union)).toContain(job);
  });

  it('has no union of documents that only deny', () => {
    expect(widest(doc(deny), doc({ ...deny, Action: 's3:*' })).statements).toEqual([]);
  });
});

describe('the half of a change', () => {
  it('takes nothing away in expand, and gives nothing in contract', () => {
    fc.assert(
      fc.property(policyPairs(), requests(), ([live, want], request) => {
        const half = halfOf(live, want);
        const [before, after] = [evaluate(live, request).is, evaluate(want, request).is];
        if ((half === 'expand' || half === 'neither') && before === 'allowed') expect(after).toBe('allowed');
        if ((half === 'contract' || half === 'neither') && after === 'allowed')
          expect(before).toBe('allowed');
      }),
      { numRuns: 600 },
    );
  });

  it('agrees with the halves of the single changes where they are of one half', () => {
    fc.assert(
      fc.property(policyPairs(), ([live, want]) => {
        if (live.version !== want.version) return;
        const halves = new Set(diffPolicies(live, want).map(({ half }) => half));
        const half = halves.size === 1 ? [...halves][0] : 'both';
        if (half === 'expand') expect(halfOf(live, want)).toBe('expand');
        if (half === 'contract') expect(halfOf(live, want)).toBe('contract');
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    {
      why: 'a principal more',
      live: [use],
      want: [{ ...use, Principal: { AWS: [app, job] } }],
      half: 'expand',
    },
    {
      why: 'a principal less',
      live: [{ ...use, Principal: { AWS: [app, job] } }],
      want: [use],
      half: 'contract',
    },
    { why: 'one for another', live: [use], want: [{ ...use, Principal: { AWS: job } }], half: 'both' },
    { why: 'a narrower wildcard', live: [{ ...use, Action: 'kms:*' }], want: [use], half: 'contract' },
    {
      why: 'a statement cut in two',
      live: [{ ...use, Principal: { AWS: [app, job] } }],
      want: [use, { ...use, Sid: 'B', Principal: { AWS: job } }],
      half: 'neither',
    },
    { why: 'a new Deny', live: [use], want: [use, deny], half: 'contract' },
    { why: 'a Deny less', live: [use, deny], want: [use], half: 'expand' },
    {
      why: 'a condition more',
      live: [use],
      want: [{ ...use, Condition: { Bool: { k: 'true' } } }],
      half: 'contract',
    },
    {
      why: 'an exclusion less',
      live: [
        { Effect: 'Allow', Principal: { AWS: app }, NotAction: ['kms:Sign', 'kms:Verify'], Resource: '*' },
      ],
      want: [{ Effect: 'Allow', Principal: { AWS: app }, NotAction: ['kms:Sign'], Resource: '*' }],
      half: 'expand',
    },
    {
      why: 'a principal more that a Deny spares',
      live: [{ Effect: 'Deny', NotPrincipal: { AWS: app }, Action: '*', Resource: '*' }],
      want: [{ Effect: 'Deny', NotPrincipal: { AWS: [app, job] }, Action: '*', Resource: '*' }],
      half: 'expand',
    },
    {
      why: 'a value more that is refused',
      live: [{ ...use, Condition: { StringNotEquals: { k: ['a'] } } }],
      want: [{ ...use, Condition: { StringNotEquals: { k: ['a', 'b'] } } }],
      half: 'contract',
    },
    {
      why: 'a wider pattern in a condition',
      live: [{ ...use, Condition: { StringLike: { k: ['a/b*'] } } }],
      want: [{ ...use, Condition: { StringLike: { k: ['a/*'] } } }],
      half: 'expand',
    },
    { why: 'nothing', live: [use], want: [use], half: 'neither' },
  ])('$why: $half', ({ live, want, half }) => {
    expect(halfOf(doc(...live), doc(...want))).toBe(half);
  });
});
