import { afterEach, describe, expect, it } from 'vitest';
import { isRefusal } from '../daemon/control/control.ts';
import type { DaemonEvent } from '../daemon/events.ts';
import { hour, minute, second } from '../model/instant.ts';
import { planIdOf } from '../model/plan-id.ts';
import { behind, raw } from './behind.ts';
import { controlOf, personCalled } from './control.test-helper.ts';
import { openPolicy, stackText } from './estate.ts';
import { createWorld, type Daemon, type DaemonOptions, type World, type WorldOptions } from './world.ts';

const fast = 10 * minute;
const alias = 'alias/app-0';
const worlds: World[] = [];

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.end()));
});

/** Creates a world in which one daemon enforces three keys, all in sync. */
async function enforced(
  options: Partial<WorldOptions> = {},
  own: DaemonOptions = {},
): Promise<{ readonly world: World; readonly daemon: Daemon }> {
  const world = createWorld({ seed: 1, ...options });
  worlds.push(world);
  world.repository.commit(stackText({ keys: 3, version: 0 }));
  const daemon = world.start(own);
  await world.advance(15 * minute);
  return { world, daemon };
}

function keyOf(world: World): Readonly<Record<string, unknown>> {
  const found = raw(world, 'kms', 'DescribeKey', { KeyId: alias })?.['KeyMetadata'];
  return found as Readonly<Record<string, unknown>>;
}

function policyOf(world: World): string {
  const { KeyId } = keyOf(world);
  return String(raw(world, 'kms', 'GetKeyPolicy', { KeyId, PolicyName: 'default' })?.['Policy']);
}

function putPolicy(world: World, Policy: string): void {
  behind(world, 'PutKeyPolicy', alias, { PolicyName: 'default', Policy });
}

const caller = personCalled('ada');

/** Writes to AWS since an instant, by operation. */
function writesSince({ events }: World, since: number): readonly string[] {
  return events
    .filter((event): event is Extract<DaemonEvent, { is: 'request' }> => event.is === 'request')
    .filter(({ at, request }) => at >= since && request.access === 'write')
    .map(({ request }) => request.op);
}

