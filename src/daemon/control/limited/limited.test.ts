import { describe, expect, it } from 'vitest';
import { readOnly, type Binding } from '../../../model/binding.ts';
import { noDecisions } from '../../../model/decisions.ts';
import type { Event } from '../../../model/history.ts';
import { hour } from '../../../model/instant.ts';
import { planIdOf } from '../../../model/plan-id.ts';
import { stepOf } from '../../../model/plan.test-helper.ts';
import type { Stack } from '../../../model/resource.ts';
import { callerOf, controlOf, noon } from '../../testing/caller.test-helper.ts';
import { fakeController, planWith, recordAt, statusWith } from '../../testing/controller.test-helper.ts';
import { isRefusal } from '../control.ts';
import { limited } from './limited.ts';
import { sightOf } from './sight.ts';

const keys: readonly Binding[] = [{ role: 'viewer', kinds: ['Key'] }];
const waits = {
  is: 'approval',
  classes: ['widen'],
  reason: 'waits-for-approval',
  why: 'gives access',
} as const;

/** Makes the settings of a Stack of this name, which is all that bindings ask of it. */
function stackNamed(name: string): Stack {
  return {
    settings: { name, uid: name, accounts: [] },
    resources: new Map(),
    diagnostics: [],
  } as unknown as Stack;
}

function shop(): ReturnType<typeof fakeController> {
  const plan = planWith([
    stepOf('Key/a', 'policy', {
      gate: waits,
      risks: [{ class: 'widen', message: 'gives access' }],
      after: ['Trail/t#create'],
      desired: 'd',
      observed: 'o',
    }),
    stepOf('Trail/t', 'create', { gate: { ...waits, classes: ['delete'] } }),
  ]);
  return fakeController('keys', {
    plan,
    stack: stackNamed('shop'),
    status: statusWith(
      recordAt('Key/a', noon, { labels: { team: 'x' }, why: 'waits for Trail/t and Key/a' }),
      recordAt('Trail/t', noon, { labels: { team: 'y' } }),
    ),
  });
}

describe('the sight of a limited caller', () => {
  it('holds the resources that their bindings cover, and names no other', async () => {
    const answer = await controlOf([shop()]).status({}, callerOf('bob', { bindings: keys }));
    expect(answer).toMatchObject({
      items: [
        {
          counts: { resources: 1 },
          resources: [{ address: 'Key/a', why: 'waits for another resource and Key/a' }],
        },
      ],
    });
    expect(JSON.stringify(answer)).not.toContain('Trail/t');
  });

  it.each<{ who: string; bindings: readonly Binding[]; sees: readonly string[] }>([
    { who: 'nobody', bindings: [], sees: [] },
    { who: 'a planner', bindings: [{ role: 'planner' }], sees: [] },
    { who: 'a viewer', bindings: readOnly, sees: ['Key/a', 'Trail/t'] },
    {
      who: 'a viewer of the Stack',
      bindings: [{ role: 'viewer', stacks: ['shop'] }],
      sees: ['Key/a', 'Trail/t'],
    },
    { who: 'a viewer of the source by its name', bindings: [{ role: 'viewer', stacks: ['keys'] }], sees: [] },
    { who: 'a viewer of a label', bindings: [{ role: 'viewer', labels: { team: 'y' } }], sees: ['Trail/t'] },
    { who: 'a viewer of another account', bindings: [{ role: 'viewer', accounts: ['9'] }], sees: [] },
    { who: 'an operator of a kind', bindings: [{ role: 'operator', kinds: ['Trail'] }], sees: ['Trail/t'] },
  ])('is $sees for $who', ({ bindings, sees }) => {
    expect([...(limited(shop(), bindings)?.state().status.keys() ?? [])]).toEqual(sees);
  });

  it('is the controller itself for a reader of the whole Stack', () => {
    const controller = shop();
    expect(limited(controller, readOnly)).toBe(controller);
  });

  it('is made once for each state', () => {
    const controller = shop();
    const seen = limited(controller, keys);
    expect(limited(controller, [...keys])?.state()).toBe(seen?.state());
    controller.set({ needsBaseline: true });
    expect(seen?.state().needsBaseline).toBe(true);
  });

  it('counts a resource by its accepted labels too while a commit changes them', () => {
    const resource = {
      address: 'Key/z',
      kind: 'Key',
      place: { account: '1', region: 'r' },
      guardLabels: { team: 'x' },
    };
    const stack = {
      ...stackNamed('shop'),
      resources: new Map([['Key/z', { ...resource, metadata: { labels: { team: 'y' } } }]]),
    } as unknown as Stack;
    const state = { ...shop().state(), stack };
    expect(sightOf([{ role: 'viewer', labels: { team: 'y' } }], state).sees('Key/z')).toBe(false);
  });
});

