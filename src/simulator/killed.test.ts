import { expect, it } from 'vitest';
import { lineOf } from '../daemon/record/chain.ts';
import { verifyRecord } from '../daemon/record/verify.ts';
import { hour, second } from '../model/instant.ts';
import { seededRandoms } from '../runtime/random.ts';
import { keysOf, raw } from './behind.ts';
import { stackText, type Estate } from './estate.ts';
import { createWorld, type World } from './world.ts';

const kills = 50;

/** Lets the daemon work for so many requests more: a kill then falls between two of them. */
async function requests(world: World, count: number): Promise<void> {
  const sent = (): number => world.events.filter(({ is }) => is === 'request').length;
  const enough = sent() + count;
  for (let waited = 0; waited < 240 && sent() < enough; waited += 1) await world.advance(second);
  await world.advance(0);
}

// A new process waits until the lease of the dead one is over: hours pass here, and seconds outside.
it('converges on one key for each address with its record whole, however often it was killed', async () => {
  const world = createWorld({ seed: 50, lagMs: 2_000 });
  const random = seededRandoms(50).stream('kills');
  let estate: Estate = { keys: 1, version: 0 };
  world.repository.commit(stackText(estate), 'Begin');
  let daemon = world.start();
  for (let count = 0; count < kills; count += 1) {
    await requests(world, Math.floor(random.next() * 150));
    await world.advance(Math.floor(random.next() * second));
    daemon.kill();
    estate = { keys: Math.min(6, 1 + Math.floor(count / 8)), version: count };
    world.repository.commit(stackText(estate), `Version ${String(count)}`);
    daemon = world.start({ disk: daemon.disk, history: daemon.history });
  }
  await world.advance(3 * hour);

  const { status, leadership } = daemon.controller.state();
  expect(leadership.is).toBe('leader');
  expect([...status.values()].filter(({ sync }) => sync !== 'InSync')).toEqual([]);
  const keys = keysOf(world);
  expect(keys.size).toBe(estate.keys);
  expect([...keys].filter(([, ids]) => ids.length !== 1)).toEqual([]);
  const described = [...keys.values()].map(([id]) => raw(world, 'kms', 'DescribeKey', { KeyId: id ?? '' }));
  expect(described.map((answer) => answer?.['KeyMetadata'])).toEqual(
    described.map(() => expect.objectContaining({ Description: `version ${String(kills - 1)}` }) as unknown),
  );
  await daemon.stop();
  const events = (await daemon.history.events({}, { limit: 100_000 })).toReversed();
  const count = (kind: string): number => events.filter(({ is }) => is === kind).length;
  // Some died while AWS had their write and they had no answer.
  expect(count('writing') - count('wrote') - count('failed')).toBeGreaterThan(5);
  expect(verifyRecord(events.map(lineOf))).toMatchObject({ is: 'whole' });
  await world.end();
});
