import { describe, expect, it } from 'vitest';
import { conditionHolds, likeMatches } from './condition.ts';
import type { Keys } from './variables.ts';

const keys: Keys = {
  'aws:principalarn': 'arn:aws:iam::1:role/a',
  'kms:viaservice': 's3.us-east-1.amazonaws.com',
  'aws:securetransport': 'true',
  'aws:tagkeys': ['team', 'cost'],
  days: '30',
};

describe('a condition', () => {
  it.each([
    [{ StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }, true],
    [{ StringEquals: { 'KMS:VIASERVICE': ['x', 's3.us-east-1.amazonaws.com'] } }, true],
    [{ StringEquals: { 'kms:ViaService': 'S3.us-east-1.amazonaws.com' } }, false],
    [{ StringEqualsIgnoreCase: { 'kms:ViaService': 'S3.us-east-1.amazonaws.com' } }, true],
    [{ StringNotEquals: { 'kms:ViaService': ['x', 's3.us-east-1.amazonaws.com'] } }, false],
    [{ StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } }, true],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::1:role/*' } }, true],
    [{ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::1:role/*' } }, false],
    [{ Bool: { 'aws:SecureTransport': false } }, false],
    [{ Bool: { 'aws:SecureTransport': 'true' } }, true],
    [{ Null: { 'kms:ViaService': false } }, true],
    [{ Null: { missing: 'true' } }, true],
    [{ StringEquals: { missing: 'x' } }, false],
    [{ StringNotEquals: { missing: 'x' } }, true],
    [{ StringEqualsIfExists: { missing: 'x' } }, true],
    [{ StringEqualsIfExists: { 'kms:ViaService': 'x' } }, false],
    [{ NumericLessThan: { days: 31 } }, true],
    [{ NumericGreaterThanEquals: { days: '31' } }, false],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'cost', 'x'] } }, true],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }, false],
    [{ 'ForAllValues:StringEquals': { missing: ['team'] } }, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['cost'] } }, true],
    [{ 'ForAnyValue:StringEquals': { missing: ['cost'] } }, false],
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, false],
    [{ StringEquals: { days: '30' }, Bool: { 'aws:SecureTransport': 'false' } }, false],
    [{}, true],
  ] as const)('%j is judged %s', (condition, expected) => {
    expect(conditionHolds(condition as Parameters<typeof conditionHolds>[0], keys, '2012-10-17')).toBe(
      expected,
    );
  });
});

describe('a wildcard', () => {
  it.each([
    ['kms:*', 'kms:Decrypt', true],
    ['kms:De*t', 'kms:Decrypt', true],
    ['kms:Decryp?', 'kms:Decrypt', true],
    ['kms:?', 'kms:', false],
    ['a.c', 'abc', false],
    ['a*', 'a\nb', true],
  ])('%s against %s is %s', (pattern, subject, expected) => {
    expect(likeMatches(pattern, subject)).toBe(expected);
  });
});
