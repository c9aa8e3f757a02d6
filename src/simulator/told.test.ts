import { afterEach, describe, expect, it } from 'vitest';
import { conditionsOf, staleIn } from '../daemon/notify/conditions.ts';
import { samplesOf } from '../daemon/metrics/samples.ts';
import { hour, minute, second } from '../model/instant.ts';
import { behind } from './behind.ts';
import { controlOf, personCalled } from './control.test-helper.ts';
import { account, stackText, stranger } from './estate.ts';
import { createWorld, type Daemon, type DaemonOptions, type World, type WorldOptions } from './world.ts';

const fast = 10 * minute;
const alias = 'alias/app-0';
const caller = personCalled('ada');
/** Somebody took the use of the key away from all but its administrators. */
const narrowPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Root',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: ['Describe', 'Get', 'List', 'Put', 'Create', 'Enable', 'Disable', 'Update', 'Tag', 'Untag'].map(
        (verb) => `kms:${verb}*`,
      ),
      Resource: '*',
    },
  ],
});
const worlds: World[] = [];

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.end()));
});

/** Creates a world in which one daemon enforces three keys, all in sync. */
async function enforced(
  own: DaemonOptions = {},
  options: Partial<WorldOptions> = {},
): Promise<{ readonly world: World; readonly daemon: Daemon }> {
  const world = createWorld({ seed: 1, ...options });
  worlds.push(world);
  world.repository.commit(stackText({ keys: 3, version: 0 }));
  const daemon = world.start(own);
  await world.advance(15 * minute);
  return { world, daemon };
}

/** Returns the value of a gauge now; the sum where it has several labels. */
function gauge({ controller }: Daemon, world: World, metric: string): number {
  const now = world.clock.now();
  const facts = {
    state: controller.state(),
    backlog: controller.backlog(now),
    tracked: undefined,
  };
  return samplesOf(facts, now)
    .filter(({ name }) => name === metric)
    .reduce((sum, { value }) => sum + value, 0);
}

/** Lists current notifications: severity, event and title. */
function toldBy({ controller }: Daemon, world: World): readonly string[] {
  return conditionsOf(controller.state(), world.clock.now()).map(
    ({ severity, event, title }) => `${severity} ${event} ${title}`,
  );
}

describe('a resource that nobody has read for hours', () => {
  it('is in sync for nobody, and is reported by a process that cannot read its decisions', async () => {
    let isDown = false;
    const { world, daemon } = await enforced({
      journal: (inner) => ({
        ...inner,
        decisions: () => (isDown ? Promise.reject(new Error('503')) : inner.decisions()),
      }),
    });
    isDown = true;
    behind(world, 'DisableKey', alias, {});
    await world.advance(8 * hour);
    const control = controlOf(daemon, world);
    const stale = { sync: 'Unknown', reason: 'stale' };
    expect(await control.get({}, caller)).toMatchObject({ items: Array(6).fill(stale) });
    expect(await control.status({}, caller)).toMatchObject({
      items: [{ resources: Array(6).fill(stale), counts: { inSync: 0, unknown: 6 } }],
    });
    expect(staleIn(daemon.controller.state(), world.clock.now())).toHaveLength(7);
  });
});

describe('a hold', () => {
  it('is reported, counted and shown on a key that is also disabled', async () => {
    const { world, daemon } = await enforced();
    behind(world, 'TagResource', alias, { Tags: [{ TagKey: 'keywright:hold', TagValue: 'INC-7' }] });
    behind(world, 'DisableKey', alias, {});
    const held = { reason: 'held', why: expect.stringContaining('INC-7') as string };
    for (let at = 0; at < 24; at += 1) {
      await world.advance(5 * minute);
      // A fast look reads no tags: the first full look sees the hold.
      if (at < 13) continue;
      expect(gauge(daemon, world, 'keywright_resources_held')).toBe(1);
      expect(toldBy(daemon, world)).toEqual(
        expect.arrayContaining([
          'critical blocked Key/app-0 is held',
          'critical degraded Key/app-0 is degraded',
        ]),
      );
      const control = controlOf(daemon, world);
      const row = { address: 'Key/app-0', health: 'Degraded', reason: 'disabled', hold: held };
      expect(await control.get({}, caller)).toMatchObject({
        items: expect.arrayContaining([expect.objectContaining(row)]) as object,
      });
      expect(await control.status({}, caller)).toMatchObject({
        items: [{ resources: expect.arrayContaining([expect.objectContaining(row)]) as object }],
      });
    }
    behind(world, 'UntagResource', alias, { TagKeys: ['keywright:hold'] });
    await world.advance(75 * minute);
    expect(gauge(daemon, world, 'keywright_resources_held')).toBe(0);
  });

  it('is not ruled out, and that is critical, while AWS refuses to show the tags', async () => {
    let isDenied = false;
    const { world, daemon } = await enforced({
      network: (aws) => ({
        send: (request) =>
          isDenied && ['kms:ListResourceTags', 'tagging:GetResources'].includes(request.op)
            ? Promise.resolve({ is: 'error', name: 'AccessDeniedException', message: 'no', sent: true })
            : aws.send(request),
      }),
    });
    isDenied = true;
    await world.advance(75 * minute);
    expect(toldBy(daemon, world)).toContain(
      'critical blocked Key/app-0 may have a hold: its tags cannot be read',
    );
    expect(gauge(daemon, world, 'keywright_resources_held')).toBe(3);
  });
});