it.each<{ given: string; says: string }>([
  { given: 'waits for Trail/t.', says: 'waits for another resource.' },
  { given: 'needs ${Trail/t.arn}', says: 'needs ${another resource}' },
  { given: 'after Trail/t#create:contract', says: 'after another resource' },
  { given: '${Key/a.arn} of Key/a', says: '${Key/a.arn} of Key/a' },
  { given: 'arn:aws:iam::1:role/Trail/t stays', says: 'arn:aws:iam::1:role/Trail/t stays' },
  { given: 'Read/write access', says: 'Read/write access' },
])('says $says where a text says $given', ({ given, says }) => {
  expect(sightOf(keys, shop().state()).text(given)).toBe(says);
});

describe('a source of which nothing may be read', () => {
  const control = controlOf([shop(), fakeController('secret', { stack: stackNamed('secret') })]);
  const bob = callerOf('bob', { bindings: [{ role: 'operator', stacks: ['shop'] }] });

  it('is refused as one that does not exist', async () => {
    const told = async (source: string): Promise<string> =>
      JSON.stringify(await control.plan({ source }, bob)).replaceAll(source, 'NAME');
    expect(await told('secret')).toBe(await told('nowhere'));
    expect(await told('secret')).not.toContain('secret');
  });

  it('does not have to be told apart from another one', async () => {
    expect(await control.plan({}, bob)).toMatchObject({ stack: 'shop' });
  });

  it('refuses a pause of an unseen resource as one of a resource that does not exist', async () => {
    const carl = callerOf('carl', { bindings: [{ role: 'operator', kinds: ['Key'] }] });
    const told = async (name: string): Promise<string> =>
      JSON.stringify(
        await control.pause({ source: 'keys', addresses: [`Trail/${name}`], why: 'x', forMs: hour }, carl),
      ).replaceAll(`Trail/${name}`, 'NAME');
    expect(await told('t')).toBe(await told('u'));
  });
});

describe('decisions of a limited caller', () => {
  const operator = callerOf('bob', { bindings: [{ role: 'operator', kinds: ['Key'] }] });
  const approver = callerOf('amy', { bindings: [{ role: 'approver', kinds: ['Key'], classes: ['widen'] }] });
  const bounded = { why: 'x', forMs: hour };

  it('binds the plan that there is when they approve by the plan that they see', async () => {
    const controller = shop();
    const { plan: seen } = limited(controller, approver.bindings)?.state() ?? {};
    const { plan } = controller.state();
    if (seen === undefined || plan === undefined) throw new Error('no plan');
    expect(planIdOf(seen)).not.toBe(planIdOf(plan));

    const answer = await controlOf([controller]).approve({ plan: planIdOf(seen) }, approver);
    expect(isRefusal(answer)).toBe(false);
    expect(controller.state().decisions.approvals).toMatchObject([
      { of: { step: 'Key/a#policy', plan: planIdOf(plan), desired: 'd' } },
    ]);
  });

  it('shows others no plan by the name that a limited approver has for it', async () => {
    const controller = shop();
    const { plan: seen } = limited(controller, approver.bindings)?.state() ?? {};
    const { plan } = controller.state();
    if (seen === undefined || plan === undefined) throw new Error('no plan');
    const answer = await controlOf([controller]).approve({ plan: planIdOf(seen) }, approver);
    expect(JSON.stringify(answer)).not.toContain(planIdOf(plan));
    expect(controller.notes).toMatchObject([
      { plan: planIdOf(plan), text: expect.stringContaining(`of plan ${planIdOf(plan)} until`) as string },
    ]);
  });

  it.each([
    { why: 'another class', classes: ['delete'] },
    { why: 'no class', classes: [] },
  ] as const)('refuses an approver of $why', async ({ classes }) => {
    const controller = shop();
    const amy = callerOf('amy', { bindings: [...readOnly, { role: 'approver', classes }] });
    const { plan } = controller.state();
    if (plan === undefined) throw new Error('no plan');
    const answer = await controlOf([controller]).approve({ plan: planIdOf(plan), steps: ['Key/a'] }, amy);
    expect(answer).toMatchObject({ refused: [{ code: 'control.forbidden' }] });
    expect(controller.notes).toEqual([]);
  });

  it('carries out what covers only their resources', async () => {
    const controller = shop();
    const control = controlOf([controller]);
    expect(await control.pause({ addresses: ['Key/a'], ...bounded }, operator)).toMatchObject({
      inEffect: { pauses: [{ addresses: ['Key/a'] }] },
    });
    expect(await control.sync({ addresses: ['Key/a'] }, operator)).toHaveProperty('decided');
    expect(controller.requests).toEqual([['Key/a']]);
  });

  it('refuses what is about the whole Stack, with what to do instead', async () => {
    const controller = shop();
    const control = controlOf([controller]);
    const answers = [
      await control.sync({}, operator),
      await control.pause(bounded, operator),
      await control.silence(bounded, operator),
      await control.silence({ labels: { team: 'x' }, ...bounded }, operator),
      await control.freeze(bounded, operator),
      await control.stop({ why: 'x' }, operator),
      await control.pin({ commit: 'a'.repeat(40), ...bounded }, approver),
      await control['accept-baseline']({}, approver),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ refused: [{ code: 'control.forbidden' }] });
    expect(answers[0]).toMatchObject({ refused: [{ hint: 'name the resources: reconcile sync Kind/name' }] });
    expect(controller.notes).toEqual([]);
    expect(controller.requests).toEqual([]);
  });

  it('ends no silence that covers more than their own', async () => {
    const controller = shop();
    const silence = { id: 's', by: operator.person, at: noon, ...bounded, until: noon + hour };
    const both = { ...silence, addresses: ['Key/a', 'Trail/t'] as const };
    controller.set({ decisions: { ...noDecisions, silences: [both] } });
    const answer = await controlOf([controller]).unsilence({ id: 's' }, operator);
    expect(answer).toMatchObject({ refused: [{ code: 'control.forbidden' }] });
    expect(JSON.stringify(answer)).not.toContain('Trail/t');
  });

  it('silences the resources with a label to which they are bound', async () => {
    const team = callerOf('tom', { bindings: [{ role: 'operator', labels: { team: 'x' } }] });
    const answer = await controlOf([shop()]).silence({ labels: { team: 'x' }, ...bounded }, team);
    expect(answer).toMatchObject({ inEffect: { silences: [{ labels: { team: 'x' } }] } });
  });
});

