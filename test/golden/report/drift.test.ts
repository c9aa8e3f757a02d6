import { expect, it } from 'vitest';
import { goldenPlans } from './cases/index.ts';
import type { Gate } from '../../../src/model/plan.ts';
import { displayOf } from '../../../src/report/display/make.ts';
import { plainLook } from '../../../src/report/text/style.ts';
import { driftBlock } from '../../../src/report/human/drift.ts';

const held: Gate = {
  is: 'blocked',
  code: 'engine.held',
  reason: 'held',
  why: 'the tag keywright:hold is set',
  release: 'take the tag keywright:hold off',
};

const drifted = goldenPlans.find(({ name }) => name === 'drift-labels');

it.each([
  { gate: undefined, says: 'The plan below reverts these changes unless' },
  { gate: held, says: 'The plan below does not revert these changes' },
])('promises a revert only where a step may run: $says', ({ gate, says }) => {
  if (drifted === undefined) throw new Error('there is no such plan');
  const { plan } = drifted;
  const steps = plan.steps.map((step) => (gate === undefined ? step : { ...step, gate }));
  const text = driftBlock(displayOf({ ...plan, steps }), { ...plainLook, width: Infinity }).join('\n');
  expect(text).toContain(says);
});
