import { resourcePlanOf, stepOf } from '../model/plan.test-helper.ts';
import { describe, expect, it } from 'vitest';
import type { AwsFailure } from '../model/call.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Gate, Plan, ResourcePlan, Step } from '../model/plan.ts';
import { exitCodeOf, exitCodeOfApply, exitCodeOfStatus } from './exit.ts';

const place = { account: '111122223333', region: 'eu-central-1' };

const failure: AwsFailure = {
  code: 'aws.forbidden',
  class: 'forbidden',
  name: 'AccessDeniedException',
  message: 'no',
  op: 'kms:CreateKey',
  at: place,
};

function resource(more: Partial<ResourcePlan> = {}): ResourcePlan {
  return resourcePlanOf('Key/a', { place, ...more });
}

function step(id: string, gate: Gate = { is: 'released' }): Step {
  return stepOf('Key/a', id, { id, place, gate });
}

function plan(more: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    stack: 's',
    uid: 'u',
    at: 0,
    scope: { is: 'all' },
    resources: [resource()],
    steps: [],
    orphans: [],
    diagnostics: [],
    ...more,
  };
}

const outsideScope: Gate = {
  is: 'blocked',
  code: 'engine.outside-scope',
  reason: 'outside-scope',
  why: 'w',
  release: 'r',
};
const approval: Gate = { is: 'approval', classes: ['disable'], reason: 'waits-for-approval', why: 'w' };
const blocked = { code: 'engine.not-ours', reason: 'another-owner', why: 'w', release: 'r' } as const;
const error = { severity: 'error', code: 'aws.invalid', message: 'm' } as const;

describe('exit code of a plan', () => {
  it.each([
    { why: 'nothing to do', plan: plan(), code: 0 },
    { why: 'a step is a change', plan: plan({ steps: [step('a')] }), code: 2 },
    {
      why: 'a step that waits for approval is a change',
      plan: plan({ steps: [step('a', approval)] }),
      code: 2,
    },
    { why: 'what is blocked still differs', plan: plan({ resources: [resource({ blocked })] }), code: 2 },
    {
      why: 'two keys with one mark are blocked, not unread',
      plan: plan({ resources: [resource({ blocked, sync: 'Unknown' })] }),
      code: 2,
    },
    {
      why: 'drift outside the scope of writing is a difference',
      plan: plan({ resources: [resource({ sync: 'Drifted' })] }),
      code: 2,
    },
    {
      why: 'what settles may be missing: it is never "no changes"',
      plan: plan({ resources: [resource({ sync: 'Settling' })] }),
      code: 2,
    },
    {
      why: 'deferred is neither drift nor error',
      plan: plan({
        resources: [resource({ deferred: [{ path: '/rotation', reason: 'disabled', why: 'w' }] })],
      }),
      code: 0,
    },
    {
      why: 'an orphan is reported, nothing is to be done',
      plan: plan({ orphans: [{ address: 'Key/o', place, ids: {} }] }),
      code: 0,
    },
    {
      why: 'unknown is never "no changes"',
      plan: plan({ resources: [resource({ sync: 'Unknown' })] }),
      code: 1,
    },
    {
      why: 'one unread facet is enough, changes or not',
      plan: plan({
        resources: [resource({ unreadable: [{ facet: 'rotation', failure }] })],
        steps: [step('a')],
      }),
      code: 1,
    },
    {
      why: 'what --target leaves out is no change of this run',
      plan: plan({
        scope: { is: 'some', targets: ['Key/b'], exclude: [] },
        resources: [resource({ sync: 'PendingChange' })],
        steps: [step('a', outsideScope)],
      }),
      code: 0,
    },
    {
      why: 'a target that waits for what is left out is',
      plan: plan({
        scope: { is: 'some', targets: ['Key/a'], exclude: [] },
        steps: [step('a', outsideScope)],
      }),
      code: 2,
    },
    { why: 'a diagnostic of severity error', plan: plan({ diagnostics: [error] }), code: 1 },
    {
      why: 'a warning alone is no error',
      plan: plan({ diagnostics: [{ ...error, severity: 'warning' }] }),
      code: 0,
    },
  ])('$code: $why', ({ plan: value, code }) => {
    expect(exitCodeOf(value)).toBe(code);
  });
});

