import { everything } from '../model/binding.ts';
import { expect, it } from 'vitest';
import { createControl } from '../daemon/control/create.ts';
import { isRefusal, type Caller, type Control } from '../daemon/control/control.ts';
import { conditionsOf } from '../daemon/notify/conditions.ts';
import { hour, minute, second } from '../model/instant.ts';
import { createWorld, type Daemon, type DaemonOptions, type World } from './world.ts';

// What a person asks at a daemon, and what the daemon then does to AWS.

const account = '111122223333';

function manifests(key: string): string {
  return `
apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: shop }
spec:
  uid: 0a1b2c3d4e5f
  accounts:
    - id: '${account}'
      regions: [eu-central-1]
  defaults: { account: '${account}', region: eu-central-1 }
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: app }
spec: ${key}
---
apiVersion: keywright.dev/v1
kind: Alias
metadata: { name: app }
spec: { name: alias/app, target: { ref: Key/app } }
`;
}

const ann: Caller = {
  person: { id: 'person:ann', name: 'ann' },
  bindings: everything,
  signal: new AbortController().signal,
};

interface Scene {
  readonly world: World;
  readonly daemon: Daemon;
  readonly control: Control;
  raw(operation: string, more?: Readonly<Record<string, unknown>>): Record<string, unknown>;
  key(): Record<string, unknown>;
}

/** Starts a daemon, which applies the first commit. */
async function scene(seed: number, options: (world: World) => DaemonOptions = () => ({})): Promise<Scene> {
  const world = createWorld({ seed });
  world.repository.commit(manifests('{ description: one }'));
  const daemon = world.start(options(world));
  await world.advance(10 * minute);
  let ids = 0;
  const control = createControl({
    controllers: [daemon.controller],
    now: () => world.clock.now(),
    newId: () => `d${String((ids += 1))}`,
  });
  const raw: Scene['raw'] = (operation, more = {}) => {
    const principal = `arn:aws:iam::${account}:role/admin`;
    const at = { account, region: 'eu-central-1', principal };
    const answer = world.sandbox.raw({ service: 'kms', operation, ...at, input: more });
    if (answer.is === 'error') throw new Error(answer.message);
    return answer.output;
  };
  const key = (): Record<string, unknown> =>
    raw('DescribeKey', { KeyId: 'alias/app' })['KeyMetadata'] as Record<string, unknown>;
  return { world, daemon, control, raw, key };
}

async function currentPlan(control: Control): Promise<{ readonly id: string; readonly waiting: number }> {
  const answer = await control.plans({}, ann);
  if (isRefusal(answer)) throw new Error(answer.refused[0]?.message);
  const row = answer.items.find(({ current }) => current);
  return { id: row?.id ?? '', waiting: row?.waiting.length ?? 0 };
}

it('writes nothing of a commit while it is paused, and all of it after the end', async () => {
  const { world, control, key } = await scene(1);
  await control.pause({ why: 'migration', forMs: 2 * hour }, ann);
  world.repository.commit(manifests('{ description: two }'));
  await world.advance(hour);
  expect(key()['Description']).toBe('one');

  await world.advance(3 * hour);
  expect(key()['Description']).toBe('two');
  await world.end();
});

it('does what a person approves, once: the same step waits again after it was undone by hand', async () => {
  const { world, control, raw, key } = await scene(2);
  world.repository.commit(manifests('{ description: one, enabled: false }'));
  await world.advance(10 * minute);
  expect(key()['Enabled']).toBe(true);

  const { id, waiting } = await currentPlan(control);
  expect(waiting).toBe(1);
  expect(isRefusal(await control.approve({ plan: id }, ann))).toBe(false);
  await world.advance(10 * minute);
  expect(key()['Enabled']).toBe(false);

  raw('EnableKey', { KeyId: key()['KeyId'] });
  await world.advance(2 * hour);
  expect(key()['Enabled']).toBe(true);
  expect((await currentPlan(control)).waiting).toBe(1);
  await world.end();
});

it('refuses the approval of a plan that a commit has overtaken', async () => {
  const { world, control, key } = await scene(3);
  world.repository.commit(manifests('{ description: one, enabled: false }'));
  await world.advance(10 * minute);
  const { id } = await currentPlan(control);
  world.repository.commit(manifests('{ description: two, enabled: false }'));
  await world.advance(10 * minute);

  expect(await control.approve({ plan: id }, ann)).toMatchObject({ refused: [{ code: 'control.plan' }] });
  expect(key()['Enabled']).toBe(true);
  await world.end();
});

it('plans a rollback, holds the Stack there although newer commits come, and ends it by a sync', async () => {
  const { world, control, key } = await scene(4);
  const before = await control.status({}, ann);
  const first = isRefusal(before) ? undefined : before.items[0]?.daemon?.inForce?.commit?.id;
  world.repository.commit(manifests('{ description: two }'));
  await world.advance(10 * minute);
  expect(key()['Description']).toBe('two');

  const of = { is: 'revision', id: first ?? '' } as const;
  const preview = await control.preview({ of }, ann);
  expect(preview).toMatchObject({ commit: first, sections: [{ address: 'Key/app' }] });
  expect(key()['Description']).toBe('two');

  await control.pin({ commit: first ?? '', why: 'broken', forMs: 12 * hour }, ann);
  world.repository.commit(manifests('{ description: three }'));
  await world.advance(2 * hour);
  expect(key()['Description']).toBe('one');
  expect(await control.status({}, ann)).toMatchObject({
    items: [{ inEffect: { pin: { note: 'broken', by: { name: 'ann' } } } }],
  });

  await control.sync({}, ann);
  await world.advance(10 * minute);
  expect(key()['Description']).toBe('three');
  await world.end();
});

