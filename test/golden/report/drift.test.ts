import { describe, expect, it } from 'vitest';
import type { Gate, Plan } from '../../../src/model/plan.ts';
import { displayOf } from '../../../src/report/display/make.ts';
import { planText } from '../../../src/report/human/plan.ts';
import { plainLook } from '../../../src/report/text/style.ts';
import { goldenPlans } from './cases/index.ts';

const held: Gate = {
  is: 'blocked',
  code: 'engine.held',
  reason: 'held',
  why: 'the tag keywright:hold is set',
  release: 'remove the tag keywright:hold',
};

const outside: Gate = {
  is: 'blocked',
  code: 'engine.outside-scope',
  reason: 'outside-scope',
  why: 'outside of this run',
  release: 'run without --target',
};

function textWith(change: (plan: Plan) => Plan): string {
  const drifted = goldenPlans.find(({ name }) => name === 'drift-labels');
  if (drifted === undefined) throw new Error('there is no such plan');
  return planText(displayOf(change(drifted.plan)), { look: { ...plainLook, width: Infinity } });
}

function gated(gate: Gate): (plan: Plan) => Plan {
  return (plan) => ({ ...plan, steps: plan.steps.map((step) => ({ ...step, gate })) });
}

/** Counts an occurrence in the text. */
function times(text: string, said: string): number {
  return text.split(said).length - 1;
}

describe('drift in a plan', () => {
  it.each([
    { why: 'a step reverts it', change: (plan: Plan): Plan => plan, says: '→ kms:PutKeyPolicy' },
    { why: 'a hold keeps it', change: gated(held), says: 'blocked: the tag keywright:hold is set' },
    {
      why: 'it is out of scope',
      change: (plan: Plan): Plan => ({
        ...gated(outside)(plan),
        scope: { is: 'some', targets: [], exclude: ['Key/customer-data'] },
      }),
      says: 'Also differs, but out of scope:',
    },
  ])('stands once, beside what becomes of it, when $why', ({ change, says }) => {
    const text = textWith(change);

    expect(times(text, '"by hand"')).toBe(1);
    expect(times(text, '"Backdoor"')).toBe(1);
    expect(text).toContain('changed outside Git');
    expect(text).toContain(says);
  });

  it('is shown apart from a change in Git when both are in one resource', () => {
    const lines = textWith((plan) => plan).split('\n');

    expect(lines.find((line) => line.includes('rotation.enabled'))).toMatch(/# changed outside Git$/u);
    expect(lines.find((line) => line.includes('description'))).toMatch(/# changed outside Git and in Git$/u);
    expect(lines.find((line) => line.includes('tags.team'))).not.toContain('#');
  });

  it('is reported once for the whole resource when nothing else changes in it', () => {
    const text = textWith((plan) => ({
      ...plan,
      resources: plan.resources.map((one) => ({
        ...one,
        changes: one.changes.map((change) => ({ ...change, label: 'drifted' as const })),
      })),
    }));

    expect(text).toContain('  # (changed outside Git)\n');
    expect(times(text, 'changed outside Git)')).toBe(1);
    expect(text).not.toContain('# changed outside Git');
  });

  it('calls what is created again deleted, and its fields new, when somebody deleted it', () => {
    const text = textWith((plan) => ({
      ...plan,
      steps: plan.steps.map((step) => ({ ...step, action: 'create' })),
    }));

    expect(text).toContain('# (was deleted outside Git)');
    expect(text).not.toContain('# changed outside Git');
  });
});
