import { describe, expect, it } from 'vitest';
import { displayOf } from '../../../src/report/display/make.ts';
import { planText } from '../../../src/report/human/plan.ts';
import { goldenPlans } from './cases/index.ts';
import { expectGolden } from './golden.ts';

describe('plans as text', () => {
  it.each(goldenPlans.filter(({ as = ['txt'] }) => as.includes('txt')))('$name: $reason', ({ name, plan, options }) => {
    expectGolden(`${name}.txt`, planText(displayOf(plan), options));
  });

  it('has one name per plan', () => {
    expect(new Set(goldenPlans.map(({ name }) => name)).size).toBe(goldenPlans.length);
  });
});
