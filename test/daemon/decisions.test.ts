import { describe, expect, it } from 'vitest';
import { approvables } from '../../src/daemon/decide/approved.ts';
import { minute, hour } from '../../src/model/instant.ts';
import { createWorld, type Daemon, type World } from '../../src/simulator/world.ts';

const account = '111122223333';
const region = 'eu-central-1';
const stranger = '999999999999';
const ada = { id: 'uid:1000', name: 'ada' };
const note = { subject: ada.id, text: 'decided' };
/** From a change to the confirmed removal, at most (authority.md §6). */
const shortly = 11 * minute;

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: unknown;
  readonly Resource: string;
}

function statement(Sid: string, principal: string, Action: unknown): Statement {
  return { Sid, Effect: 'Allow', Principal: { AWS: principal }, Action, Resource: '*' };
}

const app = `arn:aws:iam::${account}:role/app`;
const declared = [
  statement('Root', `arn:aws:iam::${account}:root`, 'kms:*'),
  statement('Use', app, 'kms:Decrypt'),
];
const hostile = statement('Open', `arn:aws:iam::${stranger}:root`, 'kms:Decrypt');

function manifests(spec = 'enabled: true', stackSpec = ''): string {
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: declared });
  return `
apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: shop }
spec:
  uid: 0a1b2c3d4e5f
  accounts:
    - id: '${account}'
      regions: [${region}]
  defaults: { account: '${account}', region: ${region} }
${stackSpec}
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: app }
spec: { description: one, policy: ${policy}, ${spec} }
`;
}

interface Incident {
  readonly world: World;
  readonly daemon: Daemon;
  readonly keyId: string;
  kms(operation: string, input?: Readonly<Record<string, unknown>>): Record<string, unknown>;
  put(...statements: readonly Statement[]): void;
  sids(): readonly string[];
  state(): string;
  description(): string;
  /** Steps of the last whole plan that do not run, with the reason. */
  waiting(): readonly string[];
}

/** Makes a key that a daemon made and guards, some hours later. */
async function guarded(): Promise<Incident> {
  const principals = [`arn:aws:iam::${stranger}:root`, app];
  const world = createWorld({ seed: 1, principals });
  world.repository.commit(manifests());
  const daemon = world.start();
  await world.advance(2 * hour);
  const kms: Incident['kms'] = (operation, input = {}) => {
    const principal = `arn:aws:iam::${account}:role/admin`;
    const answer = world.sandbox.raw({ service: 'kms', operation, account, region, principal, input });
    if (answer.is === 'error') throw new Error(`${operation}: ${answer.message}`);
    return answer.output;
  };
  const { Keys } = kms('ListKeys') as { readonly Keys: readonly { readonly KeyId: string }[] };
  const keyId = Keys[0]?.KeyId ?? '';
  const read = (): { readonly Statement: readonly Statement[] } =>
    JSON.parse(String(kms('GetKeyPolicy', { KeyId: keyId, PolicyName: 'default' })['Policy'])) as never;
  return {
    world,
    daemon,
    keyId,
    kms,
    put(...statements) {
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
      kms('PutKeyPolicy', { KeyId: keyId, PolicyName: 'default', Policy });
    },
    sids: () => read().Statement.map(({ Sid }) => Sid ?? ''),
    description: () =>
      (kms('DescribeKey', { KeyId: keyId })['KeyMetadata'] as { Description: string }).Description,
    state: () => (kms('DescribeKey', { KeyId: keyId })['KeyMetadata'] as { KeyState: string }).KeyState,
    waiting: () =>
      (daemon.controller.state().plan?.steps ?? []).flatMap(({ name, gate }) =>
        gate.is === 'released' ? [] : [`${name} ${gate.reason}`],
      ),
  };
}

async function approve({ daemon, world }: Incident): Promise<void> {
  const { plan, under } = daemon.controller.state();
  if (plan === undefined) throw new Error('nothing was planned');
  const at = world.clock.now();
  const approvals = approvables({ plan, guardrails: under.guardrails }).map((of, index) => ({
    id: `${String(at)} ${String(index)}`,
    by: ada,
    at,
    until: at + 4 * hour,
    of,
  }));
  await daemon.controller.decide(
    (before) => ({ ...before, approvals: [...before.approvals, ...approvals] }),
    note,
  );
}

