import { afterEach, expect, it } from 'vitest';
import { isRefusal, type Caller } from '../daemon/control/control.ts';
import type { AnswerOf } from '../daemon/control/operations.ts';
import type { Address } from '../model/address.ts';
import { minute } from '../model/instant.ts';
import { raw } from './behind.ts';
import { controlOf, personCalled } from './control.test-helper.ts';
import { stackText } from './estate.ts';
import { createWorld, type World } from './world.ts';

const text = stackText({ keys: 2, version: 0 });
const worlds: World[] = [];

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.end()));
});

async function looked(from = text): Promise<{
  readonly world: World;
  show(address: Address, by?: Caller): Promise<AnswerOf<'resource'>>;
}> {
  const world = createWorld({ seed: 1 });
  worlds.push(world);
  world.repository.commit(from);
  const daemon = world.start();
  await world.advance(75 * minute);
  return {
    world,
    async show(address, by = personCalled('ada')) {
      const before = world.sandbox.log().length;
      const answer = await controlOf(daemon, world).resource({ address }, by);
      if (isRefusal(answer)) throw new Error(JSON.stringify(answer));
      expect(world.sandbox.log()).toHaveLength(before);
      return answer;
    },
  };
}

it('shows what AWS holds, and the document of this resource alone, without a call', async () => {
  const { show } = await looked();
  const { observed, manifest } = await show('Key/app-0');
  expect(observed).toMatchObject({
    description: 'version 0',
    rotation: { enabled: true },
    tags: { team: 'shop' },
    policy: { Statement: [{ Sid: 'Root' }] },
  });
  expect(manifest?.document).toMatch(/^apiVersion: .*\nkind: Key\nmetadata: \{ name: app-0 \}\nspec:\n/u);
  expect(manifest?.document).not.toContain('alias/app-0');
  expect(await show('Alias/app-1')).toMatchObject({
    manifest: { document: expect.stringContaining('alias/app-1') as string },
  });
});

it('shows what others added once a look has seen it', async () => {
  const { world, show } = await looked();
  const { ids } = await show('Key/app-0');
  raw(world, 'kms', 'TagResource', {
    KeyId: ids['keyId'] ?? '',
    Tags: [{ TagKey: 'others', TagValue: 'theirs' }],
  });
  expect((await show('Key/app-0')).observed).toMatchObject({ tags: { team: 'shop' } });
  await world.advance(75 * minute);
  expect((await show('Key/app-0')).observed).toMatchObject({ tags: { team: 'shop', others: 'theirs' } });
});

it('shows nothing of AWS for what does not exist', async () => {
  const { show } = await looked(
    text.replace('metadata: { name: app-1 }\nspec:\n', 'metadata: { name: app-1, mode: observe }\nspec:\n'),
  );
  const { observed, manifest } = await show('Key/app-1');
  expect(observed).toBeUndefined();
  expect(manifest?.document).toContain('mode: observe');
});

it('names nothing of what its reader does not see', async () => {
  const { show } = await looked();
  const { manifest } = await show('Alias/app-0', {
    ...personCalled('bob'),
    bindings: [{ role: 'viewer', kinds: ['Alias'] }],
  });
  expect(manifest?.document).toContain('alias/app-0');
  expect(manifest?.document).not.toContain('Key/app-0');
});