describe('steps that wait for a person', () => {
  it('is reported and counted in mode approve', async () => {
    const { world, daemon } = await enforced({ settings: { maxMode: 'approve' } });
    expect(gauge(daemon, world, 'keywright_blocked')).toBeGreaterThan(0);
    expect(toldBy(daemon, world).join()).toMatch(
      /warning plan-waiting plan [0-9a-f]{12} waits for approval of \d+ steps/u,
    );
  });

  it('is reported while nobody has accepted the baseline', async () => {
    const { world, daemon } = await enforced({ needsBaseline: true });
    expect(toldBy(daemon, world)).toContain(
      `warning plan-waiting ${daemon.name} is only observed: its baseline is not accepted yet`,
    );
    await controlOf(daemon, world)['accept-baseline']({}, caller);
    await world.advance(minute);
    expect(toldBy(daemon, world).join()).not.toContain('only observed');
  });

  it('allows an approval as soon as a fast look found the drift', async () => {
    const { world, daemon } = await enforced();
    await world.advance(5 * minute);
    behind(world, 'PutKeyPolicy', alias, { PolicyName: 'default', Policy: narrowPolicy });
    await world.advance(fast + minute);
    const control = controlOf(daemon, world);
    const plans = await control.plans({}, caller);
    const [current] = 'items' in plans ? plans.items : [];
    expect(current?.waiting).toMatchObject([{ step: 'Key/app-0#policy', classes: ['repair'] }]);
    expect(gauge(daemon, world, 'keywright_blocked')).toBe(1);
    expect(toldBy(daemon, world).join()).toContain('plan-waiting');
    expect(await control.approve({ plan: current?.id ?? '' }, caller)).not.toHaveProperty('refused');
    await world.advance(2 * minute);
    expect(daemon.controller.state().status.get('Key/app-0')?.sync).not.toBe('Drifted');
    await world.advance(fast);
    expect(gauge(daemon, world, 'keywright_blocked')).toBe(0);
    expect(await daemon.history.plan(current?.id ?? '')).toBeDefined();
  });
});

describe('a grant made by hand', () => {
  it('is critical, and counts as access opened from when it was seen', async () => {
    const { world, daemon } = await enforced();
    const metric = 'keywright_access_opened_oldest_seconds';
    expect(gauge(daemon, world, metric)).toBe(0);
    behind(world, 'CreateGrant', alias, { GranteePrincipal: stranger, Operations: ['Decrypt'] });
    await world.advance(2 * hour);
    expect(gauge(daemon, world, metric)).toBeGreaterThan((2 * hour - fast - minute) / second);
    expect(toldBy(daemon, world)).toContain(
      'critical drift-opened Key/app-0: access was granted outside Keywright',
    );
  });
});

describe('the alarm of no full look', () => {
  it('counts no look that AWS denied everything', async () => {
    let isDenied = false;
    const { world, daemon } = await enforced({
      network: (aws) => ({
        send: (request) =>
          isDenied
            ? Promise.resolve({ is: 'error', name: 'AccessDeniedException', message: 'no', sent: true })
            : aws.send(request),
      }),
    });
    const since = daemon.controller.state().fullAt ?? 0;
    isDenied = true;
    await world.advance(5 * hour);
    const last = gauge(daemon, world, 'keywright_last_full_look_timestamp_seconds');
    expect(last).toBeLessThanOrEqual((since + hour) / second);
    expect(daemon.controller.state().unready).toContain('the last full look is older than two intervals');
    isDenied = false;
    await world.advance(2 * hour);
    expect(daemon.controller.state().unready).toEqual([]);
  });
});
