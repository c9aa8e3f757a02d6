import { afterEach, describe, expect, it } from 'vitest';
import type { Identity } from '../model/revision.ts';
import type { Journal } from '../model/journal.ts';
import { hour, minute } from '../model/instant.ts';
import { behind, raw } from './behind.ts';
import { controlOf, personCalled } from './control.test-helper.ts';
import { openPolicy, stackText } from './estate.ts';
import { createWorld, type Daemon, type DaemonOptions, type World } from './world.ts';

const fast = 10 * minute;
const alias = 'alias/app-0';
const worlds: World[] = [];
const mallory: Identity = { name: 'Mallory', email: 'mallory@example.com' };
const text = stackText({ keys: 3, version: 0 });

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.end()));
});

async function enforced(
  options: DaemonOptions = {},
): Promise<{ readonly world: World; readonly daemon: Daemon }> {
  const world = createWorld({ seed: 1 });
  worlds.push(world);
  world.repository.commit(text);
  const daemon = world.start(options);
  await world.advance(15 * minute);
  return { world, daemon };
}

function policyOf(world: World): string {
  const key = raw(world, 'kms', 'DescribeKey', { KeyId: alias })?.['KeyMetadata'] as { KeyId: string };
  return String(raw(world, 'kms', 'GetKeyPolicy', { KeyId: key.KeyId, PolicyName: 'default' })?.['Policy']);
}

const caller = personCalled('ada');

/** Opens a key by hand, and tells whether it is still open once a fast interval and a minute passed. */
async function staysOpen(world: World): Promise<boolean> {
  behind(world, 'PutKeyPolicy', alias, { PolicyName: 'default', Policy: openPolicy });
  await world.advance(fast + minute);
  return policyOf(world).includes('stranger');
}

describe('a commit that moves the Stack out of care', () => {
  const moves: readonly { readonly how: string; readonly moved: string }[] = [
    { how: 'another uid', moved: text.replace('0a1b2c3d4e5f', '0a1b2c3d4e50') },
    { how: 'another name', moved: text.replace('name: shop }', 'name: other }') },
    {
      how: 'another place of decisions',
      moved: text.replace('  defaults:', '  coordination: { directory: /tmp/mallory }\n  defaults:'),
    },
    {
      how: 'another role',
      moved: text.replace(
        '      regions:',
        '      roles: { read: "arn:aws:iam::111122223333:role/m", write: "arn:aws:iam::111122223333:role/m" }\n      regions:',
      ),
    },
  ];

  it.each(moves)('waits, and keeps guarding what was in force: $how', async ({ moved }) => {
    const { world, daemon } = await enforced();
    const { inForce } = daemon.controller.state();
    const id = world.repository.commit(moved, 'Move', mallory);
    await world.advance(5 * minute);
    expect(daemon.controller.state()).toMatchObject({ inForce, wanted: { is: 'waits', id } });
    expect(await staysOpen(world)).toBe(false);
  });

  it.each(moves)('waits after a restart as well: $how', async ({ moved }) => {
    const { world, daemon } = await enforced();
    const { inForce } = daemon.controller.state();
    daemon.kill();
    const id = world.repository.commit(moved, 'Move', mallory);
    const again = world.start({ disk: daemon.disk, history: daemon.history });
    await world.advance(15 * minute);
    expect(again.controller.state()).toMatchObject({
      inForce: { id: inForce?.id },
      wanted: { is: 'waits', id },
    });
    expect(await staysOpen(world)).toBe(false);
  });

  it.each(moves)('waits also while what was in force cannot be read: $how', async ({ moved }) => {
    const { world, daemon } = await enforced();
    const { inForce } = daemon.controller.state();
    daemon.kill();
    world.repository.lost.add(inForce?.id ?? '');
    const id = world.repository.commit(moved, 'Move', mallory);
    const again = world.start({ disk: daemon.disk, history: daemon.history });
    await world.advance(5 * minute);
    expect(again.controller.state()).not.toHaveProperty('stack');
    expect(again.controller.state().wanted).toMatchObject({ is: 'unreachable', id: inForce?.id });
    world.repository.lost.clear();
    await world.advance(10 * minute);
    expect(again.controller.state()).toMatchObject({
      inForce: { id: inForce?.id },
      wanted: { is: 'waits', id },
    });
    expect(await staysOpen(world)).toBe(false);
  });

  it('has no effect when it leads to the same estate as a document that has become unreadable', async () => {
    const { world, daemon } = await enforced();
    daemon.kill();
    world.repository.lost.add(daemon.controller.state().inForce?.id ?? '');
    const id = world.repository.commit(stackText({ keys: 3, version: 1 }));
    const again = world.start({ disk: daemon.disk, history: daemon.history });
    await world.advance(5 * minute);
    expect(again.controller.state()).toMatchObject({ inForce: { id } });
  });

  it('comes into force once a person accepts it', async () => {
    const { world, daemon } = await enforced();
    const id = world.repository.commit(text.replace('0a1b2c3d4e5f', '0a1b2c3d4e50'), 'Move', mallory);
    await world.advance(2 * minute);
    const control = controlOf(daemon, world);
    expect(await control['accept-baseline']({}, caller)).not.toHaveProperty('refused');
    await world.advance(2 * minute);
    expect(daemon.controller.state()).toMatchObject({ inForce: { id }, wanted: undefined });
  });

  it('waits when its commits must be signed and are not', async () => {
    const { world, daemon } = await enforced({ signatures: 'required' });
    const { inForce } = daemon.controller.state();
    const id = world.repository.commit(text.replace('0a1b2c3d4e5f', '0a1b2c3d4e50'), 'Move', mallory);
    await world.advance(5 * minute);
    expect(daemon.controller.state()).toMatchObject({ inForce, wanted: { is: 'waits', id } });
    expect(await staysOpen(world)).toBe(false);
  });
});

