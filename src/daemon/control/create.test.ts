import { readOnly } from '../../model/binding.ts';
import { describe, expect, it } from 'vitest';
import { noDecisions } from '../../model/decisions.ts';
import type { Guardrails } from '../../model/guardrails.ts';
import { hour, minute } from '../../model/instant.ts';
import { planIdOf } from '../../model/plan-id.ts';
import { stepOf } from '../../model/plan.test-helper.ts';
import { fakeController, planWith, recordAt, statusWith } from '../testing/controller.test-helper.ts';
import { callerOf, controlOf, noon } from '../testing/caller.test-helper.ts';
import { isRefusal } from './control.ts';

const ann = callerOf('ann');
const waits = {
  is: 'approval',
  classes: ['widen'],
  reason: 'waits-for-approval',
  why: 'gives access',
} as const;
const widen = stepOf('Key/a', 'policy', { gate: waits, desired: 'd', observed: 'o' });
const tags = stepOf('Key/b', 'tags');
const plan = planWith([widen, tags]);
const id = planIdOf(plan);

function keys(): ReturnType<typeof fakeController> {
  return fakeController('keys', {
    plan,
    status: statusWith(recordAt('Key/a', noon), recordAt('Key/b', noon)),
  });
}

/** Returns the codes of a refusal; of an answer none. */
function codesOf(answer: object): readonly string[] {
  return isRefusal(answer) ? answer.refused.map(({ code }) => code) : [];
}

