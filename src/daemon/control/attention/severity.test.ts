import { expect, it } from 'vitest';
import { day, hour } from '../../../model/instant.ts';
import { stepOf } from '../../../model/plan.test-helper.ts';
import type { StatusRecord } from '../../../model/history.ts';
import { conditionsOf } from '../../notify/conditions.ts';
import { worst } from '../../notify/severity.ts';
import type { ControllerState } from '../../controller.ts';
import { noon } from '../../testing/caller.test-helper.ts';
import { fakeController, planWith, recordAt, statusWith } from '../../testing/controller.test-helper.ts';
import { draftsOf } from './draft.ts';

function stateOf(state: Partial<ControllerState>): ControllerState {
  return fakeController('keys', { fullAt: noon, ...state }).state();
}

function degraded(
  reason: NonNullable<StatusRecord['reason']>,
  more: Partial<StatusRecord> = {},
): ControllerState {
  return stateOf({
    status: statusWith(recordAt('Key/a', noon, { health: 'Degraded', reason, why: reason, ...more })),
  });
}

const weakened = stateOf({
  status: statusWith(recordAt('BucketEncryption/a', noon, { sync: 'Drifted' })),
  open: [
    {
      id: 'one',
      address: 'BucketEncryption/a',
      facet: 'encryption',
      changes: [{ path: '/algorithm', before: 'aws:kms', after: 'AES256', label: 'drifted' }],
      label: 'drifted',
      openedAt: noon - hour,
      seenAt: noon,
      declared: '',
    },
  ],
  plan: planWith([
    stepOf('BucketEncryption/a', 'encryption', { undoes: ['no KMS key encrypts new objects'] }),
  ]),
});

// Somebody who is paged for what the page calls a warning, or is not for what it calls a danger, stops to believe both.
it.each<[string, ControllerState, string]>([
  ['a disabled key', degraded('disabled'), 'critical'],
  ['a key without material', degraded('no-key-material'), 'critical'],
  ['an unusable key', degraded('unusable'), 'critical'],
  [
    'a key that is deleted in weeks',
    degraded('pending-deletion', { deletesAt: noon + 20 * day }),
    'critical',
  ],
  ['a key that is deleted in days', degraded('pending-deletion', { deletesAt: noon + day }), 'critical'],
  ['a trail that does not log', degraded('not-recording'), 'critical'],
  ['a trail that does not deliver', degraded('not-delivering'), 'critical'],
  ['a public bucket', degraded('public'), 'critical'],
  ['a downgraded encryption', weakened, 'critical'],
  ['a bucket without versions', degraded('unversioned'), 'warning'],
  ['a stop order', stateOf({ stop: { by: 'ann', why: 'incident', at: noon } }), 'critical'],
  [
    'a resource that cannot be read',
    stateOf({
      status: statusWith(recordAt('Key/a', noon, { sync: 'Unknown', reason: 'unreadable', why: 'denied' })),
    }),
    'warning',
  ],
])('shows and notifies %s with one severity', (_, state, expected) => {
  const [shown] = draftsOf(state, noon);
  expect([shown?.severity, worst(conditionsOf(state, noon).map(({ severity }) => severity))]).toEqual([
    expected,
    expected,
  ]);
});

it('notifies a grave reason that a lesser one stands before', () => {
  const record = recordAt('Trail/a', noon, { health: 'Degraded', reason: 'access-opened', why: 'opened' });
  const read = { at: noon, health: 'Degraded', waiting: [] } as const;
  const parts = {
    fast: { ...read, sync: 'Drifted', reason: 'access-opened', why: 'opened' },
    rest: { ...read, sync: 'InSync', reason: 'not-delivering', why: 'it cannot deliver' },
  } as const;
  const state = stateOf({ status: statusWith({ ...record, parts }) });
  expect(conditionsOf(state, noon).map(({ severity, text }) => [severity, text])).toEqual([
    ['critical', 'it cannot deliver'],
  ]);
});
