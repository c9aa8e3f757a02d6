import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../model/instant.ts';
import { planIdOf } from '../../model/plan-id.ts';
import { stepOf } from '../../model/plan.test-helper.ts';
import { createVolatileHistory } from '../../store/memory/history.ts';
import { fakeController, planWith, recordAt, statusWith } from '../testing/controller.test-helper.ts';
import { callerOf, controlOf, noon } from '../testing/caller.test-helper.ts';

const ann = callerOf('ann');

describe('status', () => {
  it('says how old each verdict is, and takes it from the record, not from the older plan', async () => {
    const controller = fakeController('keys', {
      plan: planWith([stepOf('Key/a', 'tags')]),
      status: statusWith(
        recordAt('Key/a', noon - 5 * minute, {
          sync: 'Drifted',
          health: 'Degraded',
          why: 'the key is disabled',
        }),
        recordAt('Key/b', noon - 3 * hour, { sync: 'Unknown', reason: 'stale' }),
      ),
      open: [
        {
          id: 'e',
          address: 'Key/a',
          facet: 'enabled',
          changes: [],
          label: 'drifted',
          openedAt: noon - hour,
          seenAt: noon,
          declared: '',
        },
      ],
    });
    expect(await controlOf([controller]).status({}, ann)).toMatchObject({
      items: [
        {
          counts: { resources: 2, inSync: 0, drifted: 1, unknown: 1 },
          resources: [
            {
              address: 'Key/a',
              sync: 'Drifted',
              health: 'Degraded',
              ageMs: 5 * minute,
              driftSeenAt: new Date(noon - hour).toISOString(),
            },
            { address: 'Key/b', sync: 'Unknown', reason: 'stale', ageMs: 3 * hour },
          ],
        },
      ],
    });
  });

  it('answers before the first revision, with what is known from the last process', async () => {
    const controller = fakeController('keys', {
      status: statusWith(recordAt('Key/a', noon)),
      unready: ['no revision has been read yet'],
    });
    expect(await controlOf([controller]).status({}, ann)).toMatchObject({
      items: [
        {
          stack: 'keys',
          resources: [{ address: 'Key/a' }],
          daemon: { ready: false, unready: ['no revision has been read yet'] },
        },
      ],
    });
  });

  it('leaves out what ended', async () => {
    const past = { id: 'p', by: ann.person, at: 0, why: 'x', until: noon };
    const controller = fakeController('keys');
    controller.set({ decisions: { ...controller.state().decisions, pauses: [past], freeze: past } });
    const answer = await controlOf([controller]).status({}, ann);

    expect(answer).toMatchObject({ items: [{ stack: 'keys' }] });
    expect(JSON.stringify(answer)).not.toContain('inEffect');
  });
});

describe('get', () => {
  const controller = fakeController('keys', {
    status: statusWith(
      recordAt('Alias/a', noon),
      recordAt('Key/a', noon, { labels: { team: 'x', tier: '1' } }),
      recordAt('Key/b', noon, { labels: { team: 'y' } }),
      recordAt('BucketPolicy/a', noon),
    ),
  });

  it.each<{ why: string; request: object; found: readonly string[] }>([
    { why: 'everything', request: {}, found: ['Alias/a', 'Key/a', 'Key/b', 'BucketPolicy/a'] },
    { why: 'a kind in any case', request: { kinds: ['KEY'] }, found: ['Key/a', 'Key/b'] },
    {
      why: 'kinds in the plural',
      request: { kinds: ['aliases', 'bucketpolicies'] },
      found: ['Alias/a', 'BucketPolicy/a'],
    },
    { why: 'an address', request: { addresses: ['Key/b'] }, found: ['Key/b'] },
    { why: 'labels, all of them', request: { labels: { team: 'x', tier: '1' } }, found: ['Key/a'] },
    { why: 'a kind with a label', request: { kinds: ['key'], labels: { team: 'y' } }, found: ['Key/b'] },
  ])('gives $why', async ({ request, found }) => {
    const answer = await controlOf([controller]).get(request, ann);
    expect('items' in answer && answer.items.map(({ address }) => address)).toEqual(found);
  });
});

it('gives details only where they are asked for', async () => {
  const control = controlOf([fakeController('keys', { status: statusWith(recordAt('Key/a', noon)) })]);
  expect(await control.get({}, ann)).not.toHaveProperty('items.0.details');
  expect(await control.get({ details: true }, ann)).toHaveProperty('items.0.details.references', []);
});

describe('plans', () => {
  const plan = planWith([stepOf('Key/a', 'tags')], { at: noon });
  const id = planIdOf(plan);

  it('lists the current plan and those of history, each once', async () => {
    const history = createVolatileHistory();
    const earlier = planWith([stepOf('Key/a', 'policy')], { at: noon - hour });
    await history.save({ plan: { id: 'old', at: noon - hour, plan: earlier } });
    await history.save({
      plan: { id, at: noon, plan, outcomes: new Map([['Key/a#tags', { is: 'blocked', gate: waiting }]]) },
    });
    const controller = fakeController('keys', { plan }, { history });

    expect(await controlOf([controller]).plans({}, ann)).toMatchObject({
      items: [
        { id, current: true, steps: 1, done: 0 },
        { id: 'old', current: false, steps: 1 },
      ],
    });
  });

  it('is the current one without a name, with the name by which it is approved', async () => {
    const control = controlOf([fakeController('keys', { plan })]);
    expect(await control.plan({}, ann)).toMatchObject({ id, stack: 'shop' });
    expect(await control.plan({ id: 'ffffffffffff' }, ann)).toMatchObject({
      refused: [{ code: 'control.missing' }],
    });
  });
});

const waiting = {
  is: 'approval',
  classes: ['widen'],
  reason: 'waits-for-approval',
  why: 'gives access',
} as const;

it('gives what happened to one resource, the latest first', async () => {
  const history = createVolatileHistory();
  await history.save({
    episodes: [
      {
        id: 'e1',
        address: 'Key/a',
        facet: 'policy',
        changes: [{ path: '/policy', before: 1, after: 2, label: 'drifted' }],
        label: 'drifted',
        openedAt: noon - hour,
        seenAt: noon,
        declared: 'x',
        closed: { at: noon, how: 'repaired' },
      },
    ],
    applied: [
      { address: 'Key/a', facet: 'policy', at: noon - hour, spec: [{ path: '/policy', value: 1 }] },
      { address: 'Key/a', facet: 'policy', at: noon, spec: [{ path: '/policy', value: 2 }] },
    ],
  });
  const controller = fakeController('keys', {}, { history });

  expect(await controlOf([controller]).history({ address: 'Key/a' }, ann)).toMatchObject({
    address: 'Key/a',
    episodes: [{ facet: 'policy', closedHow: 'repaired', openedAt: '2026-11-02T11:00:00.000Z' }],
    applied: [{ number: 2 }, { number: 1 }],
  });
});