describe('approve', () => {
  it('binds the approval of each waiting step to what was shown, to the person and to an end', async () => {
    const controller = keys();
    const answer = await controlOf([controller]).approve({ plan: id }, ann);

    expect(codesOf(answer)).toEqual([]);
    expect(controller.state().decisions.approvals).toMatchObject([
      {
        id: 'd1',
        by: { id: 'token:ann', name: 'ann' },
        at: noon,
        until: noon + 4 * hour,
        of: { step: 'Key/a#policy', desired: 'd', observed: 'o', guardrails: 'g' },
      },
    ]);
    expect(controller.notes).toEqual([
      {
        subject: 'token:ann',
        text: `approves Key/a#policy of plan ${id} until 2026-11-02T16:00:00.000Z`,
        plan: id,
        detail: { steps: ['Key/a#policy'] },
      },
    ]);
  });

  it('changes nothing when a repetition of the same request comes, used or not', async () => {
    const controller = keys();
    const request = { ...ann, repeats: 'k1 digest' };
    await controlOf([controller]).approve({ plan: id }, request);
    await controlOf([controller], { newId: () => 'after a restart' }).approve({ plan: id }, request);
    const { decisions } = controller.state();
    expect(decisions.approvals.length).toBe(1);
    expect(controller.notes.length).toBe(1);

    const used = decisions.approvals.map((one) => ({ ...one, usedAt: noon }));
    controller.set({ decisions: { ...decisions, approvals: used } });
    await controlOf([controller]).approve({ plan: id }, request);
    expect(controller.state().decisions.approvals).toEqual(used);
    await controlOf([controller]).approve({ plan: id }, { ...callerOf('bob'), repeats: 'k1 digest' });
    await controlOf([controller]).approve({ plan: id }, { ...ann, repeats: 'k2 digest' });
    expect(controller.state().decisions.approvals.length).toBe(3);
  });

  it.each([
    { why: 'another plan than the one shown', request: { plan: '0123456789ab' }, code: 'control.plan' },
    { why: 'a step that does not wait', request: { plan: id, steps: ['Key/b#tags'] }, code: 'control.step' },
    {
      why: 'one step that does not wait beside one that does',
      request: { plan: id, steps: ['Key/a', 'Key/zzz'] },
      code: 'control.step',
    },
  ])('changes nothing for $why', async ({ request, code }) => {
    const controller = keys();
    const answer = await controlOf([controller]).approve(request, ann);

    expect(codesOf(answer)).toEqual([code]);
    expect(controller.state().decisions.approvals).toEqual([]);
    expect(controller.notes).toEqual([]);
  });

  it('refuses a rejected step, which would still block it', async () => {
    const controller = keys();
    const control = controlOf([controller]);
    await control.reject({ plan: id, why: 'not now' }, ann);

    expect(codesOf(await control.approve({ plan: id }, callerOf('bob')))).toEqual(['control.step']);
    expect(controller.state().decisions.approvals).toEqual([]);
  });

  it('refuses the plan that was shown once AWS moved', async () => {
    const controller = keys();
    controller.set({ plan: planWith([{ ...widen, observed: 'moved' }, tags]) });

    expect(codesOf(await controlOf([controller]).approve({ plan: id }, ann))).toEqual(['control.plan']);
  });

  it.each([
    { why: 'a person who may have written the commits', identities: {}, codes: ['control.own-commit'] },
    {
      why: 'the author of a commit',
      identities: { 'token:ann': ['ann@example.com'] },
      codes: ['control.own-commit'],
    },
    { why: 'somebody else', identities: { 'token:ann': ['ann@elsewhere.org'] }, codes: [] },
  ])('refuses an approval at once only where it would not count: $why', async (row) => {
    const risks = [{ class: 'widen', message: 'gives access' } as const];
    const wide = planWith([{ ...widen, risks }]);
    const controller = fakeController('keys', {
      plan: wide,
      guardrails: { acceptsStack: false, identities: row.identities } as unknown as Guardrails,
      decisions: {
        ...noDecisions,
        taken: {
          revision: 'r',
          at: 0,
          by: ann.person,
          under: { version: '1', settings: '', guardrails: '' },
          contributors: ['ann@example.com'],
        },
      },
    });
    const answer = await controlOf([controller]).approve({ plan: planIdOf(wide) }, ann);

    expect(codesOf(answer)).toEqual(row.codes);
    expect(controller.state().decisions.approvals).toHaveLength(row.codes.length === 0 ? 1 : 0);
  });

  it('releases the change of the Stack under its own name', async () => {
    const loosened = planWith([], {
      stackChange: {
        first: false,
        loosened: [],
        dropped: ['Key/c', 'Key/d', 'Key/e'],
        managed: 9,
        gate: { is: 'approval', classes: ['shrink'], reason: 'waits-for-approval', why: 'drops 3 manifests' },
      },
    });
    const controller = fakeController('keys', { plan: loosened });
    await controlOf([controller]).approve({ plan: planIdOf(loosened), steps: ['Stack/shop'] }, ann);

    expect(controller.state().decisions.approvals).toMatchObject([
      { of: { address: 'Stack/shop', step: 'Stack/shop#change', classes: ['shrink'] } },
    ]);
  });

  it('judges a check like an approval, and approves nothing', async () => {
    const controller = keys();
    const control = controlOf([controller]);
    expect(codesOf(await control.approve({ plan: id, check: true }, ann))).toEqual([]);
    expect(codesOf(await control.approve({ plan: id, steps: ['Key/zzz'], check: true }, ann))).toEqual([
      'control.step',
    ]);
    expect(controller.state().decisions.approvals).toEqual([]);
    expect(controller.notes).toEqual([]);
  });

  it('takes back, with a rejection, the approval that nothing used yet', async () => {
    const controller = keys();
    const control = controlOf([controller]);
    await control.approve({ plan: id }, ann);
    await control.reject({ plan: id, steps: ['Key/a'], why: 'not now' }, ann);

    expect(controller.state().decisions).toMatchObject({
      approvals: [],
      rejections: [{ of: { step: 'Key/a#policy', desired: 'd', observed: 'o' }, why: 'not now' }],
    });
  });
});