describe('--fail-on orphans', () => {
  const orphans = [{ address: 'Key/o', place, ids: {} }] as const;

  it('makes the exit code 2 when something was left behind', () => {
    expect(exitCodeOf(plan({ orphans }), 'orphans')).toBe(2);
    expect(exitCodeOf(plan(), 'orphans')).toBe(0);
    expect(exitCodeOf(plan({ orphans, resources: [resource({ sync: 'Unknown' })] }), 'orphans')).toBe(1);
    expect(exitCodeOfStatus({ resources: [], diagnostics: [], orphans }, 'orphans')).toBe(2);
    expect(exitCodeOfStatus({ resources: [], diagnostics: [], orphans })).toBe(0);
  });

  it('is 2 of a plan and of a status while the Stack waits', () => {
    const gate = {
      is: 'approval',
      classes: ['loosen'],
      reason: 'waits-for-approval',
      why: 'it loosens release',
    } as const;
    const stackChange = { first: false, loosened: [], dropped: [], managed: 1, gate } as const;
    const status = { resources: [], diagnostics: [], orphans: [] };
    expect(exitCodeOfStatus({ ...status, stackChange })).toBe(2);
    expect(exitCodeOf(plan({ stackChange }))).toBe(2);
  });
});

describe('exit code of an apply', () => {
  const done: Outcome = { is: 'done', calls: 1, took: 5 };
  const failed: Outcome = { is: 'failed', failure };
  const waiting: Outcome = { is: 'waiting', until: 9, reason: 'confirming', why: 'w' };
  const gated: Outcome = {
    is: 'blocked',
    gate: { is: 'approval', classes: ['disable'], reason: 'waits-for-approval', why: 'w' },
  };
  const skippedFor = (cause: string): Outcome => ({
    is: 'skipped',
    cause,
    reason: 'waits-for-another',
    why: 'w',
  });
  const rows: readonly {
    why: string;
    steps: readonly Step[];
    outcomes: Record<string, Outcome>;
    resources?: ResourcePlan[];
    code: number;
  }[] = [
    { why: 'all done', steps: [step('a')], outcomes: { a: done }, code: 0 },
    { why: 'nothing to do', steps: [], outcomes: {}, code: 0 },
    { why: 'one failed', steps: [step('a'), step('b')], outcomes: { a: done, b: failed }, code: 1 },
    {
      why: 'a failure outranks what waits',
      steps: [step('a'), step('b')],
      outcomes: { a: waiting, b: failed },
      code: 1,
    },
    { why: 'AWS does not show it in time', steps: [step('a')], outcomes: { a: waiting }, code: 3 },
    { why: 'it needs approval', steps: [step('a', approval)], outcomes: { a: gated }, code: 3 },
    { why: 'nobody ran it, and it needs approval', steps: [step('a', approval)], outcomes: {}, code: 3 },
    {
      why: 'skipped for what waits for a person',
      steps: [step('a', approval), step('b')],
      outcomes: { a: gated, b: skippedFor('a') },
      code: 3,
    },
    {
      why: 'skipped for what failed',
      steps: [step('a'), step('b')],
      outcomes: { a: failed, b: skippedFor('a') },
      code: 1,
    },
    {
      why: 'skipped behind a skipped one follows the first cause',
      steps: [step('a', approval), step('b'), step('c')],
      outcomes: { a: gated, b: skippedFor('a'), c: skippedFor('b') },
      code: 3,
    },
    {
      why: 'AWS moved since the plan',
      steps: [step('a')],
      outcomes: { a: { is: 'stale', reason: 'moved', why: 'w' } },
      code: 1,
    },
    {
      why: 'interrupted',
      steps: [step('a')],
      outcomes: { a: { is: 'not-started', reason: 'stopped', why: 'w' } },
      code: 1,
    },
    { why: 'a released step without an outcome did not run', steps: [step('a')], outcomes: {}, code: 1 },
    { why: 'a blocked address', steps: [], outcomes: {}, resources: [resource({ blocked })], code: 3 },
    {
      why: 'what is blocked by something broken is an error: its bucket does not exist',
      steps: [],
      outcomes: {},
      resources: [resource({ blocked: { ...blocked, code: 'engine.missing-container' } })],
      code: 1,
    },
    {
      why: 'AWS does not show an earlier write yet: it may be missing',
      steps: [],
      outcomes: {},
      resources: [resource({ sync: 'Settling' })],
      code: 3,
    },
    {
      why: 'an unread address',
      steps: [],
      outcomes: {},
      resources: [resource({ sync: 'Unknown' })],
      code: 1,
    },
  ];

  it.each(rows)('$code: $why', ({ steps, outcomes, resources, code }) => {
    const value = plan({ steps, ...(resources === undefined ? {} : { resources }) });
    expect(exitCodeOfApply({ plan: value, outcomes: new Map(Object.entries(outcomes)) })).toBe(code);
  });
});
