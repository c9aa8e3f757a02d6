import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { displayOf } from '../../../src/report/display/make.ts';
import { planText } from '../../../src/report/human/plan.ts';
import { planJsonSchema } from '../../../src/report/formats/plan.ts';
import { planJson } from '../../../src/report/json/plan.ts';
import { planMarkdown } from '../../../src/report/markdown/plan.ts';
import { officialProblems } from '../../../src/report/sarif/official.test-helper.ts';
import { planSarif } from '../../../src/report/sarif/plan.ts';
import { goldenPlans } from './cases/index.ts';
import { expectGolden } from './golden.ts';

describe('plans as text', () => {
  it.each(goldenPlans.filter(({ as = ['txt'] }) => as.includes('txt')))(
    '$name: $reason',
    ({ name, plan, options }) => {
      expectGolden(`${name}.txt`, planText(displayOf(plan), options));
    },
  );

  it('has one name per plan', () => {
    expect(new Set(goldenPlans.map(({ name }) => name)).size).toBe(goldenPlans.length);
  });
});

describe('plans as JSON', () => {
  it.each(goldenPlans)('$name keeps to the schema, nothing more and nothing less', ({ plan }) => {
    const parsed: unknown = JSON.parse(planJson(displayOf(plan)));
    expect(z.encode(planJsonSchema, planJsonSchema.parse(parsed))).toEqual(parsed);
  });

  it.each(goldenPlans.filter(({ as = [] }) => as.includes('json')))('$name: $reason', ({ name, plan }) => {
    expectGolden(`${name}.json`, planJson(displayOf(plan)));
  });
});

describe('plans as SARIF', () => {
  const places = { ofRow: () => undefined, ofPath: () => undefined };
  const sarif = { version: '1.2.3', root: '/estate', source: () => undefined, places };

  it.each(goldenPlans)('$name keeps to the schema of the standard', ({ plan }) => {
    expect(officialProblems(planSarif(displayOf(plan), sarif))).toEqual([]);
  });
});

describe('the level of a result', () => {
  const places = { ofRow: () => span, ofPath: () => span };
  const span = { file: 'a.yaml', line: 1, column: 1, endLine: 1, endColumn: 2 };
  const sarif = { version: '1.2.3', root: '/estate', source: () => undefined, places };

  it.each([
    { name: 'disable-needs-approval', says: 'error review.disable' },
    { name: 'blocked-create', says: 'warning reason.another-owner' },
    { name: 'widening-risk', says: 'warning review.widen' },
    { name: 'repair-pending-deletion', says: 'warning review.repair' },
  ])('is that of the colour: $name has $says', ({ name, says }) => {
    const plan = goldenPlans.find((one) => one.name === name)?.plan;
    if (plan === undefined) throw new Error(`no plan ${name}`);
    const log = JSON.parse(planSarif(displayOf(plan), sarif)) as {
      runs: { results: { level: string; ruleId: string }[] }[];
    };
    expect(log.runs[0]?.results.map(({ level, ruleId }) => `${level} ${ruleId}`)).toContain(says);
  });
});

describe('plans as comments', () => {
  it.each(goldenPlans)('$name stays within its limit', ({ plan, markdown = { limit: 60_000 } }) => {
    expect(planMarkdown(displayOf(plan), markdown).length).toBeLessThanOrEqual(markdown.limit);
  });

  it.each(goldenPlans.filter(({ as = [] }) => as.includes('md')))(
    '$name: $reason',
    ({ name, plan, markdown }) => {
      expectGolden(`${name}.md`, planMarkdown(displayOf(plan), markdown));
    },
  );
});
