import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TreeMap } from '../model/tree.ts';
import { conditionContexts, conditionLines } from './conditions.test-helper.ts';
import { policyOf } from './arbitraries.test-helper.ts';
import { canonicalStatement } from './canonical.ts';
import { meetsCondition } from './condition.ts';
import type { Condition } from './document.ts';
import { impliesAll } from './implies.ts';
import { allOf } from './truth.ts';

function lines(block: TreeMap): readonly Condition[] {
  const [statement] = policyOf({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: block },
  }).statements;
  return statement === undefined ? [] : canonicalStatement(statement).conditions;
}

const ip = 'aws:SourceIp';
const age = 'aws:MultiFactorAuthAge';
const now = 'aws:CurrentTime';
const via = 'kms:ViaService';
const source = 'aws:SourceArn';
const called = 'aws:CalledVia';

/** `narrow` implies `wide`, and not the other way round unless `equal`. */
const rows: readonly {
  readonly why: string;
  readonly narrow: TreeMap;
  readonly wide: TreeMap;
  readonly equal?: true;
}[] = [
  {
    why: 'a longer prefix',
    narrow: { IpAddress: { [ip]: '10.1.2.0/24' } },
    wide: { IpAddress: { [ip]: '10.1.0.0/16' } },
  },
  {
    why: 'one address with and without its length',
    narrow: { IpAddress: { [ip]: '203.0.113.7' } },
    wide: { IpAddress: { [ip]: '203.0.113.7/32' } },
    equal: true,
  },
  {
    why: 'a range and its two halves',
    narrow: { IpAddress: { [ip]: ['10.0.0.0/9', '10.128.0.0/9'] } },
    wide: { IpAddress: { [ip]: '10.0.0.0/8' } },
    equal: true,
  },
  {
    why: 'a range beside one that is refused',
    narrow: { IpAddress: { [ip]: '10.0.0.0/8' } },
    wide: { NotIpAddress: { [ip]: '192.0.2.0/24' } },
  },
  {
    why: 'IfExists dropped',
    narrow: { StringEquals: { [via]: 's3' } },
    wide: { StringEqualsIfExists: { [via]: 's3' } },
  },
  {
    why: 'a shorter age',
    narrow: { NumericLessThan: { [age]: '300' } },
    wide: { NumericLessThan: { [age]: '3600' } },
  },
  {
    why: 'less, and less or equal',
    narrow: { NumericLessThan: { [age]: '300' } },
    wide: { NumericLessThanEquals: { [age]: '300' } },
  },
  {
    why: 'a number in other spelling',
    narrow: { NumericEquals: { [age]: '10.0' } },
    wide: { NumericEquals: { [age]: '10' } },
    equal: true,
  },
  {
    why: 'an earlier end',
    narrow: { DateLessThan: { [now]: '2026-01-01T00:00:00Z' } },
    wide: { DateLessThan: { [now]: '2027-01-01T00:00:00Z' } },
  },
  {
    why: 'seconds since the epoch and ISO',
    narrow: { DateLessThan: { [now]: '1767225600' } },
    wide: { DateLessThan: { [now]: '2026-01-01T00:00:00Z' } },
    equal: true,
  },
  {
    why: 'Equals under Like',
    narrow: { StringEquals: { [via]: 's3.eu' } },
    wide: { StringLike: { [via]: 's3.*' } },
  },
  {
    why: 'a narrower pattern',
    narrow: { StringLike: { [via]: 's3.eu-*' } },
    wide: { StringLike: { [via]: 's3.*' } },
  },
  {
    why: 'exact under IgnoreCase',
    narrow: { StringEquals: { [via]: 'S3' } },
    wide: { StringEqualsIgnoreCase: { [via]: 's3' } },
  },
  {
    why: 'Bool and its text',
    narrow: { StringEquals: { 'aws:x': 'true' } },
    wide: { Bool: { 'aws:x': true } },
  },
  {
    why: 'an ARN under a pattern of ARNs',
    narrow: { StringEquals: { [source]: 'arn:aws:s3:::b' } },
    wide: { ArnLike: { [source]: 'arn:aws:s3:::*' } },
  },
  {
    why: 'a pattern of ARNs under a text pattern',
    narrow: { ArnLike: { [source]: 'arn:aws:s3:::b*' } },
    wide: { StringLike: { [source]: 'arn:aws:s3:*' } },
  },
  {
    why: 'a pattern of ARNs under a text pattern, which may reach over a colon',
    narrow: { ArnLike: { [source]: 'arn:aws:*:*:1:x' } },
    wide: { StringLike: { [source]: 'arn:aws:*:1:x' } },
  },
  {
    why: 'one more that is refused',
    narrow: { StringNotEquals: { [via]: ['a', 'b'] } },
    wide: { StringNotEquals: { [via]: 'a' } },
  },
  {
    why: 'one value beside one that is refused',
    narrow: { StringEquals: { [via]: 'a' } },
    wide: { StringNotLike: { [via]: 'b*' } },
  },
  {
    why: 'a second condition',
    narrow: { StringEquals: { [via]: 'a' }, Bool: { 'aws:x': true } },
    wide: { Bool: { 'aws:x': true } },
  },
  { why: 'any condition', narrow: { StringEquals: { [via]: 'a' } }, wide: {} },
  { why: 'present', narrow: { StringEquals: { [via]: 'a' } }, wide: { Null: { [via]: false } } },
  {
    why: 'present, by a pattern of everything',
    narrow: { StringLike: { [via]: '*' } },
    wide: { Null: { [via]: false } },
  },
  {
    why: 'absent under IfExists',
    narrow: { Null: { [via]: true } },
    wide: { StringEqualsIfExists: { [via]: 'a' } },
  },
  {
    why: 'IfExists and present',
    narrow: { StringEqualsIfExists: { [via]: 'a' }, Null: { [via]: false } },
    wide: { StringEquals: { [via]: 'a' } },
    equal: true,
  },
  {
    why: 'a value less for any',
    narrow: { 'ForAnyValue:StringEquals': { [called]: 'a' } },
    wide: { 'ForAnyValue:StringEquals': { [called]: ['a', 'b'] } },
  },
  {
    why: 'a value less for all',
    narrow: { 'ForAllValues:StringEquals': { [called]: 'a' } },
    wide: { 'ForAllValues:StringEquals': { [called]: ['a', 'b'] } },
  },
];

