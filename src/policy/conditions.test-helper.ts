import fc from 'fast-check';
import type { Tree, TreeMap } from '../model/tree.ts';
import type { Context } from './variables.ts';

/** Many operators over few keys, so that the sets they accept contain, overlap and miss each other. */
const operatorsByKey = {
  'aws:SourceIp': [
    ['IpAddress', 'NotIpAddress', 'IpAddressIfExists', 'StringEquals', 'Null'],
    [
      '10.0.0.0/8',
      '10.1.0.0/16',
      '10.1.0.0/17',
      '10.1.128.0/17',
      '192.0.2.7',
      '192.0.2.7/32',
      '::/0',
      'true',
    ],
  ],
  'aws:MultiFactorAuthAge': [
    [
      'NumericLessThan',
      'NumericLessThanEquals',
      'NumericGreaterThan',
      'NumericEquals',
      'NumericNotEquals',
      'NumericLessThanIfExists',
      'StringNotEquals',
    ],
    ['5', '10', '10.0', '20'],
  ],
  'aws:CurrentTime': [
    ['DateLessThan', 'DateGreaterThanEquals', 'DateEquals', 'DateNotEquals'],
    ['2026-01-01T00:00:00Z', '1767225600', '2027-01-01T00:00:00Z'],
  ],
  'kms:ViaService': [
    [
      'StringEquals',
      'StringEqualsIgnoreCase',
      'StringLike',
      'StringNotEquals',
      'StringNotLike',
      'StringNotEqualsIgnoreCase',
      'StringEqualsIfExists',
      'Bool',
      'Null',
    ],
    ['true', 'True', 't*', '*', 'false', 'fals?', 'ab', 'a${*}', 'a*'],
  ],
  'aws:CalledVia': [
    [
      'ForAnyValue:StringEquals',
      'ForAllValues:StringEquals',
      'ForAnyValue:StringNotEquals',
      'ForAllValues:StringNotLike',
      'ForAnyValue:StringLike',
      'ForAllValues:StringLike',
      'StringEquals',
      'StringLike',
      'StringNotLike',
      'Null',
    ],
    ['a', 'b', 'a*', '*', 'true', 'false'],
  ],
  'aws:SourceArn': [
    ['ArnLike', 'ArnEquals', 'ArnNotLike', 'StringLike', 'StringEquals', 'StringNotLike', 'ArnLikeIfExists'],
    [
      'arn:aws:s3:::b',
      'arn:aws:s3:::b*',
      'arn:aws:s3:::*',
      'arn:aws:*:::b',
      'arn:aws:s3:*:b',
      'arn:aws:*',
      '*',
    ],
  ],
} as const satisfies Record<string, readonly [readonly string[], readonly string[]]>;

/** Generates a Condition block of some lines over the same few keys. */
export function conditionLines(maxLength = 3): fc.Arbitrary<TreeMap> {
  const line = fc.oneof(
    ...Object.entries(operatorsByKey).map(([key, [operators, pool]]) =>
      fc
        .tuple(
          fc.constantFrom<string>(...operators),
          fc.subarray<Tree>([...pool], { minLength: 1, maxLength: 3 }),
        )
        .map(([operator, chosen]) => ({ operator, key, chosen })),
    ),
  );
  return fc.array(line, { maxLength }).map((all) => {
    const operators = [...new Set(all.map(({ operator }) => operator))];
    return Object.fromEntries(
      operators.map((operator) => [
        operator,
        Object.fromEntries(
          all.filter((one) => one.operator === operator).map(({ key, chosen }) => [key, chosen]),
        ),
      ]),
    );
  });
}

/** Generates what a request may carry of these keys; absent ones are known to be so. */
export function conditionContexts(): fc.Arbitrary<Context> {
  return fc.record({
    'aws:SourceIp': fc.constantFrom('10.1.2.3', '10.1.200.1', '10.9.9.9', '192.0.2.7', '2001:db8::1', null),
    'aws:MultiFactorAuthAge': fc.constantFrom('1', '5', '7', '10', '15', '20', '99', null),
    'aws:CurrentTime': fc.constantFrom(
      '2025-06-01T00:00:00Z',
      '2026-01-01T00:00:00Z',
      '2026-06-01T00:00:00Z',
      '2027-01-01T00:00:00Z',
    ),
    'kms:ViaService': fc.constantFrom('true', 'TRUE', 'false', 'ab', 'a*', 'txt', null),
    'aws:CalledVia': fc.constantFrom(['a'], ['b'], ['a', 'b'], ['ab', 'a'], ['c', 'a'], ['c'], null),
    'aws:SourceArn': fc.constantFrom(
      'arn:aws:s3:::b',
      'arn:aws:s3:::bc',
      'arn:aws:s3:::c',
      'arn:aws:kms:::b',
      'arn:aws:s3:x::b:b',
      null,
    ),
  });
}