describe('an incident', () => {
  it('leaves a key disabled that somebody disabled, and shows it within a fast interval', async () => {
    const { world, daemon } = await enforced();
    behind(world, 'DisableKey', alias, {});
    await world.advance(fast + minute);
    expect(daemon.controller.state().status.get('Key/app-0')).toMatchObject({
      health: 'Degraded',
      reason: 'disabled',
    });
    await world.advance(3 * hour);
    expect(keyOf(world)).toMatchObject({ KeyState: 'Disabled' });
  });

  it('removes a hostile statement within a fast interval and a minute, each time for two hours', async () => {
    const { world } = await enforced();
    let opened = world.clock.now();
    for (let at = 0; at < 120; at += 1) {
      if (!policyOf(world).includes('stranger')) {
        putPolicy(world, openPolicy);
        opened = world.clock.now();
      }
      await world.advance(minute);
      const open = policyOf(world).includes('stranger') ? world.clock.now() - opened : 0;
      expect(open, world.log.slice(-20).join('\n')).toBeLessThanOrEqual(fast + minute);
    }
  });

  it('cancels a deletion that somebody scheduled, and leaves the key disabled', async () => {
    const { world, daemon } = await enforced();
    behind(world, 'ScheduleKeyDeletion', alias, { PendingWindowInDays: 7 });
    await world.advance(fast + minute);
    expect(keyOf(world)).toMatchObject({ KeyState: 'Disabled' });
    await world.advance(2 * hour);
    expect(keyOf(world)).toMatchObject({ KeyState: 'Disabled' });
    expect(daemon.controller.state().status.get('Key/app-0')?.health).toBe('Degraded');
  });

  it('removes hostile access under a hold, and writes nothing else', async () => {
    const { world } = await enforced();
    behind(world, 'TagResource', alias, { Tags: [{ TagKey: 'keywright:hold', TagValue: 'INC-7' }] });
    behind(world, 'UpdateKeyDescription', alias, { Description: 'evidence' });
    putPolicy(world, openPolicy);
    await world.advance(2 * hour);
    expect(policyOf(world)).not.toContain('stranger');
    expect(keyOf(world)).toMatchObject({ Description: 'evidence' });
  });

  it('writes nothing while it is paused, also after its data folder is lost or another takes over', async () => {
    const { world, daemon } = await enforced();
    const control = controlOf(daemon, world);
    const paused = await control.pause({ why: 'INC-7', forMs: 4 * hour }, caller);
    expect(isRefusal(paused)).toBe(false);
    const since = world.clock.now();
    putPolicy(world, openPolicy);
    daemon.kill();
    world.start();
    await world.advance(3 * hour);
    expect(writesSince(world, since)).toEqual([]);
    await world.advance(2 * hour);
    expect(policyOf(world)).not.toContain('stranger');
  });

  it('lets a used approval release nothing again after somebody takes the change back', async () => {
    const { world, daemon } = await enforced();
    const control = controlOf(daemon, world);
    const narrowed = stackText({ keys: 3, version: 0 }).replace(
      /(metadata: \{ name: app-0 \}\nspec:\n)/u,
      '$1  enabled: false\n',
    );
    world.repository.commit(narrowed, 'Disable a key');
    await world.advance(5 * minute);
    expect(keyOf(world)).toMatchObject({ KeyState: 'Enabled' });
    const { plan } = daemon.controller.state();
    const step = plan?.steps.find(({ address }) => address === 'Key/app-0');
    const answer = await control.approve(
      { plan: plan === undefined ? '' : planIdOf(plan), steps: [step?.id ?? ''] },
      caller,
    );
    expect(answer).not.toHaveProperty('refused');
    await world.advance(5 * minute);
    expect(keyOf(world), world.log.slice(-12).join('\n')).toMatchObject({ KeyState: 'Disabled' });
    behind(world, 'EnableKey', alias, {});
    await world.advance(2 * hour);
    expect(keyOf(world)).toMatchObject({ KeyState: 'Enabled' });
  });

  it.each([
    {
      end: 'an order to stop',
      cut: ({ controller }: Daemon) =>
        controller.orderStop({ by: 'uid:1', why: 'x', at: 0 }, { subject: 'uid:1', text: 'stop' }),
    },
    { end: 'the end of the process', cut: ({ stop }: Daemon) => stop() },
  ])('keeps a revert from just before $end', async ({ cut }) => {
    const { world, daemon } = await enforced({ latencyMs: 2 * second });
    const since = world.clock.now();
    putPolicy(world, openPolicy);
    while (policyOf(world).includes('stranger')) await world.advance(second);
    await cut(daemon);
    await world.advance(5 * minute);
    expect(writesSince(world, since)).toContain('kms:PutKeyPolicy');
    const kept = await daemon.history.episodes({}, { limit: 9 });
    expect(kept).toMatchObject([
      { address: 'Key/app-0', facet: 'policy', writtenAt: expect.any(Number) as number },
    ]);
  });

  it('keeps a revert although its decisions cannot be written after it', async () => {
    let isDown = false;
    const { world, daemon } = await enforced(
      { latencyMs: 2 * second },
      {
        journal: (inner) => ({
          ...inner,
          decide: (change) => (isDown ? Promise.reject(new Error('503')) : inner.decide(change)),
        }),
      },
    );
    putPolicy(world, openPolicy);
    while (policyOf(world).includes('stranger')) await world.advance(second);
    isDown = true;
    await world.advance(5 * minute);
    const [kept] = await daemon.history.episodes({}, { limit: 9 });
    expect(kept).toMatchObject({ address: 'Key/app-0', facet: 'policy', closed: { how: 'repaired' } });
  });
});
