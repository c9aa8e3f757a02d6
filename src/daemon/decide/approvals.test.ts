import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Approval, Approved, Decisions } from '../../model/decisions.ts';
import type { Guardrails } from '../../model/guardrails.ts';
import { hour } from '../../model/instant.ts';
import type { Plan, Step } from '../../model/plan.ts';
import { stepOf } from '../../model/plan.test-helper.ts';
import { createVolatileStore } from '../../store/memory/volatile.ts';
import { approvalsFrom } from './approvals.ts';
import { approvables, approvedOf, approvedStack, isApprovable } from './approved.ts';
import { ada, approvalOf, bob, decisionsOf, digest, disables, noon, planOf } from './decided.test-helper.ts';

const bounds: Guardrails = { file: 'bounds.yaml', acceptsStack: false };

async function deciding(
  decisions: Partial<Decisions>,
  { plan = planOf(), guardrails, now = noon }: { plan?: Plan; guardrails?: Guardrails; now?: number } = {},
) {
  const { journal } = createVolatileStore({ now: () => noon });
  const stored = await journal.decide(() => decisionsOf(decisions));
  const approvals = approvalsFrom(plan, {
    decisions: stored,
    store: journal,
    now: () => now,
    guardrails,
    digest,
  });
  return { approvals, journal };
}

async function releases(step: Step, ...given: Parameters<typeof deciding>): Promise<boolean> {
  return (await deciding(...given)).approvals.of(step) === 'shown';
}

describe('an approval', () => {
  it('releases exactly the step that it was given for', async () => {
    expect(await releases(disables, { approvals: [approvalOf(disables)] })).toBe(true);
  });

  const other: Readonly<Record<Exclude<keyof Approved, 'plan'>, Partial<Approved>>> = {
    uid: { uid: 'u2' },
    account: { account: '444455556666' },
    awsId: { awsId: '{"keyId":"other"}' },
    address: { address: 'Key/b' },
    step: { step: 'Key/a#policy' },
    classes: { classes: ['delete'] },
    calls: { calls: 'x' },
    desired: { desired: 'x' },
    observed: { observed: 'x' },
    guardrails: { guardrails: 'x' },
    commit: { commit: 'c2' },
  };
  it.each(Object.entries(other))('releases nothing where %s differs', async (_, over) => {
    const of = { ...approvalOf(disables).of, ...over };
    expect(await releases(disables, { approvals: [approvalOf(disables, { of })] })).toBe(false);
  });

  it('releases the step in a batch as well, which is another plan', async () => {
    const of = { ...approvalOf(disables).of, plan: 'another' };
    expect(await releases(disables, { approvals: [approvalOf(disables, { of })] })).toBe(true);
  });

  it.each<{ why: string; over: Partial<Approval> }>([
    { why: 'it was used', over: { usedAt: noon - 1 } },
    { why: 'it ended', over: { until: noon } },
  ])('releases nothing when $why', async ({ over }) => {
    expect(await releases(disables, { approvals: [approvalOf(disables, over)] })).toBe(false);
  });

  it('is used up before the step is sent, and serves no second plan', async () => {
    const { approvals, journal } = await deciding({ approvals: [approvalOf(disables)] });
    expect(await approvals.use?.(disables)).toBeUndefined();
    const after = await journal.decisions();
    expect(after?.approvals).toMatchObject([{ id: 'a1', usedAt: noon }]);
    expect(await releases(disables, after ?? {})).toBe(false);
  });

  it('serves the later rounds of the pass that used it', async () => {
    const { approvals } = await deciding({ approvals: [approvalOf(disables)] });
    expect(await approvals.use?.(disables)).toBeUndefined();
    expect(await approvals.use?.(disables)).toBeUndefined();
  });

  it('is worth nothing when it was withdrawn, or used by another process, after the look', async () => {
    for (const now of [[], [approvalOf(disables, { usedAt: noon })]]) {
      const { approvals, journal } = await deciding({ approvals: [approvalOf(disables)] });
      await journal.decide((before) => ({ ...before, approvals: now }));
      expect(await approvals.use?.(disables)).toMatchObject({ is: 'approval', reason: 'waits-for-approval' });
    }
  });

  it('lets nothing be sent when its use cannot be stored', async () => {
    const { journal } = await deciding({});
    const broken = { decide: () => Promise.reject(new Error('no')) };
    const approvals = approvalsFrom(planOf(), {
      decisions: decisionsOf({ approvals: [approvalOf(disables)] }),
      store: { ...journal, ...broken },
      now: () => noon,
      digest,
    });
    await expect(approvals.use?.(disables)).rejects.toThrow('no');
  });

  it('is used once, however many processes try', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 5 }), async (count) => {
        const { journal } = await deciding({ approvals: [approvalOf(disables)] });
        const decisions = decisionsOf((await journal.decisions()) ?? {});
        const answers = await Promise.all(
          Array.from({ length: count }, async () =>
            approvalsFrom(planOf(), { decisions, store: journal, now: () => noon, digest }).use?.(disables),
          ),
        );
        expect(answers.filter((stop) => stop === undefined)).toHaveLength(1);
      }),
      { numRuns: 10 },
    );
  });

  it('is not needed, nor used up, for a step that nobody had to approve', async () => {
    const { approvals, journal } = await deciding({});
    expect(await approvals.use?.(stepOf('Key/b', 'tags'))).toBeUndefined();
    expect((await journal.decisions())?.approvals).toEqual([]);
  });
});