describe('the history of a limited caller', () => {
  const event = (seq: number, more: Partial<Event>): Event => ({
    chain: 'c',
    seq,
    at: noon,
    is: 'decided',
    subject: 'person:ann',
    text: 'x',
    previous: '',
    hash: '',
    ...more,
  });

  async function seen(events: readonly Event[], limit = 3): Promise<readonly string[]> {
    const { history, ...rest } = shop();
    const all = events.toReversed();
    const controller = {
      ...rest,
      history: {
        ...history,
        events: async (_: object, { limit: most, before = 'Infinity' }: { limit: number; before?: string }) =>
          all.filter(({ seq }) => seq < Number(before)).slice(0, most),
      },
    };
    const found = await limited(controller, keys)?.history.events({}, { limit });
    return found?.map(({ text }) => text) ?? [];
  }

  it('fills a page past the lines of others', async () => {
    const events = Array.from({ length: 2000 }, (_, seq) =>
      event(seq + 1, { address: seq % 700 === 0 ? 'Key/a' : 'Trail/t', text: String(seq) }),
    );
    expect(await seen(events)).toEqual(['1400', '700', '0']);
  });

  it.each<{ why: string; event: Partial<Event>; says: readonly string[] }>([
    {
      why: 'a pause of others',
      event: { text: 'pauses Trail/t', detail: { addresses: ['Trail/t'] } },
      says: [],
    },
    {
      why: 'a decision on others, of before it kept its addresses',
      event: { text: 'pauses Trail/t' },
      says: [],
    },
    {
      why: 'an approval of several steps',
      event: {
        text: 'approves Key/a#policy, Trail/t#create of plan 0123456789ab until later',
        plan: '0123456789ab',
        detail: { steps: ['Key/a#policy', 'Trail/t#create'] },
      },
      says: ['approves Key/a#policy'],
    },
    {
      why: 'an approval by the name that its limited approver had for the plan',
      event: {
        text: 'approves Key/a#policy of plan ba9876543210 until later',
        plan: '0123456789ab',
        detail: { steps: ['Key/a#policy'] },
      },
      says: ['approves Key/a#policy until later'],
    },
    { why: 'a freeze', event: { text: 'freezes the Stack' }, says: ['freezes the Stack'] },
    {
      why: 'a commit',
      event: { is: 'revision', text: 'in-force: move Trail/t' },
      says: ['in-force: move another resource'],
    },
  ])('gives of $why: $says', async ({ event: more, says }) => {
    expect(await seen([event(1, more)])).toEqual(says);
  });

  it('names an earlier plan by what is left of it', async () => {
    const controller = shop();
    const { plan } = controller.state();
    if (plan === undefined) throw new Error('no plan');
    const mine = planWith([stepOf('Key/a', 'tags')]);
    await controller.history.save({
      plan: { id: 'old', at: 1, plan: { ...mine, steps: [...mine.steps, ...plan.steps.slice(1)] } },
    });
    await controller.history.save({ plan: { id: 'others', at: 2, plan: planWith(plan.steps.slice(1)) } });
    const history = limited(controller, keys)?.history;
    const [found, ...rest] = (await history?.plans({ limit: 9 })) ?? [];
    expect(rest).toEqual([]);
    expect(found?.id).toBe(planIdOf(mine));
    expect(await history?.plan('old')).toBeUndefined();
    expect((await history?.plan(found?.id ?? ''))?.plan.steps.map(({ id }) => id)).toEqual(['Key/a#tags']);
  });
});