describe('a rejection', () => {
  it('stands in status and plans with who, why and since when, until somebody ends it', async () => {
    const controller = keys();
    const control = controlOf([controller]);
    await control.reject({ plan: id, why: 'not now' }, ann);

    const rejection = {
      id: 'd1',
      step: 'Key/a#policy',
      by: { name: 'ann' },
      note: 'not now',
      at: '2026-11-02T12:00:00.000Z',
    };
    expect(await control.status({}, ann)).toMatchObject({
      items: [{ inEffect: { rejections: [rejection] } }],
    });
    expect(await control.plans({}, ann)).toMatchObject({ items: [{ rejected: [rejection] }] });

    expect(await control.unreject({ id: 'd1' }, callerOf('bob'))).toMatchObject({
      decided: ['ends the rejection of Key/a#policy'],
      inEffect: { rejections: [] },
    });
    expect(codesOf(await control.unreject({ id: 'd1' }, ann))).toEqual(['control.nothing']);
    expect(codesOf(await control.approve({ plan: id }, ann))).toEqual([]);
  });

  it('is no longer shown once the step changed', async () => {
    const controller = keys();
    const control = controlOf([controller]);
    await control.reject({ plan: id, why: 'not now' }, ann);
    controller.set({ plan: planWith([{ ...widen, observed: 'moved' }, tags]) });

    expect(await control.status({}, ann)).toMatchObject({ items: [{}] });
    expect(await control.plans({}, ann)).toMatchObject({ items: [{ rejected: [] }] });
  });
});

it('lets nobody without a name decide when the operator requires names', async () => {
  const controller = keys();
  const control = controlOf([controller]);
  const anybody = callerOf('anybody', { bindings: readOnly });

  const bounded = { why: 'x', forMs: hour };
  const answers = [
    await control.approve({ plan: id }, anybody),
    await control.reject({ plan: id, why: 'x' }, anybody),
    await control.unreject({ id: 'x' }, anybody),
    await control.pause(bounded, anybody),
    await control.freeze(bounded, anybody),
    await control.resume({}, anybody),
    await control.release(bounded, anybody),
    await control.sync({}, anybody),
    await control.pin({ commit: 'abcdef1', ...bounded }, anybody),
    await control.yield({ to: 'bob', ...bounded }, anybody),
    await control['accept-baseline']({}, anybody),
    await control.stop({ why: 'x' }, anybody),
    await control.start({}, anybody),
    await control.silence(bounded, anybody),
    await control.unsilence({ id: 'x' }, anybody),
  ];
  expect(answers.flatMap(codesOf)).toEqual(answers.map(() => 'control.forbidden'));
  expect(controller.notes).toEqual([]);
  expect(controller.requests).toEqual([]);
  expect(codesOf(await control.status({}, anybody))).toEqual([]);
});

describe('pauses', () => {
  const bounded = { why: 'migration', forMs: 30 * minute };

  it('ends of a pause only the addresses that are resumed', async () => {
    const controller = keys();
    const control = controlOf([controller]);
    await control.pause({ addresses: ['Key/a', 'Key/b'], ...bounded }, ann);
    await control.resume({ addresses: ['Key/a'] }, ann);

    expect(controller.state().decisions.pauses).toMatchObject([
      { addresses: ['Key/b'], why: 'migration', until: noon + 30 * minute },
    ]);
  });

  it('takes the place of an earlier pause of the same resources', async () => {
    const controller = keys();
    const control = controlOf([controller]);
    await control.pause({ addresses: ['Key/a', 'Key/b'], forMs: 8 * hour, why: 'audit' }, ann);
    await control.pause({ addresses: ['Key/a'], ...bounded }, ann);
    await control.pause({ addresses: ['Key/b', 'Key/a'], forMs: hour, why: 'audit is over soon' }, ann);
    expect(controller.state().decisions.pauses).toMatchObject([
      { addresses: ['Key/a'] },
      { addresses: ['Key/b', 'Key/a'], why: 'audit is over soon' },
    ]);
  });

  it('does not end the pause of a whole Stack for one resource of it', async () => {
    const controller = keys();
    const control = controlOf([controller]);
    await control.pause(bounded, ann);

    expect(codesOf(await control.resume({ addresses: ['Key/a'] }, ann))).toEqual(['control.nothing']);
    expect(controller.state().decisions.pauses).toHaveLength(1);
  });

  it('refuses an address that nothing declares: it would pause nothing', async () => {
    const control = controlOf([keys()]);
    expect(codesOf(await control.pause({ addresses: ['Key/typo'], ...bounded }, ann))).toEqual([
      'cli.address',
    ]);
  });

  it('ends all pauses, the freeze and a lent lease without addresses, and says which', async () => {
    const controller = keys();
    const control = controlOf([controller]);
    await control.pause(bounded, ann);
    await control.freeze(bounded, ann);
    await control.yield({ to: 'bob', ...bounded }, ann);
    const answer = await control.resume({}, ann);

    expect(answer).toMatchObject({
      decided: [
        'ends the pause of the whole Stack by ann (migration), the freeze by ann (migration), the lease lent to bob',
      ],
    });
    expect(controller.state().decisions).toMatchObject({ pauses: [] });
    expect(controller.state().decisions.freeze).toBeUndefined();
    expect(controller.state().decisions.yielded).toBeUndefined();
  });
});