describe('the decisions of a person', () => {
  it('brings back a key that was disabled and a principal that was removed, and nothing else does', async () => {
    const on = await guarded();
    on.kms('DisableKey', { KeyId: on.keyId });
    on.put(...declared.filter(({ Sid }) => Sid === 'Root'));
    await on.world.advance(shortly);
    const { status } = on.daemon.controller.state();
    expect(status.get('Key/app')?.sync).toBe('Drifted');
    await on.world.advance(4 * hour);
    expect(on.state()).toBe('Disabled');
    expect(on.sids()).toEqual(['Root']);
    expect(on.waiting()).toEqual(['policy waits-for-approval', 'enabled waits-for-approval']);
    await approve(on);
    await on.world.advance(shortly);
    expect(on.state()).toBe('Enabled');
    expect(on.sids()).toEqual(['Root', 'Use']);
    await on.world.end();
  });

  it('closes a hostile statement within a fast interval, each minute for two hours, whatever waits', async () => {
    const on = await guarded();
    // A freeze, a commit that waits in it, and a principal that somebody removed.
    const until = on.world.clock.now() + 12 * hour;
    const freeze = { id: 'f', by: ada, at: 0, why: 'INC-7', until };
    await on.daemon.controller.decide((before) => ({ ...before, freeze }), note);
    on.world.repository.commit(manifests('enabled: false'));
    let open = 0;
    let longest = 0;
    for (let minutes = 0; minutes < 120; minutes += 1) {
      on.put(...declared.filter(({ Sid }) => Sid === 'Root'), hostile);
      // Half a minute later, so that a look falls on either side of it.
      for (let halves = 0; halves < 2; halves += 1) {
        await on.world.advance(minute / 2);
        open = on.sids().includes('Open') ? open + minute / 2 : 0;
        longest = Math.max(longest, open);
      }
    }
    expect(longest).toBeLessThanOrEqual(shortly);
    expect(on.state()).toBe('Enabled');
    await on.world.advance(shortly);
    expect(on.sids()).toEqual(['Root']);
    expect(on.daemon.controller.state().status.get('Key/app')).toMatchObject({ reason: 'another-writer' });
    await on.world.end();
  });

  it('goes back to a commit that a person pins, and on to the newest at the end of the pin', async () => {
    const on = await guarded();
    const first = on.daemon.controller.state().inForce?.id ?? '';
    const second = on.world.repository.commit(manifests().replace('description: one', 'description: two'));
    await on.world.advance(hour);
    const inForce = (): unknown => on.daemon.controller.state().inForce?.id;
    expect(inForce()).toBe(second);
    const until = on.world.clock.now() + 3 * hour;
    const pin = { id: 'p', by: ada, at: 0, why: 'INC-7', until, commit: first };
    await on.daemon.controller.decide((before) => ({ ...before, pin }), note);
    await on.world.advance(5 * minute);
    expect(inForce()).toBe(first);
    expect(on.daemon.controller.state().wanted).toMatchObject({ is: 'waits', id: second });
    expect(on.description()).toBe('one');
    await on.world.advance(3 * hour);
    expect(inForce()).toBe(second);
    expect(on.description()).toBe('two');
    await on.world.end();
  });

  it('writes nothing of a history that was rewritten, before a person lets it in', async () => {
    const on = await guarded();
    const first = on.daemon.controller.state().inForce?.id ?? '';
    on.world.repository.commit(manifests('enabled: true', '  caps: { count: 1 }'));
    await on.world.advance(hour);
    on.world.repository.rewind(first);
    const forced = on.world.repository.commit(manifests().replace('description: one', 'description: forced'));
    await on.world.advance(2 * hour);
    const { wanted, under } = on.daemon.controller.state();
    expect(wanted).toMatchObject({ is: 'waits', id: forced });
    expect(on.description()).toBe('one');
    const taken = { revision: forced, commit: forced, at: on.world.clock.now(), by: ada, under };
    await on.daemon.controller.decide((before) => ({ ...before, taken }), note);
    await on.world.advance(hour);
    expect(on.description()).toBe('forced');
    await on.world.end();
  });
});
