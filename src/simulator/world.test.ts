import { describe, expect, it } from 'vitest';
import { defaultCadence } from '../daemon/schedule.ts';
import { hour, isoOf, minute } from '../model/instant.ts';
import { createWorld } from './world.ts';

const account = '111122223333';
const stack = `
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
spec: { description: one }
---
apiVersion: keywright.dev/v1
kind: Alias
metadata: { name: app }
spec: { name: alias/app, target: { ref: Key/app } }
`;

describe('a daemon in a world', () => {
  it('applies a commit, and reverts drift', async () => {
    const world = createWorld({ seed: 1 });
    world.repository.commit(stack);
    world.start();
    await world.advance(10 * minute);
    const raw = (operation: string, input: Readonly<Record<string, unknown>>): Record<string, unknown> => {
      const principal = `arn:aws:iam::${account}:role/admin`;
      const at = { account, region: 'eu-central-1', principal };
      const answer = world.sandbox.raw({ service: 'kms', operation, ...at, input });
      if (answer.is === 'error') throw new Error(answer.message);
      return answer.output;
    };
    const { KeyId: id } = raw('DescribeKey', { KeyId: 'alias/app' })['KeyMetadata'] as { KeyId: string };
    raw('UpdateKeyDescription', { KeyId: id, Description: 'hacked' });
    raw('DisableKey', { KeyId: id });
    await world.advance(2 * hour);
    await world.end();
    expect(raw('DescribeKey', { KeyId: id })['KeyMetadata']).toMatchObject({
      Description: 'one',
      Enabled: false,
    });
    const [opened, closed] = world.log.filter((line) => line.includes(' episode '));
    expect(opened).toContain('episode opened Key/app description');
    expect(closed).toContain('episode closed Key/app description repaired');
  });

  it('waits for its source without being busy, also where somebody asks for a look', async () => {
    const world = createWorld({ seed: 1 });
    world.repository.commit(stack);
    world.repository.isDown = true;
    const { controller } = world.start();
    controller.request('all');
    await world.advance(5 * minute);
    expect(controller.state().stack).toBeUndefined();
    world.repository.isDown = false;
    await world.advance(10 * minute);
    await world.end();
    expect(controller.state().status.get('Key/app')?.sync).toBe('InSync');
  });

  it('tells nothing of a look by a revision that is no longer in force', async () => {
    const world = createWorld({ seed: 1, latencyMs: 3_000 });
    world.repository.commit(stack);
    world.start({ settings: { cadence: { ...defaultCadence, full: 3 * minute + 13_000 } } });
    for (let at = 0; at < 60; at += 1) {
      await world.advance(431_000);
      world.repository.commit(stack.replace('one', `number ${String(at)}`));
    }
    await world.end();
    let inForce: string | undefined;
    const old: string[] = [];
    for (const event of world.events) {
      if (event.is === 'revision' && event.outcome === 'in-force') inForce = event.id;
      if (event.is === 'looked' && event.plan.commit !== inForce) old.push(isoOf(event.at));
    }
    expect(old).toEqual([]);
  });
});