it('has a commit in force only once it is stored who wrote it', async () => {
  let fails = false;
  const stored = new Set<string>();
  const journal = (inner: Journal): Journal => ({
    ...inner,
    async decide(change) {
      if (fails) throw new Error('503 Slow Down');
      const decisions = await inner.decide(change);
      for (const one of decisions.taken?.contributors ?? []) stored.add(one);
      return decisions;
    },
  });
  const { world, daemon } = await enforced({ journal });
  const before = daemon.controller.state().inForce?.id;
  fails = true;
  const id = world.repository.commit(stackText({ keys: 3, version: 1 }), 'Change', mallory);
  await world.advance(3 * minute);
  expect(daemon.controller.state().inForce?.id).toBe(before);
  fails = false;
  await world.advance(3 * minute);
  expect(daemon.controller.state().inForce?.id).toBe(id);
  expect([...stored]).toContain(mallory.email);
});

it('does not go back to what this machine kept once another commit was accepted', async () => {
  const { world, daemon } = await enforced();
  const other = world.start();
  await world.advance(5 * minute);
  await daemon.stop();
  const id = world.repository.commit(stackText({ keys: 3, version: 1 }));
  await world.advance(hour);
  other.kill();
  world.repository.isDown = true;
  const again = world.start({ disk: daemon.disk, history: daemon.history });
  await world.advance(hour);
  expect(again.controller.state().inForce?.id).toBe(id);
});

it('knows who wrote what a person pins the Stack to, though it never was the newest', async () => {
  const { world, daemon } = await enforced({ signatures: 'required' });
  const wide = stackText({ keys: 3, version: 1 }).replace(
    /(metadata: \{ name: app-0 \}\nspec:\n)/u,
    '$1  enabled: false\n',
  );
  const id = world.repository.commit(wide, 'Disable a key', mallory);
  world.repository.commit(text);
  await world.advance(2 * minute);
  const pinned = await controlOf(daemon, world).pin({ commit: id, why: 'mine', forMs: 4 * hour }, caller);
  expect(pinned).not.toHaveProperty('refused');
  await world.advance(2 * minute);
  await controlOf(daemon, world)['accept-baseline']({ revision: id }, caller);
  await world.advance(2 * minute);
  const { inForce, decisions } = daemon.controller.state();
  expect(inForce?.id).toBe(id);
  expect(decisions.taken?.contributors).toContain(mallory.email);
});

describe('an instant beyond every date, in what somebody wrote into coordination', () => {
  const someone = { id: 'x', by: { id: 'x', name: 'x' }, at: 1e300, why: 'x' };
  it.each<{ readonly what: string; readonly write: (journal: Journal) => Promise<unknown> }>([
    { what: 'STOP', write: (journal) => journal.orderStop({ by: 'x', why: 'x', at: 1e300 }) },
    {
      what: 'a pause',
      write: (journal) =>
        journal.decide((all) => ({ ...all, pauses: [{ ...someone, at: -1e300, until: 1e300 }] })),
    },
    {
      what: 'a lent lease',
      write: (journal) =>
        journal.decide((all) => ({ ...all, yielded: { ...someone, until: 1e300, to: 'x' } })),
    },
  ])('hides nothing: $what', async ({ write }) => {
    let journal: Journal | undefined;
    const { world, daemon } = await enforced({ journal: (inner) => (journal = inner) });
    if (journal !== undefined) await write(journal);
    expect(await staysOpen(world)).toBe(true);
    await world.advance(hour);
    const { status, fullAt } = daemon.controller.state();
    expect(status.get('Key/app-0')?.sync).not.toBe('InSync');
    expect(world.clock.now() - (fullAt ?? 0)).toBeLessThan(hour);
    const answer = await controlOf(daemon, world).status({}, caller);
    expect(answer).not.toHaveProperty('refused');
  });
});

it('takes the newest commit once a pin to a commit that nobody has is over', async () => {
  const { world, daemon } = await enforced();
  const pin = { commit: 'f'.repeat(40), why: 'a slip', forMs: hour };
  expect(await controlOf(daemon, world).pin(pin, caller)).not.toHaveProperty('refused');
  const id = world.repository.commit(stackText({ keys: 3, version: 1 }));
  await world.advance(30 * minute);
  expect(daemon.controller.state().wanted).toMatchObject({ is: 'waits', id });
  await world.advance(35 * minute);
  expect(daemon.controller.state()).toMatchObject({ inForce: { id }, wanted: undefined });
});

it('keeps no list of contributors without end while a commit waits', async () => {
  const { world, daemon } = await enforced();
  const waits = text.replace(/(metadata: \{ name: app-0 \}\nspec:\n)/u, '$1  enabled: false\n');
  for (const batch of ['a', 'b']) {
    for (let at = 0; at < 600; at += 1) {
      const author = { name: 'Mallory', email: `${batch}${String(at)}@example.com` };
      world.repository.commit(waits, `Change ${batch}${String(at)}`, author);
    }
    await world.advance(5 * minute);
  }
  const { decisions } = daemon.controller.state();
  expect(decisions.taken?.contributors).toEqual(['*']);
});
