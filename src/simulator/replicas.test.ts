import { describe, expect, it } from 'vitest';
import { hour, minute, second } from '../model/instant.ts';
import { sharedDirectory } from './newer.test-helper.ts';
import { createWorld, type Daemon, type World } from './world.ts';

const account = '111122223333';

function stack(description: string): string {
  return `
apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: shop }
spec:
  uid: 0a1b2c3d4e5f
  accounts: [{ id: '${account}', regions: [eu-central-1] }]
  defaults: { account: '${account}', region: eu-central-1 }
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: app }
spec: { description: ${description}, aliases: [alias/app] }
`;
}

interface Replicas {
  readonly world: World;
  readonly leader: Daemon;
  readonly standby: Daemon;
}

/** Starts two daemons that stand: one leads, and applied the first commit. */
async function replicas(): Promise<Replicas> {
  const world = createWorld({ seed: 7 });
  world.repository.commit(stack('one'));
  const both = [world.start({ name: 'a' }), world.start({ name: 'b' })] as const;
  await world.advance(10 * minute);
  const isLeader = ({ controller }: Daemon): boolean => controller.state().leadership.is === 'leader';
  expect(both.filter(isLeader)).toHaveLength(1);
  const [leader, standby] = isLeader(both[0]) ? both : [both[1], both[0]];
  return { world, leader, standby };
}

function raw(
  world: World,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const principal = `arn:aws:iam::${account}:role/admin`;
  const at = { account, region: 'eu-central-1', principal };
  const answer = world.sandbox.raw({ service: 'kms', operation, ...at, input });
  if (answer.is === 'error') throw new Error(answer.message);
  return answer.output;
}

function descriptionIn(world: World): unknown {
  return (raw(world, 'DescribeKey', { KeyId: 'alias/app' })['KeyMetadata'] as { Description: unknown })
    .Description;
}

function keysIn(world: World): number {
  return (raw(world, 'ListKeys', {})['Keys'] as readonly unknown[]).length;
}

function other(version: 'newer' | 'present'): 'newer' | 'present' {
  return version === 'newer' ? 'present' : 'newer';
}

/** Returns when a daemon sent each of its writes. */
function writesOf({ name }: Daemon, { events }: World): readonly number[] {
  return events.flatMap((event) =>
    event.is === 'request' && event.source === name && event.request.access === 'write'
      ? [event.request.at]
      : [],
  );
}

describe('two daemons on one Stack', () => {
  it('writes through one replica only, and makes one key', async () => {
    const { world, leader, standby } = await replicas();
    world.repository.commit(stack('two'));
    await world.advance(10 * minute);
    expect(descriptionIn(world)).toBe('two');
    expect(keysIn(world)).toBe(1);
    expect(writesOf(leader, world).length).toBeGreaterThan(0);
    expect(writesOf(standby, world)).toEqual([]);
    await world.end();
  });

  it('loses no commit when the leader dies: the other takes over within the lease', async () => {
    const { world, leader, standby } = await replicas();
    leader.kill();
    world.repository.commit(stack('two'));
    await world.advance(100 * second);
    expect(standby.controller.state().leadership.is).toBe('leader');
    await world.advance(5 * minute);
    expect(descriptionIn(world)).toBe('two');
    expect(keysIn(world)).toBe(1);
    await world.end();
  });

  it('follows at once when the leader is stopped', async () => {
    const { world, leader, standby } = await replicas();
    await leader.stop();
    await world.advance(10 * second);
    expect(standby.controller.state().leadership.is).toBe('leader');
    await world.end();
  });

  it.each([{ frozen: 2 * minute }, { frozen: 30 * minute }])(
    'writes nothing through a leader that was frozen past its lease ($frozen ms)',
    async ({ frozen }) => {
      const { world, leader, standby } = await replicas();
      leader.freeze();
      await world.advance(frozen);
      world.repository.commit(stack('two'));
      const thawedAt = world.clock.now();
      leader.thaw();
      await world.advance(hour);
      expect(standby.controller.state().leadership.is).toBe('leader');
      expect(leader.controller.state().leadership.is).toBe('standby');
      expect(writesOf(leader, world).filter((at) => at >= thawedAt)).toEqual([]);
      expect(descriptionIn(world)).toBe('two');
      await world.end();
    },
  );

  // Replicas are updated one after the other (authority.md §4.19).
  it.each(['newer', 'present'] as const)(
    'converges and keeps fields of a newer version when the %s one leads first',
    async (first) => {
      const world = createWorld({ seed: 7 });
      world.repository.commit(stack('one'));
      const shared = sharedDirectory({ name: 'shop', uid: '0a1b2c3d4e5f' }, world.clock);
      let leader = world.start({ name: '1', journal: shared[first] });
      await world.advance(10 * minute);
      let version = other(first);
      let standby = world.start({ name: '2', journal: shared[version] });
      await world.advance(10 * minute);
      for (const description of ['two', 'three', 'four']) {
        leader.kill();
        leader = standby;
        // Each of the two versions leads after the other.
        version = other(version);
        standby = world.start({ name: description, journal: shared[version] });
        world.repository.commit(stack(description));
        await world.advance(20 * minute);
        expect(leader.controller.state().leadership.is).toBe('leader');
        expect(standby.controller.state().leadership.is).toBe('standby');
        expect(writesOf(standby, world)).toEqual([]);
        expect(descriptionIn(world)).toBe(description);
        for (const text of await shared.documents()) expect(text).toContain('"seats":2');
      }
      expect(keysIn(world)).toBe(1);
      await world.end();
    },
  );

  it('stops both replicas when a person orders it, and lends no lease', async () => {
    const { world, leader, standby } = await replicas();
    const by = { id: 'uid:1000', name: 'ada' };
    const now = world.clock.now();
    await leader.controller.orderStop(
      { by: 'ada', why: 'incident', at: now },
      { subject: by.id, text: 'STOP' },
    );
    const orderedAt = world.clock.now();
    world.repository.commit(stack('two'));
    await world.advance(hour);
    for (const one of [leader, standby])
      expect(writesOf(one, world).filter((at) => at > orderedAt)).toEqual([]);
    await standby.controller.orderStop(undefined, { subject: by.id, text: 'go on' });
    const until = world.clock.now() + hour;
    await standby.controller.decide(
      (before) => ({
        ...before,
        yielded: { id: 'y', by, at: world.clock.now(), why: 'by hand', until, to: 'ada' },
      }),
      { subject: by.id, text: 'yield' },
    );
    await world.advance(2 * minute);
    expect([leader, standby].map(({ controller }) => controller.state().leadership.is)).toEqual([
      'yielded',
      'yielded',
    ]);
    await world.advance(2 * hour);
    expect(descriptionIn(world)).toBe('two');
    await world.end();
  });

  it('lends the lease at once when the leader is ordered to', async () => {
    const { world, leader } = await replicas();
    const now = world.clock.now();
    const yielded = {
      id: 'y',
      by: { id: 'uid:1000', name: 'ada' },
      at: now,
      why: 'by hand',
      until: now + hour,
      to: 'ada',
    };
    await leader.controller.decide((before) => ({ ...before, yielded }), {
      subject: 'uid:1000',
      text: 'yield',
    });
    await world.advance(second);
    expect(leader.controller.state().leadership).toMatchObject({ is: 'yielded', by: 'ada' });
    await world.end();
  });
});
