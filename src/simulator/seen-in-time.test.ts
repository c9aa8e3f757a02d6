import { expect, it } from 'vitest';
import type { Address } from '../model/address.ts';
import { hour, minute, second, type Duration } from '../model/instant.ts';
import { behind } from './behind.ts';
import { openPolicy, stackText, stranger } from './estate.ts';
import { createWorld, type Daemon } from './world.ts';

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

/** Whether a standby, which puts nothing back, says that the key is not as declared, or who got access by hand. */
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
    // The leader may put it back before the standby looks: then it is told of as drift.
    seen = isSeen(standby) || world.events.some((event) => event.is === 'episode' && event.at > since);
  }
  expect(seen, world.log.slice(-15).join('\n')).toBe(true);
  await world.end();
});