describe('a pin', () => {
  it('names who, why and until when, is shown by the status, and ends by a sync of everything', async () => {
    const controller = keys();
    const control = controlOf([controller]);
    const commit = 'a'.repeat(40);
    await control.pin({ commit, why: 'bad release', forMs: hour }, ann);

    expect(await control.status({}, ann)).toMatchObject({
      items: [
        {
          inEffect: {
            pin: {
              commit,
              note: 'bad release',
              by: { name: 'ann' },
              until: '2026-11-02T13:00:00.000Z',
            },
          },
        },
      ],
    });
    await control.sync({ addresses: ['Key/a'] }, ann);
    expect(controller.state().decisions.pin).toBeDefined();
    await control.sync({}, ann);
    expect(controller.state().decisions.pin).toBeUndefined();
    expect(controller.requests).toEqual([['Key/a'], 'all']);
  });
});

it('releases the brake on the kinds that it stopped, until an end', async () => {
  const controller = keys();
  const control = controlOf([controller]);
  const bounded = { why: 'the import is mine', forMs: hour };
  expect(codesOf(await control.release(bounded, ann))).toEqual(['control.nothing']);

  const brake = { kind: 'Grant', at: noon, confirmed: 3 };
  controller.set({ decisions: { ...controller.state().decisions, brakes: [brake] } });
  expect(await control.status({}, ann)).toMatchObject({
    items: [{ inEffect: { brakes: [{ kind: 'Grant', confirmed: 3 }] } }],
  });
  await control.release(bounded, ann);
  expect(controller.state().decisions).toMatchObject({
    brakes: [],
    letGo: [{ kind: 'Grant', by: ann.person, until: noon + hour }],
  });
});

it('releases the brake before it stops what waits', async () => {
  const many = Array.from({ length: 21 }, (_, index) => stepOf(`Key/k${index}`, 'create', { gate: waits }));
  const controller = fakeController('keys', { plan: planWith(many) });
  await controlOf([controller]).release({ why: 'the import is mine', forMs: hour }, ann);
  expect(controller.state().decisions.letGo).toMatchObject([{ kind: 'Key', until: noon + hour }]);
});

it('orders to stop, shows the order, and takes it back once', async () => {
  const controller = keys();
  const control = controlOf([controller]);
  await control.stop({ why: 'incident' }, ann);

  expect(controller.state().stop).toEqual({ by: 'ann', why: 'incident', at: noon });
  expect(await control.status({}, ann)).toMatchObject({
    items: [{ inEffect: { stop: { note: 'incident' } } }],
  });
  await control.start({}, ann);
  expect(controller.state().stop).toBeUndefined();
  expect(codesOf(await control.start({}, ann))).toEqual(['control.nothing']);
});

it('accepts as the baseline the revision that waits, under what works here', async () => {
  const controller = keys();
  controller.set({
    inForce: { id: 'one', since: 0 },
    wanted: { is: 'waits', id: 'two', since: 0, why: 'history was rewritten', diagnostics: [] },
  });
  const control = controlOf([controller]);
  expect(codesOf(await control['accept-baseline']({ revision: 'one' }, ann))).toEqual(['control.revision']);
  await control['accept-baseline']({ revision: 'two' }, ann);

  expect(controller.state().decisions.taken).toEqual({
    revision: 'two',
    at: noon,
    by: ann.person,
    under: { version: '1.0.0', settings: 's', guardrails: 'g' },
    contributors: [],
  });
});

