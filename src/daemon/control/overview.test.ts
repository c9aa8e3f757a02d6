import { expect, it } from 'vitest';
import { day, hour, minute } from '../../model/instant.ts';
import { planIdOf } from '../../model/plan-id.ts';
import { stepOf } from '../../model/plan.test-helper.ts';
import { overviewBodySchema } from '../../report/formats/api/overview.ts';
import { callerOf, controlOf, noon } from '../testing/caller.test-helper.ts';
import { fakeController, planWith, recordAt, statusWith } from '../testing/controller.test-helper.ts';

const ann = callerOf('ann');

const waits = {
  is: 'approval',
  classes: ['widen'],
  reason: 'waits-for-approval',
  why: 'gives access',
} as const;

it('shows a source in figures', async () => {
  const plan = planWith([stepOf('Key/a', 'policy', { gate: waits }), stepOf('Key/b', 'tags')]);
  const keys = fakeController('keys', {
    fullAt: noon - 10 * minute,
    plan,
    status: statusWith(
      recordAt('Key/a', noon, { sync: 'Drifted' }),
      recordAt('Key/b', noon),
      recordAt('Trail/t', noon, { health: 'Degraded', reason: 'not-recording', why: 'stopped' }),
      recordAt('Key/c', noon, { sync: 'Unknown', reason: 'unreadable', why: 'denied' }),
    ),
    open: [
      {
        id: 'e',
        address: 'Key/a',
        facet: 'policy',
        changes: [{ path: '/policy/Statement/Evil', before: {}, label: 'drifted' }],
        label: 'drifted',
        openedAt: noon - hour,
        seenAt: noon,
        declared: '',
      },
    ],
  });
  const answer = await controlOf([keys], { calls: () => ({ calls: 42, throttled: 1 }) }).overview({}, ann);

  expect(overviewBodySchema.safeParse(answer).error).toBeUndefined();
  expect(answer).toMatchObject({
    version: '1.0.0',
    items: [
      {
        source: 'keys',
        counts: { resources: 4, inSync: 2, drifted: 1, unknown: 1, degraded: 1 },
        attention: { critical: 1, warning: 2 },
        waitingSteps: 1,
        planId: planIdOf(plan),
        oldestDrift: {
          address: 'Key/a',
          since: '2026-11-02T11:00:00.000Z',
          text: 'Key/a was changed outside Git: policy.Statement.Evil',
        },
        look: { fullAt: '2026-11-02T11:50:00.000Z', stale: false, resources: 4, read: 3, regions: 1 },
        calls: { lastHour: 42, throttledLastHour: 1 },
        daemon: { leadership: { is: 'leader' } },
      },
    ],
  });
});

it('reports a stale source when the last full look is older than two intervals', async () => {
  const keys = fakeController('keys', { fullAt: noon - 3 * day });
  expect(await controlOf([keys]).overview({}, ann)).toMatchObject({ items: [{ look: { stale: true } }] });
});
