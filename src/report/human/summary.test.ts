import { describe, expect, it } from 'vitest';
import { resourcePlanOf, stepOf } from '../../model/plan.test-helper.ts';
import type { Gate, Plan, Step } from '../../model/plan.ts';
import { blockOf } from '../../model/reasons.ts';
import { displayOf } from '../display/make.ts';
import { planMarkdown } from '../markdown/plan.ts';
import { planText } from './plan.ts';

const approval: Gate = {
  is: 'approval',
  classes: ['repair'],
  reason: 'waits-for-approval',
  why: 'restores access',
};
const blocked: Gate = { is: 'blocked', ...blockOf('engine.observe-mode', { why: 'no', release: 'yes' }) };

function planOf(steps: readonly Step[], more: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    stack: 'shop',
    uid: 'u1',
    at: 0,
    scope: { is: 'all' },
    resources: [resourcePlanOf('Key/a', { steps: steps.map(({ id }) => id) })],
    steps,
    orphans: [],
    diagnostics: [],
    ...more,
  };
}

describe('a resource of which some steps wait and others run', () => {
  const runs = stepOf('Key/a', 'deletion');

  it.each([
    { why: 'waits for approval', gate: approval, says: 'will be updated in-place, partly once approved' },
    { why: 'is blocked', gate: blocked, says: 'will be updated in-place, but is partly blocked' },
  ])('says so in its headline when a step $why', ({ gate, says }) => {
    const display = displayOf(planOf([runs, stepOf('Key/a', 'enabled', { gate })]));
    expect(planText(display)).toContain(`# Key/a ${says}`);
  });

  it('says of the step that runs that it needs no approval', () => {
    const text = planText(displayOf(planOf([runs, stepOf('Key/a', 'enabled', { gate: approval })])));
    expect(text).toMatch(/→ deletion\n {6}needs no approval\n {4}→ enabled\n {6}waits for approval/u);
    expect(planText(displayOf(planOf([runs])))).not.toContain('needs no approval');
  });

  it('counts it apart from those that run whole in a summary', () => {
    const steps = [runs, stepOf('Key/a', 'enabled', { gate: approval }), stepOf('Key/b', 'deletion')];
    const resources = (['Key/a', 'Key/b'] as const).map((address) =>
      resourcePlanOf(address, {
        steps: steps.filter((one) => one.address === address).map(({ id }) => id),
      }),
    );
    const text = planText(displayOf(planOf(steps, { resources })), { detail: 'summary' });
    expect(text).toContain('1 to update\n');
    expect(text).toContain('1 to update, partly once approved\n');
  });
});

describe('a leftover of a rename', () => {
  const note = 'no longer names old-bucket: stays in AWS with its objects';
  const plan = planOf([stepOf('Bucket/a', 'create', { action: 'create' })], {
    resources: [resourcePlanOf('Bucket/a', { steps: ['Bucket/a#create'], notes: [note] })],
  });

  it('is reported in a summary, which shows no section', () => {
    expect(planText(displayOf(plan), { detail: 'summary' })).toContain(
      `Notes on these changes:\n  - Bucket/a: ${note}\n`,
    );
    expect(planMarkdown(displayOf(plan), { detail: 'summary' })).toContain(`Bucket/a: ${note}`);
  });

  it('is reported once when the section is shown', () => {
    expect(planText(displayOf(plan))).not.toContain('Notes on these changes');
  });

  // "In no manifest" is untrue of an address that a manifest still declares.
  it('stands apart from what is in no manifest', () => {
    const place = { account: '111122223333', region: 'us-east-1' };
    const orphans: Plan['orphans'] = [
      { address: 'Bucket/a', place, ids: { name: 'old-bucket' }, superseded: true },
      { address: 'Key/gone', place, ids: { keyId: '1' } },
    ];
    const text = planText(displayOf({ ...plan, orphans })).replaceAll(/\s+/gu, ' ');
    const [gone = '', renamed = ''] = text.split('Orphans of a rename or move (their manifests declare');
    expect(gone).toContain('now in no manifest');
    expect(gone).toContain('- Key/gone');
    expect(renamed).toContain('- Bucket/a (111122223333/us-east-1) [name=old-bucket]');
  });
});