it('writes nothing after an order to stop, in any replica, until it is taken back', async () => {
  const { world, control, key } = await scene(5);
  world.start();
  await control.stop({ why: 'incident' }, ann);
  world.repository.commit(manifests('{ description: two }'));
  await world.advance(3 * hour);
  expect(key()['Description']).toBe('one');

  await control.start({}, ann);
  await world.advance(hour);
  expect(key()['Description']).toBe('two');
  await world.end();
});

it('does not take a look that an order to stop cut short for what AWS shows', async () => {
  const { world, control } = await scene(7);
  await control.stop({ why: 'incident' }, ann);
  await world.advance(minute);

  const answer = await control.get({}, ann);
  const verdicts = isRefusal(answer) ? [] : answer.items.map(({ sync, health }) => `${sync} ${health}`);
  expect(verdicts).toEqual(['InSync Healthy', 'InSync Healthy']);
  await world.end();
});

it('does not revert before its end what is done while the lease is lent', async () => {
  const { world, control, raw, key } = await scene(6);
  await control.yield({ to: 'bob', why: 'by hand', forMs: 3 * hour }, ann);
  raw('UpdateKeyDescription', { KeyId: key()['KeyId'], Description: 'by hand' });
  await world.advance(2 * hour);
  expect(key()['Description']).toBe('by hand');

  await world.advance(4 * hour);
  expect(key()['Description']).toBe('one');
  await world.end();
});

it('starts no step of an older commit once a tighter one is in force, even during a pass', async () => {
  const changed = manifests('{ description: two, rotation: { enabled: true } }');
  const sent: string[] = [];
  const { world, control } = await scene(8, (inWorld) => ({
    network: (aws) => ({
      async send(request) {
        const isChange = ['kms:UpdateKeyDescription', 'kms:EnableKeyRotation'].includes(request.op);
        if (isChange && sent.push(request.op) === 1) {
          inWorld.repository.commit(changed.replace('  defaults:', '  apply: off\n  defaults:'));
          void control.sync({}, ann);
          await inWorld.clock.sleep(5 * second);
        }
        return aws.send(request);
      },
    }),
  }));
  world.repository.commit(changed);
  await world.advance(hour);

  expect(sent).toHaveLength(1);
  expect((await currentPlan(control)).waiting).toBe(1);
  await world.end();
});

it('sends no request after a pause, also in the middle of a step', async () => {
  const made: number[] = [];
  const pausedAt: number[] = [];
  const { world, control } = await scene(9, (inWorld) => ({
    network: (aws) => ({
      send(request) {
        if (request.op === 'kms:CreateKey') made.push(inWorld.clock.now());
        return aws.send(request);
      },
    }),
    journal: (journal) => ({
      ...journal,
      // The last that a creation does before its request: the key of the first commit stands already.
      async open(intent) {
        await journal.open(intent);
        if (made.length !== 1 || pausedAt.push(inWorld.clock.now()) > 1) return;
        await control.pause({ why: 'INC-7', forMs: 30 * minute }, ann);
        await inWorld.clock.sleep(3 * second);
      },
    }),
  }));
  world.repository.commit(`${manifests('{ description: one }')}---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: second }
spec: { description: second }
`);
  await world.advance(hour);

  expect(made).toHaveLength(2);
  expect(made[1]).toBeGreaterThanOrEqual((pausedAt[0] ?? 0) + 30 * minute);
  await world.end();
});

it('tells which commit and author ended the guard of a resource, in status, notifications and record', async () => {
  const { world, control, daemon } = await scene(9);
  const text = manifests('{ description: one }');
  const author = { name: 'Mallory', email: 'mallory@example.com' };
  const id = world.repository.commit(text.slice(0, text.lastIndexOf('---')), 'Tidy up', author);
  await world.advance(hour);

  const answer = await control.status({}, ann);
  const dropped = isRefusal(answer) ? [] : answer.items[0]?.daemon?.dropped;
  expect(dropped).toMatchObject([
    { address: 'Alias/app', commit: { id, author: 'Mallory <mallory@example.com>' } },
  ]);
  const conditions = conditionsOf(daemon.controller.state(), world.clock.now());
  expect(conditions).toMatchObject([{ key: 'orphaned:Alias/app', severity: 'warning' }]);
  expect(world.events).toContainEqual(
    expect.objectContaining({ is: 'revision', id, dropped: ['Alias/app'] }),
  );

  world.repository.commit(text);
  await world.advance(hour);
  const after = await control.status({}, ann);
  expect(isRefusal(after) ? undefined : after.items[0]?.daemon?.dropped).toBeUndefined();
  await world.end();
});
