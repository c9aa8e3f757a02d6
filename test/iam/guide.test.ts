import { describe, expect, it } from 'vitest';
import { meetsCondition } from '../../src/policy/condition.ts';
import { conditionHolds } from '../../src/sandbox/services/iam/condition.ts';
import { operators, singles, spellings, states, type SingleRow, type Values } from './guide.ts';

type Asked = Omit<SingleRow, 'rule' | 'met'>;

const key = 'aws:PrincipalTag/asked';

/**
 * Asks the judge of policies. Null says that the request does not carry a key; what is not named is not known to the
 * judge.
 */
function judged({ operator, wanted, values, besides = {}, version = '2012-10-17' }: Asked): unknown {
  const known = { 'aws:*': null, 'kms:*': null, ...besides, [key]: values ?? null };
  const context = Object.fromEntries(
    Object.entries(known).map(([name, value]) => [name, value === undefined ? null : value] as const),
  );
  const condition = { operator, key, values: typeof wanted === 'string' ? [wanted] : wanted };
  return meetsCondition(condition, context, version);
}

function embedded({ operator, wanted, values, besides = {}, version = '2012-10-17' }: Asked): unknown {
  const keys: Record<string, Values> = { ...besides, [key.toLowerCase()]: values };
  return conditionHolds({ [operator]: { [key]: [...[wanted].flat()] } }, keys, version);
}

const judges = [
  { name: 'the judge of policies', ask: judged },
  { name: 'the embedded AWS', ask: embedded },
];

describe.each(judges)('$name follows the IAM User Guide', ({ ask }) => {
  const matrix = operators.flatMap((row) =>
    states.flatMap((state) =>
      spellings.flatMap(({ cell, negated, spell }) => {
        const name = negated ? row.negation : row.operator;
        const met = state[cell];
        if (name === undefined || met === undefined) return [];
        return [
          { operator: spell(name), wanted: row.wanted, values: state.values(row), state: state.state, met },
        ];
      }),
    ),
  );

  it.each(matrix)('$operator of $wanted is $met when $state', ({ met, ...asked }) => {
    expect(ask(asked)).toBe(met);
  });

  it.each(singles)('$operator of $wanted for $values is $met: $rule', ({ met, ...asked }) => {
    expect(ask(asked)).toBe(met);
  });
});

it('covers each operator of the guide', () => {
  const named = new Set(operators.flatMap(({ operator, negation }) => [operator, negation ?? operator]));
  expect([...named, 'Null'].toSorted()).toMatchInlineSnapshot(`
    [
      "ArnEquals",
      "ArnLike",
      "ArnNotEquals",
      "ArnNotLike",
      "BinaryEquals",
      "Bool",
      "DateEquals",
      "DateGreaterThan",
      "DateGreaterThanEquals",
      "DateLessThan",
      "DateLessThanEquals",
      "DateNotEquals",
      "IpAddress",
      "NotIpAddress",
      "Null",
      "NumericEquals",
      "NumericGreaterThan",
      "NumericGreaterThanEquals",
      "NumericLessThan",
      "NumericLessThanEquals",
      "NumericNotEquals",
      "StringEquals",
      "StringEqualsIgnoreCase",
      "StringLike",
      "StringNotEquals",
      "StringNotEqualsIgnoreCase",
      "StringNotLike",
    ]
  `);
});
