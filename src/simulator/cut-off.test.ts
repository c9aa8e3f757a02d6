import { expect, it } from 'vitest';
import type { Transport } from '../aws/transport.ts';
import type { Episode } from '../model/history.ts';
import { hour, minute } from '../model/instant.ts';
import { behind, raw } from './behind.ts';
import { openPolicy, stackText } from './estate.ts';
import { createWorld, type World } from './world.ts';

interface Row {
  readonly what: string;
  readonly operation: 'PutKeyPolicy' | 'UpdateKeyDescription';
  readonly input: Readonly<Record<string, string>>;
  /** Whether AWS carries out the repair whose answer nobody hears. */
  readonly arrives: boolean;
  readonly how: string;
}

const policy = {
  operation: 'PutKeyPolicy',
  input: { PolicyName: 'default', Policy: openPolicy },
} as const;
const description = { operation: 'UpdateKeyDescription', input: { Description: 'by hand' } } as const;

const rows: readonly Row[] = [
  { what: 'a policy, which a fast look repairs', ...policy, arrives: true, how: 'repaired' },
  { what: 'a description, which a full look repairs', ...description, arrives: true, how: 'repaired' },
  { what: 'a policy whose repair is lost on its way', ...policy, arrives: false, how: 'repaired' },
];

it.each(rows)(
  'keeps the episode of a drift through a kill in the middle of its repair: $what',
  async (row) => {
    const { operation, input, arrives, how } = row;
    const world = createWorld({ seed: 44 });
    world.repository.commit(stackText({ keys: 1, version: 0 }));
    let isArmed = false;
    let repairs = 0;
    const network = (aws: Transport): Transport => ({
      send(request) {
        if (!isArmed || request.op !== `kms:${operation}`) return aws.send(request);
        repairs += 1;
        daemon.kill();
        return arrives ? aws.send(request) : Promise.race([]);
      },
    });
    const daemon = world.start({ network });
    const episodes = (): Promise<readonly Episode[]> => daemon.history.episodes({}, { limit: 100 });
    await world.advance(2 * hour);
    isArmed = true;
    behind(world, operation, 'alias/app-0', input);
    await world.advance(90 * minute);
    expect(repairs).toBe(1);
    expect(await episodes()).toMatchObject([{ address: 'Key/app-0', label: 'drifted' }]);

    world.start({ disk: daemon.disk, history: daemon.history });
    await world.advance(2 * hour);
    expect(await episodes()).toMatchObject([{ address: 'Key/app-0', closed: { how } }]);
    expect(toldOf(world)).toEqual(['opened', 'closed']);
    await world.end();
  },
);

it('says that somebody else reverted a drift when AWS refused its own repair', async () => {
  // A refused request changes nothing: whoever put it back later did it alone.
  const world = createWorld({ seed: 45 });
  world.repository.commit(stackText({ keys: 1, version: 0 }));
  let isDenied = false;
  const daemon = world.start({
    network: (aws) => ({
      send: (request) =>
        isDenied && request.op === 'kms:PutKeyPolicy'
          ? Promise.resolve({
              is: 'error',
              name: 'AccessDeniedException',
              message: 'no',
              sent: true,
              status: 400,
            })
          : aws.send(request),
    }),
  });
  await world.advance(2 * hour);
  const before = policyOf(world);
  isDenied = true;
  behind(world, 'PutKeyPolicy', 'alias/app-0', policy.input);
  await world.advance(15 * minute);
  expect(await daemon.history.episodes({ open: true }, { limit: 9 })).toHaveLength(1);
  daemon.kill();
  behind(world, 'PutKeyPolicy', 'alias/app-0', { PolicyName: 'default', Policy: before });
  isDenied = false;
  world.start({ disk: daemon.disk, history: daemon.history });
  await world.advance(2 * hour);
  expect(await daemon.history.episodes({}, { limit: 9 })).toMatchObject([
    { closed: { how: 'reverted-elsewhere' } },
  ]);
  await world.end();
});

/** Lists notifications of episodes, from any process. */
function toldOf({ events }: World): readonly string[] {
  return events.flatMap((event) => (event.is === 'episode' ? [event.change] : []));
}

function policyOf(world: World): string {
  const id = raw(world, 'kms', 'DescribeKey', { KeyId: 'alias/app-0' })?.['KeyMetadata'] as { KeyId: string };
  const found = raw(world, 'kms', 'GetKeyPolicy', { KeyId: id.KeyId, PolicyName: 'default' });
  return String(found?.['Policy']);
}
