import { expect, it } from 'vitest';
import { goldenPlans } from '../../../test/golden/report/cases/index.ts';
import { resourcePlanOf, stepOf } from '../../model/plan.test-helper.ts';
import { blockOf } from '../../model/reasons.ts';
import type { Step } from '../../model/plan.ts';
import { footerLines } from '../human/footer.ts';
import { plainLook } from '../text/style.ts';
import { displayOf } from './make.ts';

const gates: Readonly<Record<'Key/runs' | 'Key/waits' | 'Key/stuck', Step['gate']>> = {
  'Key/runs': { is: 'released' },
  'Key/waits': { is: 'approval', classes: ['widen'], reason: 'waits-for-approval', why: 'it gives access' },
  'Key/stuck': {
    is: 'blocked',
    ...blockOf('engine.observe-mode', { why: 'mode observe', release: 'set mode: enforce' }),
  },
};

it('counts as a change what a typed yes does, and apart what waits or is blocked', () => {
  const [base] = goldenPlans;
  if (base === undefined) throw new Error('there is no plan');
  const addresses = Object.keys(gates) as (keyof typeof gates)[];
  const steps = addresses.map((address) =>
    stepOf(address, 'description', { action: 'update', gate: gates[address] }),
  );
  const resources = steps.map(({ id, address }) => resourcePlanOf(address, { steps: [id] }));
  const display = displayOf({ ...base.plan, steps, resources, orphans: [] });
  expect(display.counts).toMatchObject({ change: 2, waiting: 1, blocked: 1 });
  expect(footerLines(display, plainLook)).toEqual([
    'Plan: 0 to add, 2 to change, 0 to destroy.',
    '1 resource waits for approval, 1 is blocked.',
  ]);
});
