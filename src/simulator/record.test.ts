import { expect, it } from 'vitest';
import { lineOf } from '../daemon/record/chain.ts';
import { verifyRecord } from '../daemon/record/verify.ts';
import { minute } from '../model/instant.ts';
import { createWorld } from './world.ts';

const account = '111122223333';

function manifests(description: string): string {
  return `
apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: shop }
spec:
  uid: 0a1b2c3d4e5f
  accounts: [{ id: '${account}', regions: [eu-central-1] }]
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: app }
spec: { description: ${description} }
`;
}

const all = { limit: 1_000 };

it('keeps what each commit declared, and plans an earlier document again', async () => {
  const world = createWorld({ seed: 1 });
  world.repository.commit(manifests('one'));
  const { controller, history } = world.start();
  await world.advance(10 * minute);
  world.repository.commit(manifests('two'));
  await world.advance(10 * minute);
  const documents = await history.applied('Key/app', all);
  expect(documents).toMatchObject([
    { number: 2, facet: 'description', spec: [{ path: '/description', value: 'two' }] },
    { number: 1, facet: 'description', spec: [{ path: '/description', value: 'one' }] },
  ]);
  expect(documents[0]?.commit).not.toBe(documents[1]?.commit);
  const { signal } = new AbortController();
  const plan = controller.preview({ is: 'restore', address: 'Key/app', number: 1 }, signal);
  await world.advance(minute);
  expect(await plan).toMatchObject({
    steps: [{ id: 'Key/app#description', changes: [{ before: 'two', after: 'one' }] }],
  });
  const missing = await controller.preview({ is: 'restore', address: 'Key/app', number: 9 }, signal);
  expect(missing).toMatchObject({
    refused: [{ hint: expect.stringContaining('reconcile history Key/app') as string }],
  });
  await world.end();
});

it('keeps one record over a restart, with the plan and the commit of each write', async () => {
  const world = createWorld({ seed: 2 });
  world.repository.commit(manifests('one'));
  const first = world.start();
  await world.advance(10 * minute);
  await first.stop();
  world.repository.commit(manifests('two'));
  const second = world.start({ disk: first.disk, history: first.history });
  await world.advance(10 * minute);
  await second.stop();
  await world.end();
  const events = (await second.history.events({}, all)).toReversed();
  expect(verifyRecord(events.map(lineOf))).toMatchObject({ is: 'whole', chains: [{ first: 1 }] });
  const wrote = events.filter(({ is }) => is === 'wrote');
  expect(wrote.map(({ text }) => text.split(' ')[0])).toEqual(['kms:CreateKey', 'kms:UpdateKeyDescription']);
  expect(new Set(wrote.map(({ commit }) => commit)).size).toBe(2);
  for (const { plan } of wrote) {
    const kept = await second.history.plan(plan ?? '');
    expect(kept?.plan.steps).toHaveLength(1);
  }
  expect(events.filter(({ is }) => is === 'stopped')).toHaveLength(2);
});

it('changes no decision that cannot be recorded (rule 15)', async () => {
  const world = createWorld({ seed: 3 });
  world.repository.commit(manifests('one'));
  const { controller, history } = world.start();
  await world.advance(10 * minute);
  const { decisions } = controller.state();
  history.append = () => Promise.reject(new Error('ENOSPC'));
  const pause = { id: 'p', by: { id: 'uid:1', name: 'ada' }, at: 0, why: 'x', until: 1 };
  const decided = controller.decide((before) => ({ ...before, pauses: [pause] }), {
    subject: 'uid:1',
    text: 'paused',
  });
  await expect(decided).rejects.toThrow('ENOSPC');
  await expect(
    controller.orderStop({ by: 'uid:1', why: 'x', at: 0 }, { subject: 'uid:1', text: 'stop' }),
  ).rejects.toThrow('ENOSPC');
  expect(controller.state().decisions).toEqual(decisions);
  expect(controller.state().stop).toBeUndefined();
  await world.end();
});
