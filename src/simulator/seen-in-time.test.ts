import { expect, it } from 'vitest';
import type { Transport } from '../aws/transport.ts';
import type { Address } from '../model/address.ts';
import type { OpName } from '../model/call.ts';
import { hour, minute, second, type Duration } from '../model/instant.ts';
import { shiftedClock } from '../runtime/shifted-clock.ts';
import { behind, raw } from './behind.ts';
import { openPolicy, stackText, stranger } from './estate.ts';
import { createWorld, type Daemon, type World } from './world.ts';

const alias = 'alias/app-0';
const key: Address = 'Key/app-0';

interface Row {
  readonly what: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Within which interval it must be seen. */
  readonly within: Duration;
}

/** What a controller that reads only what it wrote calls synced (measured of ACK's: facts of its source). */
const rows: readonly Row[] = [
  { what: 'a key that is disabled', operation: 'DisableKey', input: {}, within: 10 * minute },
  {
    what: 'a key whose deletion is scheduled',
    operation: 'ScheduleKeyDeletion',
    input: { PendingWindowInDays: 7 },
    within: 10 * minute,
  },
  {
    what: 'a policy with a foreign statement',
    operation: 'PutKeyPolicy',
    input: { PolicyName: 'default', Policy: openPolicy },
    within: 10 * minute,
  },
  {
    what: 'a grant that somebody made by hand',
    operation: 'CreateGrant',
    input: { GranteePrincipal: stranger, Operations: ['Decrypt'] },
    within: 10 * minute,
  },
  {
    what: 'another description',
    operation: 'UpdateKeyDescription',
    input: { Description: 'by hand' },
    within: hour,
  },
  { what: 'a tag that is gone', operation: 'UntagResource', input: { TagKeys: ['team'] }, within: hour },
  { what: 'rotation that is off', operation: 'DisableKeyRotation', input: {}, within: hour },
];

/**
 * Tests whether a standby, which puts nothing back, says that the key is not as declared, or who got access by hand.
 */
function isSeen({ controller }: Daemon): boolean {
  const record = controller.state().status.get(key);
  if (record === undefined) return false;
  return record.sync !== 'InSync' || record.health !== 'Healthy' || (record.foreign ?? []).length > 0;
}

it.each(rows)('sees $what within its interval and a minute', async ({ operation, input, within }) => {
  const world = createWorld({ seed: 3 });
  world.repository.commit(stackText({ keys: 2, version: 0 }));
  world.start();
  const standby = world.start();
  await world.advance(2 * hour + 7 * minute);
  const since = world.clock.now();
  behind(world, operation, alias, input);
  let seen = false;
  while (!seen && world.clock.now() - since <= within + minute) {
    await world.advance(5 * second);
    // The leader may put it back before the standby looks: then it is reported as drift.
    seen = isSeen(standby) || world.events.some((event) => event.is === 'episode' && event.at > since);
  }
  expect(seen, world.log.slice(-15).join('\n')).toBe(true);
  await world.end();
});

/** Puts a layer before an AWS that does not answer some operations after `begin` was called. */
function hanging(operations: readonly OpName[]): {
  readonly network: (aws: Transport) => Transport;
  begin(): void;
} {
  let hangs = false;
  return {
    begin: () => void (hangs = true),
    network: (aws) => ({
      send: (request) =>
        hangs && operations.includes(request.op) ? new Promise(() => undefined) : aws.send(request),
    }),
  };
}

it.each<{ readonly operations: readonly OpName[] }>([
  { operations: ['kms:ListAliases'] },
  { operations: ['kms:ListGrants'] },
  { operations: ['tagging:GetResources'] },
  { operations: ['kms:ListKeys', 'kms:ListAliases', 'tagging:GetResources'] },
])('removes a hostile statement within its interval and a minute while $operations hang', async (row) => {
  const world = createWorld({ seed: 3 });
  world.repository.commit(stackText({ keys: 3, version: 0 }));
  const { network, begin } = hanging(row.operations);
  world.start({ network });
  await world.advance(hour);
  begin();
  for (const quiet of [7 * minute, 31 * minute]) {
    await world.advance(quiet);
    behind(world, 'PutKeyPolicy', alias, { PolicyName: 'default', Policy: openPolicy });
    await world.advance(11 * minute);
    expect(policyOf(world), world.log.slice(-15).join('\n')).not.toContain('stranger');
  }
  await world.end();
});

it('removes a hostile statement within its interval and a minute after the clock was set back', async () => {
  const world = createWorld({ seed: 3 });
  world.repository.commit(stackText({ keys: 2, version: 0 }));
  const clock = shiftedClock(world.clock);
  world.start({ clock });
  await world.advance(hour);
  clock.step(-3 * hour);
  await world.advance(7 * minute);
  behind(world, 'PutKeyPolicy', alias, { PolicyName: 'default', Policy: openPolicy });
  await world.advance(11 * minute);
  expect(policyOf(world), world.log.slice(-15).join('\n')).not.toContain('stranger');
  await world.end();
});

it('puts nothing else back while the tag index hangs: something else may claim the key', async () => {
  const world = createWorld({ seed: 3 });
  world.repository.commit(stackText({ keys: 1, version: 0 }));
  const { network, begin } = hanging(['tagging:GetResources']);
  const { controller } = world.start({ network });
  await world.advance(hour);
  begin();
  behind(world, 'UpdateKeyDescription', alias, { Description: 'by hand' });
  behind(world, 'PutKeyPolicy', alias, { PolicyName: 'default', Policy: openPolicy });
  await world.advance(11 * minute);
  expect(policyOf(world)).not.toContain('stranger');
  expect(raw(world, 'kms', 'DescribeKey', { KeyId: alias })).toMatchObject({
    KeyMetadata: { Description: 'by hand' },
  });
  expect(controller.state().status.get(key)?.sync).not.toBe('InSync');
  await world.end();
});

function policyOf(world: World): string {
  const { KeyMetadata } = raw(world, 'kms', 'DescribeKey', { KeyId: alias }) as {
    readonly KeyMetadata: { readonly KeyId: string };
  };
  return String(
    raw(world, 'kms', 'GetKeyPolicy', { KeyId: KeyMetadata.KeyId, PolicyName: 'default' })?.['Policy'],
  );
}
