import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TreeMap } from '../model/tree.ts';
import { accessChange } from './access.ts';
import { conditionContexts, conditionLines } from './conditions.test-helper.ts';
import { policyOf, policyPairs, requests } from './arbitraries.test-helper.ts';
import type { Policy } from './document.ts';
import { evaluate, type Request } from './evaluate.ts';

const app = 'arn:aws:iam::111122223333:role/App';
const use = { Sid: 'Use', Effect: 'Allow', Principal: { AWS: app }, Action: 'kms:Decrypt', Resource: '*' };
const deny = { ...use, Sid: 'No', Effect: 'Deny' };

function doc(...Statement: readonly TreeMap[]): Policy {
  return policyOf({ Version: '2012-10-17', Statement });
}

function under(block: TreeMap, more: TreeMap = {}): TreeMap {
  return { ...use, ...more, ...(Object.keys(block).length === 0 ? {} : { Condition: block }) };
}

function isGain(before: Policy, after: Policy, request: Request): boolean {
  return evaluate(before, request).is === 'denied' && evaluate(after, request).is === 'allowed';
}

function request(context: NonNullable<Request['context']>): Request {
  return { caller: { is: 'aws', arn: app }, action: 'kms:Decrypt', resource: 'key', context };
}

describe('the access that a change gives and takes', () => {
  it.each([
    {
      why: 'an action beside one that covers it',
      live: [{ ...use, Action: ['kms:*', 'kms:Decrypt'] }],
      want: [{ ...use, Action: 'kms:*' }],
    },
    {
      why: 'statements that are joined',
      live: [use, { ...use, Sid: 'B', Action: 'kms:Encrypt' }],
      want: [{ ...use, Action: ['kms:Decrypt', 'kms:Encrypt'] }],
    },
    {
      why: 'statements that are joined by the values of their conditions',
      live: [
        under({ StringEquals: { 'kms:ViaService': 'a' } }),
        under({ StringEquals: { 'kms:ViaService': 'b' } }, { Sid: 'B' }),
      ],
      want: [under({ StringEquals: { 'kms:ViaService': ['a', 'b'] } })],
    },
    {
      why: 'an address and its /32',
      live: [under({ IpAddress: { 'aws:SourceIp': '192.0.2.7' } })],
      want: [under({ IpAddress: { 'aws:SourceIp': '192.0.2.7/32' } })],
    },
    { why: 'another name', live: [use], want: [{ ...use, Sid: 'Else' }] },
  ])('gives nothing: $why', ({ live, want }) => {
    expect(accessChange(doc(...live), doc(...want))).toEqual({ gained: [], lost: [] });
    expect(accessChange(doc(...want), doc(...live))).toEqual({ gained: [], lost: [] });
  });

  it('names the statement, its document and how the other document speaks of it', () => {
    const [before, after] = [doc(use, deny), doc({ ...use, Action: ['kms:Decrypt', 'kms:Sign'] })];
    const { gained, lost } = accessChange(before, after);
    expect(lost).toEqual([]);
    expect(gained).toMatchObject([
      { effect: 'Allow', in: 'after', statement: 0, name: 'Use', judged: true, elsewhere: 'nowhere' },
      { effect: 'Deny', in: 'before', statement: 1, name: 'No', judged: true, elsewhere: 'nowhere' },
    ]);
    expect(accessChange(after, before).lost).toMatchObject([{ in: 'before' }, { in: 'after' }]);
  });

  // Cut by all values, a document of the largest size would take minutes.
  it('cuts a statement by the values of its conditions only where another covers some of them', () => {
    const block = { StringEquals: { 'kms:ViaService': ['a', 'b', 'c', 'd'] } };
    expect(accessChange(doc(under({}, { Action: 'kms:Sign' })), doc(under(block))).gained).toHaveLength(1);
    const some = under({ StringEquals: { 'kms:ViaService': 'a' } });
    expect(accessChange(doc(some), doc(under(block))).gained).toHaveLength(3);
  });

  it('says that a condition cannot be judged', () => {
    const block = (name: string): TreeMap => ({ StringEquals: { 'aws:SourceArn': { $unknown: name } } });
    const { gained, lost } = accessChange(doc(under(block('a'))), doc(under(block('b'))));
    expect([...gained, ...lost].map(({ judged, elsewhere }) => `${judged} ${elsewhere}`)).toEqual([
      'false unjudged',
      'false unjudged',
    ]);
  });

  // The evaluation of single requests is the judge: it shares nothing with the comparison of sets.
  it('misses no gain in random documents', () => {
    fc.assert(
      fc.property(policyPairs(), requests(), ([live, want], one) => {
        const { gained, lost } = accessChange(live, want);
        if (gained.length === 0) expect(isGain(live, want, one)).toBe(false);
        if (lost.length === 0) expect(isGain(want, live, one)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('misses no gain by a condition, of an Allow or of a Deny', () => {
    const blocks = fc.array(conditionLines(), { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(blocks, blocks, fc.boolean(), conditionContexts(), (old, next, denies, context) => {
        const statements = (all: readonly TreeMap[]): readonly TreeMap[] =>
          all.map((block, index) =>
            under(block, { ...(denies ? { Effect: 'Deny' } : {}), Sid: `S${index}` }),
          );
        const rest = denies ? [use] : [];
        const [live, want] = [doc(...rest, ...statements(old)), doc(...rest, ...statements(next))];
        if (accessChange(live, want).gained.length > 0) return;
        expect(isGain(live, want, request(context))).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });

  // Not complete, but near: a judge that affirms nothing would be sound too.
  it('calls few changes a gain that give nothing', () => {
    const pairs = fc.sample(fc.tuple(conditionLines(1), conditionLines(1)), { numRuns: 400, seed: 7 });
    const contexts = fc.sample(conditionContexts(), { numRuns: 400, seed: 7 });
    const gains = pairs
      .map(([old, next]) => [doc(under(old)), doc(under(next))] as const)
      .filter(([live, want]) => accessChange(live, want).gained.some(({ judged }) => judged));
    const shown = gains.filter(([live, want]) =>
      contexts.some((context) => isGain(live, want, request(context))),
    );
    expect(gains.length).toBeGreaterThan(100);
    expect(shown.length / gains.length).toBeGreaterThan(0.8);
  });
});
