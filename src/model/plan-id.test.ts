import { expect, it } from 'vitest';
import { planIdOf } from './plan-id.ts';
import type { Plan, Step } from './plan.ts';
import { stepOf } from './plan.test-helper.ts';

function planOf(steps: readonly Step[], more: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    stack: 'shop',
    uid: 'u1',
    at: 0,
    scope: { is: 'all' },
    resources: [],
    steps,
    orphans: [],
    diagnostics: [],
    ...more,
  };
}

const step = stepOf('Key/a', 'policy', { desired: 'd', observed: 'o' });
const id = planIdOf(planOf([step]));

it.each([
  { why: 'the time of the look', plan: planOf([step], { at: 99 }) },
  {
    why: 'a gate, which a decision changes',
    plan: planOf([
      { ...step, gate: { is: 'approval', classes: ['widen'], reason: 'waits-for-approval', why: '' } },
    ]),
  },
])('keeps its name whatever $why', ({ plan }) => {
  expect(planIdOf(plan)).toBe(id);
});

it.each([
  { why: 'the observed value', plan: planOf([{ ...step, observed: 'other' }]) },
  { why: 'the desired value', plan: planOf([{ ...step, desired: 'other' }]) },
  {
    why: 'a call',
    plan: planOf([{ ...step, calls: [{ op: 'kms:PutKeyPolicy', at: step.place, input: { Policy: '{}' } }] }]),
  },
  { why: 'the commit', plan: planOf([step], { commit: 'abc' }) },
  { why: 'the Stack', plan: planOf([step], { uid: 'u2' }) },
  { why: 'a step more', plan: planOf([step, stepOf('Key/b', 'tags')]) },
  {
    why: 'what the commit drops',
    plan: planOf([step], {
      stackChange: {
        first: false,
        loosened: [],
        dropped: ['Key/c'],
        managed: 4,
        gate: { is: 'released' },
      },
    }),
  },
])('changes its name with $why', ({ plan }) => {
  expect(planIdOf(plan)).not.toBe(id);
});