describe('accepting a revision', () => {
  const guardrails = {
    identities: { 'token:ann': ['ann@example.com'], 'token:bob': ['bob@example.com'] },
  } as unknown as Guardrails;
  const under = { version: '1.0.0', settings: 's', guardrails: 'g' };
  const taken = { revision: 'one', at: noon, by: ann.person, under, contributors: ['ann@example.com'] };
  const moved = {
    is: 'waits',
    id: 'two',
    since: 0,
    why: 'it names another Stack',
    diagnostics: [],
    contributors: ['bob@example.com'],
  } as const;

  it('does not let who contributed to the commits approve what they bring', async () => {
    const controller = keys();
    const wide = planWith([{ ...widen, risks: [{ class: 'widen', message: 'gives access' }] }]);
    controller.set({
      plan: wide,
      guardrails,
      inForce: { id: 'one', since: 0 },
      decisions: { ...noDecisions, taken },
    });
    const control = controlOf([controller]);
    await control['accept-baseline']({}, ann);
    const asked = { plan: planIdOf(wide) };
    expect(codesOf(await control.approve(asked, ann))).toEqual(['control.own-commit']);
    expect(codesOf(await control.approve(asked, callerOf('bob')))).toEqual([]);
  });

  it('keeps who wrote the commits of a revision that waited', async () => {
    const controller = keys();
    controller.set({
      guardrails,
      inForce: { id: 'one', since: 0 },
      wanted: { ...moved, reason: 'unsigned' },
      decisions: { ...noDecisions, taken },
    });
    await controlOf([controller])['accept-baseline']({}, callerOf('bob'));
    expect(controller.state().decisions.taken?.contributors).toEqual(['ann@example.com', 'bob@example.com']);
  });

  it('is not for those who moved the Stack', async () => {
    const controller = keys();
    controller.set({
      guardrails,
      inForce: { id: 'one', since: 0 },
      wanted: { ...moved, reason: 'unsigned', moves: true },
      decisions: { ...noDecisions, taken: { ...taken, contributors: [] } },
    });
    const control = controlOf([controller]);
    expect(codesOf(await control['accept-baseline']({}, callerOf('bob')))).toEqual(['control.own-commit']);
    expect(codesOf(await control['accept-baseline']({}, ann))).toEqual([]);
  });
});

describe('several sources', () => {
  const both = (): ReturnType<typeof keys>[] => [keys(), fakeController('buckets')];

  it('reads all sources, and decides on none unless it is named', async () => {
    const [one, other] = both();
    const control = controlOf([one, other].filter((each) => each !== undefined));

    expect(await control.status({}, ann)).toMatchObject({
      items: [{ daemon: { source: 'keys' } }, { daemon: { source: 'buckets' } }],
    });
    expect(codesOf(await control.stop({ why: 'x' }, ann))).toEqual(['control.which-source']);
    await control.stop({ source: 'buckets', why: 'x' }, ann);
    expect([one?.state().stop, other?.state().stop?.why]).toEqual([undefined, 'x']);
  });

  it('names the sources in the refusal of an unknown one', async () => {
    expect(await controlOf(both()).get({ source: 'kyes' }, ann)).toMatchObject({
      refused: [{ code: 'control.source', hint: 'the sources are keys, buckets' }],
    });
  });
});

it('gives what a store says is wrong as a refusal', async () => {
  const diagnostic = { severity: 'error', code: 'daemon.no-stack', message: 'no Stack yet' } as const;
  const controller = {
    ...keys(),
    decide: () => Promise.reject(Object.assign(new Error('no'), { diagnostic })),
  };
  expect(await controlOf([controller]).pause({ why: 'x', forMs: hour }, ann)).toEqual({
    refused: [diagnostic],
  });
});