/** Neither implies the other. */
const strangers: readonly { readonly why: string; readonly a: TreeMap; readonly b: TreeMap }[] = [
  { why: 'two ranges', a: { IpAddress: { [ip]: '10.0.0.0/8' } }, b: { IpAddress: { [ip]: '192.0.2.0/24' } } },
  { why: 'two families', a: { IpAddress: { [ip]: '0.0.0.0/0' } }, b: { IpAddress: { [ip]: '::/0' } } },
  { why: 'two keys', a: { StringEquals: { [via]: 'a' } }, b: { StringEquals: { [called]: 'a' } } },
  {
    why: 'any and all',
    a: { 'ForAnyValue:StringEquals': { [called]: 'a' } },
    b: { 'ForAllValues:StringEquals': { [called]: 'a' } },
  },
  {
    why: 'a star that is a character',
    a: { StringEquals: { [via]: 's3*' } },
    b: { StringEquals: { [via]: 's3.eu' } },
  },
];

describe('the demands of a condition', () => {
  it.each(rows)('is judged by the values it accepts: $why', ({ narrow, wide, equal }) => {
    expect(impliesAll(lines(narrow), lines(wide))).toBe(true);
    expect(impliesAll(lines(wide), lines(narrow))).toBe(equal === true);
  });

  it.each(strangers)('implies neither from the other: $why', ({ a, b }) => {
    expect([impliesAll(lines(a), lines(b)), impliesAll(lines(b), lines(a))]).toEqual([false, false]);
  });

  it.each([
    { why: 'an operator that IAM does not have', block: { StringSounds: { [via]: 'a' } } },
    {
      why: 'a value that is not known yet',
      block: { StringEquals: { [source]: { $unknown: '${Key/a.arn}' } } },
    },
    { why: 'an address that is none', block: { IpAddress: { [ip]: '10.0.0.0/33' } } },
  ])('reports that it cannot be judged: $why', ({ block }) => {
    const other = { StringEquals: { [via]: 'b', [source]: 'b' }, IpAddress: { [ip]: '10.0.0.0/8' } };
    expect(impliesAll(lines(other), lines(block))).toBe('unsure');
    expect(impliesAll(lines(block), lines(block))).toBe(true);
  });

  // The evaluation of single requests shares no judgement with the comparison of sets.
  it('holds for every request when it is affirmed', () => {
    fc.assert(
      fc.property(conditionLines(), conditionLines(), conditionContexts(), (narrow, wide, context) => {
        const [a, b] = [lines(narrow), lines(wide)];
        if (impliesAll(a, b) !== true) return;
        const met = (all: readonly Condition[]) =>
          allOf(all.map((line) => meetsCondition(line, context, '2012-10-17')));
        if (met(a) === true) expect(met(b)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});