describe('the permitted approvers', () => {
  const widens = stepOf('Key/a', 'policy', { risks: [{ class: 'widen', message: 'opens it' }] });
  const identities = { 'uid:1000': ['Ada@example.com'], 'uid:1001': ['bob@example.com'] };
  const taken = {
    revision: 'c1',
    at: noon,
    by: ada,
    under: { version: '1', settings: '', guardrails: digest },
    contributors: ['ada@example.com'],
  };

  it.each<{ why: string; step?: Step; by?: typeof ada; guardrails?: Guardrails; approved: boolean }>([
    { why: 'an author may not approve what widens', guardrails: { ...bounds, identities }, approved: false },
    { why: 'somebody else may', by: bob, guardrails: { ...bounds, identities }, approved: true },
    { why: 'somebody unknown in Git may be the author', by: bob, guardrails: bounds, approved: false },
    {
      why: 'an author may approve what only disables',
      step: disables,
      guardrails: { ...bounds, identities },
      approved: true,
    },
    { why: 'without guardrails nothing tells who is who', approved: true },
  ])('$why', async ({ step = widens, by = ada, guardrails, approved }) => {
    const plan = planOf([step]);
    const approval = approvalOf(approvedOf(step, { plan, guardrails: digest }), { by });
    const given = guardrails === undefined ? { plan } : { plan, guardrails };
    expect(await releases(step, { approvals: [approval], taken }, given)).toBe(approved);
  });

  it.each([
    { why: 'one of two', by: [ada], approved: false },
    { why: 'the same person twice', by: [ada, ada], approved: false },
    { why: 'two persons', by: [ada, bob], approved: true },
  ])('counts persons where a class needs two: $why', async ({ by, approved }) => {
    const approvals = by.map((person, index) => approvalOf(disables, { id: `a${index}`, by: person }));
    const guardrails = { ...bounds, approvals: { disable: 2 } };
    expect(await releases(disables, { approvals }, { guardrails })).toBe(approved);
  });

  it('uses up the approvals of all of them', async () => {
    const approvals = [ada, bob].map((by) => approvalOf(disables, { id: by.id, by }));
    const on = await deciding({ approvals }, { guardrails: { ...bounds, approvals: { disable: 2 } } });
    await on.approvals.use?.(disables);
    expect((await on.journal.decisions())?.approvals.map(({ usedAt }) => usedAt)).toEqual([noon, noon]);
  });
});

describe('the change of a Stack', () => {
  const plan = planOf([], {
    stackChange: {
      first: false,
      loosened: [{ path: '/spec/release', after: ['repair'], why: 'runs repair without approval' }],
      dropped: ['Key/gone'],
      managed: 12,
      gate: { is: 'approval', classes: ['loosen', 'shrink'], reason: 'waits-for-approval', why: '' },
    },
  });

  it('is approved as one thing, once', async () => {
    const wanted = approvedStack({ plan, guardrails: digest });
    if (wanted === undefined) throw new Error('it waits');
    const on = await deciding({ approvals: [approvalOf(wanted)] }, { plan });
    expect(on.approvals.stack).toEqual(new Set(['shrink', 'loosen']));
    await on.approvals.begin?.(plan);
    expect((await on.journal.decisions())?.approvals).toMatchObject([{ usedAt: noon }]);
  });

  it('is not approved by an approval of another loosening', async () => {
    const wanted = approvedStack({ plan, guardrails: digest });
    if (wanted === undefined) throw new Error('it waits');
    const on = await deciding({ approvals: [approvalOf({ ...wanted, desired: 'x' })] }, { plan });
    expect(on.approvals.stack).toEqual(new Set());
  });

  it('is offered beside the steps that wait for a person', () => {
    const waits: Step = {
      ...disables,
      gate: { is: 'approval', classes: ['disable'], reason: 'waits-for-approval', why: '' },
    };
    const both = {
      ...planOf([waits]),
      ...(plan.stackChange === undefined ? {} : { stackChange: plan.stackChange }),
    };
    expect(approvables({ plan: both, guardrails: digest }).map(({ step }) => step)).toEqual([
      'Stack/shop#change',
      'Key/a#enabled',
    ]);
  });
});

it.each([
  { gate: { is: 'released' }, can: false },
  { gate: { is: 'approval', classes: ['delete'], reason: 'waits-for-approval', why: '' }, can: true },
  { gate: { is: 'approval', classes: ['loosen'], reason: 'waits-for-approval', why: '' }, can: false },
  {
    gate: { is: 'blocked', code: 'engine.approve-mode', reason: 'waits-for-approval', why: '', release: '' },
    can: true,
  },
  {
    gate: { is: 'blocked', code: 'engine.frozen', reason: 'outside-window', why: '', release: '' },
    can: true,
  },
  { gate: { is: 'blocked', code: 'engine.frozen', reason: 'no-baseline', why: '', release: '' }, can: false },
  { gate: { is: 'blocked', code: 'engine.held', reason: 'held', why: '', release: '' }, can: false },
] as const)('tells whether a person can release a step: $gate.reason $can', ({ gate, can }) => {
  expect(isApprovable({ gate })).toBe(can);
});

it('ends after the time that the person gave it', async () => {
  const approval = approvalOf(disables, { until: noon + hour });
  expect(await releases(disables, { approvals: [approval] }, { now: noon + hour - 1 })).toBe(true);
  expect(await releases(disables, { approvals: [approval] }, { now: noon + hour })).toBe(false);
});
