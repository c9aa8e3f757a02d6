import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rule as ruleSchema, type Rule } from './rules.ts';
import { AwsRule, canonical, ruleOf, sentRule } from './wire.ts';

/** Tag keys are case-sensitive (S3 User Guide, object tags), and may be called as a member of a rule is. */
const tags = fc.dictionary(
  fc.constantFrom('Keep', 'keep', 'Date', 'prefix', 'X', 'aws'),
  fc.constantFrom('no', '', '2030-01-01 and later'),
);

const rules = fc
  .record({
    prefix: fc.constantFrom(undefined, 'logs/', 'Logs/'),
    tags,
    over: fc.constantFrom(undefined, 0, 9),
  })
  .map(({ prefix, tags: by, over }): Rule => ({
    filter: {
      ...(prefix === undefined ? {} : { prefix }),
      ...(over === undefined ? {} : { objectSizeGreaterThan: over }),
      tags: by,
    },
    expiration: { date: '2030-01-01' },
  }));

/** Builds what S3 answers: the same, with dates as the SDK gives them. */
function answered(rule: Rule): unknown {
  const { Expiration, ...sent } = sentRule('one', rule);
  return { ...sent, Expiration: { Date: new Date(Expiration?.Date ?? 0).toISOString() } };
}

it('reads back the rule that it sent, with the very tags', () => {
  fc.assert(
    fc.property(rules, (rule) => {
      expect(ruleOf(AwsRule.parse(answered(rule)))).toEqual(canonical(ruleSchema.parse(rule)));
    }),
  );
});

it('understands no filter with a condition that it does not know', () => {
  const rule = { ID: 'one', Status: 'Enabled', Expiration: { Days: 1 } };
  const known = { Prefix: 'logs/' };
  expect(AwsRule.safeParse({ ...rule, Filter: known }).success).toBe(true);
  for (const Filter of [{ ...known, NewCondition: 1 }, { And: { ...known, NewCondition: 1 } }])
    expect(AwsRule.safeParse({ ...rule, Filter }).success).toBe(false);
});
