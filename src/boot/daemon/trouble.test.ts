import { expect, it } from 'vitest';
import type { TokensTrouble } from '../../daemon/controller.ts';
import { noon, callerOf, controlOf } from '../../daemon/testing/caller.test-helper.ts';
import { fakeController, recordAt, statusWith } from '../../daemon/testing/controller.test-helper.ts';
import type { Binding } from '../../model/binding.ts';
import { isoOf } from '../../model/instant.ts';
import { createTroubles } from './trouble.ts';

const trouble: TokensTrouble = { since: noon, mistakes: 2, code: 'manifest.value', counting: 3 };

function troubled() {
  const status = statusWith(recordAt('Key/a', noon));
  const [first, second] = [
    fakeController('keys', { status, fullAt: noon }),
    fakeController('others', { fullAt: noon }),
  ];
  const troubles = createTroubles();
  const controllers = troubles.over([first, second]);
  const control = controlOf(controllers);
  async function titles(bindings?: readonly Binding[]): Promise<readonly string[]> {
    const answer = await control.attention({}, callerOf('ann', bindings === undefined ? {} : { bindings }));
    return 'items' in answer ? answer.items.map(({ source, title }) => `${source}: ${title}`) : ['refused'];
  }
  async function filesOf(bindings?: readonly Binding[]): Promise<readonly unknown[]> {
    const answer = await control.status({}, callerOf('ann', bindings === undefined ? {} : { bindings }));
    return 'items' in answer ? answer.items.map(({ daemon }) => daemon?.tokensFile) : ['refused'];
  }
  return { first, troubles, controllers, titles, filesOf };
}

const finding = 'keys: The tokens file of the API has 2 mistakes (manifest.value)';

it('shows a broken tokens file once, until it is mended', async () => {
  const { troubles, titles } = troubled();
  expect(await titles()).not.toContain(finding);
  troubles.set(trouble);
  expect((await titles()).filter((one) => one.includes('tokens'))).toEqual([finding]);
  troubles.set(undefined);
  expect(await titles()).not.toContain(finding);
});

it('shows a broken tokens file to nobody who reads only a part of the Stack', async () => {
  const { troubles, titles, filesOf } = troubled();
  troubles.set(trouble);
  const bindings = [{ role: 'viewer', kinds: ['Key'] }] as const;
  expect(await titles(bindings)).toEqual([]);
  expect(await filesOf(bindings)).toEqual([undefined]);
  expect(await filesOf()).toEqual([{ ...trouble, since: isoOf(noon) }, undefined]);
});

it('gives the same state as long as nothing changes, and the history of the moment', () => {
  const { first, troubles, controllers } = troubled();
  const [one] = controllers;
  expect(one?.state()).toBe(first.state());
  troubles.set(trouble);
  expect(one?.state()).toBe(one?.state());
  expect(one?.state()).toMatchObject({ source: 'keys', tokens: trouble });
  expect(one?.history).toBe(first.history);
});
