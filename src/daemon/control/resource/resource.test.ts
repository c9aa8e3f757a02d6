import { describe, expect, it } from 'vitest';
import type { Change } from '../../../model/change.ts';
import { hour } from '../../../model/instant.ts';
import { planIdOf } from '../../../model/plan-id.ts';
import { resourcePlanOf, stepOf } from '../../../model/plan.test-helper.ts';
import { resourceBodySchema } from '../../../report/formats/api/resource.ts';
import { callerOf, controlOf, noon } from '../../testing/caller.test-helper.ts';
import { fakeController, planWith, recordAt, statusWith } from '../../testing/controller.test-helper.ts';
import { isRefusal } from '../control.ts';
import { policiesOf } from './policies.ts';

const ann = callerOf('ann');

const evil = {
  Sid: 'Evil',
  Effect: 'Allow',
  Principal: { AWS: ['arn:aws:iam::999988887777:root'] },
  Action: ['kms:*'],
};
const admin = {
  Sid: 'Admin',
  Effect: 'Allow',
  Principal: { AWS: ['arn:aws:iam::111122223333:role/admin'] },
  Action: ['kms:Describe*'],
};

const change: Change = { path: '/policy/Statement/Evil', before: evil, label: 'drifted', half: 'contract' };

function keys(): ReturnType<typeof fakeController> {
  const step = stepOf('Key/a', 'policy', { half: 'contract', changes: [change] });
  const plan = planWith([step], {
    resources: [
      resourcePlanOf('Key/a', { sync: 'Drifted', changes: [change], steps: [step.id] }),
      resourcePlanOf('Key/b'),
    ],
  });
  return fakeController('keys', {
    fullAt: noon,
    plan,
    status: statusWith(
      recordAt('Key/a', noon, { sync: 'Drifted', labels: { team: 'x' } }),
      recordAt('Key/b', noon),
    ),
    open: [
      {
        id: 'e1',
        address: 'Key/a',
        facet: 'policy',
        changes: [change],
        label: 'drifted',
        openedAt: noon - hour,
        seenAt: noon,
        declared: '',
      },
    ],
  });
}

describe('resource', () => {
  it('shows verdict, differences, findings and the section of the plan', async () => {
    const controller = keys();
    const { plan } = controller.state();
    const answer = await controlOf([controller]).resource({ address: 'Key/a' }, ann);

    expect(isRefusal(answer)).toBe(false);
    expect(resourceBodySchema.safeParse(answer).error).toBeUndefined();
    expect(answer).toMatchObject({
      row: { address: 'Key/a', sync: 'Drifted', since: '2026-11-02T11:00:00.000Z' },
      labels: { team: 'x' },
      ids: { keyId: 'id-of-Key/a' },
      findings: [{ key: 'resource:Key/a', severity: 'critical' }],
      differences: [{ path: '/policy/Statement/Evil' }],
      policies: [
        {
          path: '/policy',
          statements: [{ sid: 'Evil', symbol: '-', says: 'allows kms:* to account 999988887777' }],
        },
      ],
      section: { address: 'Key/a', steps: [{ id: 'Key/a#policy' }] },
      planId: plan === undefined ? '' : planIdOf(plan),
      episodes: [],
      events: [],
      applied: [],
    });
  });

  it('has no section for a resource in sync', async () => {
    const answer = await controlOf([keys()]).resource({ address: 'Key/b' }, ann);
    expect(answer).toMatchObject({ row: { sync: 'InSync' }, findings: [], differences: [], policies: [] });
    expect(answer).not.toHaveProperty('section');
  });

  it('finds the source that has the resource, and refuses one that none has', async () => {
    const control = controlOf([fakeController('other'), keys()]);
    expect(await control.resource({ address: 'Key/a' }, ann)).toMatchObject({ row: { source: 'keys' } });
    expect(await control.resource({ address: 'Key/x' }, ann)).toMatchObject({
      refused: [{ code: 'cli.address' }],
    });
  });
});

describe('policiesOf', () => {
  it.each<{ why: string; changes: readonly Change[]; says: readonly string[] }>([
    { why: 'a statement that AWS has besides', changes: [change], says: ['- Evil', '  Admin'] },
    {
      why: 'a statement that AWS lacks',
      changes: [{ path: '/policy/Statement/Admin', after: admin }],
      says: ['+ Admin'],
    },
    {
      why: 'a statement that differs',
      changes: [{ path: '/policy/Statement/Admin', before: { ...admin, Action: ['kms:*'] }, after: admin }],
      says: ['~ Admin'],
    },
    {
      why: 'a change inside of a statement',
      changes: [{ path: '/policy/Statement/Admin/Action', before: ['kms:*'], after: ['kms:Describe*'] }],
      says: ['~ Admin'],
    },
    {
      why: 'nothing for other fields',
      changes: [{ path: '/enabled', before: false, after: true }],
      says: [],
    },
  ])('shows $why', ({ changes, says }) => {
    const policies = policiesOf(changes, { policy: { Statement: [admin] } });
    expect(
      policies.flatMap(({ statements }) => statements.map(({ symbol, sid = '' }) => `${symbol} ${sid}`)),
    ).toEqual(says);
  });
});
