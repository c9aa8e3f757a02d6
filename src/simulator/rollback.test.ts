import { afterEach, describe, expect, it } from 'vitest';
import type { Guardrails } from '../model/guardrails.ts';
import { hour, minute } from '../model/instant.ts';
import type { Identity } from '../model/revision.ts';
import { raw } from './behind.ts';
import { controlOf, personCalled } from './control.test-helper.ts';
import { openPolicy, stackText } from './estate.ts';
import { createWorld, type Daemon, type DaemonOptions, type World } from './world.ts';

// A rollback meets every gate that a commit meets (authority.md §1.6, §3.14).

const mallory: Identity = { name: 'Mallory', email: 'mallory@example.com' };
const bob: Identity = { name: 'Bob', email: 'bob@example.com' };
const ada = personCalled('ada');
const text = stackText({ keys: 3, version: 0 });
const twoRegions = text.replace('regions: [eu-central-1]', 'regions: [eu-central-1, eu-west-1]');
const elsewhere = text.replace('  defaults:', '  coordination: { directory: /tmp/mallory }\n  defaults:');
const wide = text.replace(/policy: .*/u, `policy: ${openPolicy}`);
const guardrails = {
  acceptsStack: false,
  identities: {
    'person:ada': ['ada@example.com'],
    'person:bob': ['bob@example.com'],
    'person:mallory': ['mallory@example.com'],
  },
} as unknown as Guardrails;
const worlds: World[] = [];

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.end()));
});

interface Scene {
  readonly world: World;
  readonly daemon: Daemon;
  readonly control: ReturnType<typeof controlOf>;
  readonly first: string;
  commit(text: string, author?: Identity): Promise<string>;
  pin(commit: string, by?: typeof ada): Promise<object>;
  inForce(): string | undefined;
}

async function enforced(options: DaemonOptions = {}, from = text): Promise<Scene> {
  const world = createWorld({ seed: 1 });
  worlds.push(world);
  const first = world.repository.commit(from);
  const daemon = world.start(options);
  await world.advance(15 * minute);
  const control = controlOf(daemon, world);
  return {
    world,
    daemon,
    control,
    first,
    inForce: () => daemon.controller.state().inForce?.id,
    async commit(declared, author = bob) {
      const id = world.repository.commit(declared, 'Change', author);
      await world.advance(3 * minute);
      return id;
    },
    async pin(commit, by = ada) {
      const answer = await control.pin({ commit, why: 'broken', forMs: 4 * hour }, by);
      await world.advance(3 * minute);
      return answer;
    },
  };
}

function descriptionIn(world: World): unknown {
  const key = raw(world, 'kms', 'DescribeKey', { KeyId: 'alias/app-0' })?.['KeyMetadata'];
  return (key as { Description?: string } | undefined)?.Description;
}

describe('a rollback', () => {
  it('never leads to another place of decisions, where nobody could see or end it', async () => {
    const { world, daemon, control, commit, pin, inForce } = await enforced();
    const moved = await commit(elsewhere, mallory);
    const newest = await commit(text, mallory);
    expect(inForce()).toBe(newest);
    const of = { is: 'revision', id: moved } as const;
    expect(await control.preview({ of }, ada)).toMatchObject({ refused: [{ code: 'control.revision' }] });
    await pin(moved, personCalled('mallory'));
    expect(inForce()).toBe(newest);
    expect(daemon.controller.state().pinned).toMatchObject({ id: moved, is: 'refused' });
    await control['accept-baseline']({}, ada);
    await world.advance(3 * minute);
    expect(inForce()).toBe(newest);
    expect(await control.status({}, ada)).toMatchObject({
      items: [{ inEffect: { pin: { commit: moved } } }],
    });
    await control.sync({}, ada);
    await world.advance(3 * minute);
    expect(daemon.controller.state()).toMatchObject({ decisions: {}, inForce: { id: newest } });
    expect(daemon.controller.state().pinned).toBeUndefined();
  });

  it('waits where it would take a Region out of care, which is guarded on, until a person accepts it', async () => {
    const { world, daemon, control, first, commit, pin, inForce } = await enforced();
    const wider = await commit(twoRegions);
    await pin(first);
    expect(inForce()).toBe(wider);
    expect(daemon.controller.state().pinned).toMatchObject({ is: 'waits', reason: 'relocated', id: first });
    expect(await control.status({}, ada)).toMatchObject({
      items: [{ daemon: { pinned: { id: first, is: 'waits' } } }],
    });
    await control['accept-baseline']({ revision: first }, ada);
    await world.advance(3 * minute);
    expect(inForce()).toBe(first);
    expect(daemon.controller.state().pinned).toBeUndefined();
    await control.sync({}, ada);
    await world.advance(3 * minute);
    expect(inForce()).toBe(wider);
  });

  it('rejects the author of a pin that removes a Region', async () => {
    const settings = { guardrails };
    const { control, commit, pin, inForce } = await enforced({ settings }, twoRegions);
    const narrower = await commit(text, mallory);
    const newest = await commit(twoRegions);
    await pin(narrower);
    expect(await control['accept-baseline']({ revision: narrower }, personCalled('mallory'))).toMatchObject({
      refused: [{ code: 'control.own-commit' }],
    });
    expect(inForce()).toBe(newest);
  });

  it('lets no commit in that nobody signed', async () => {
    const { world, daemon, control, first, commit, pin, inForce } = await enforced({
      signatures: 'required',
    });
    const unsigned = await commit(stackText({ keys: 3, version: 1 }), mallory);
    await pin(unsigned, personCalled('mallory'));
    await commit(text, mallory);
    await world.advance(hour);
    expect(inForce()).toBe(first);
    expect(descriptionIn(world)).toBe('version 0');
    const { pinned, decisions } = daemon.controller.state();
    expect(pinned).toMatchObject({ is: 'waits', reason: 'unsigned', id: unsigned });
    expect(decisions.taken?.revision).toBe(first);
    await control['accept-baseline']({ revision: unsigned }, ada);
    await world.advance(hour);
    expect(inForce()).toBe(unsigned);
  });

  it('lets no commit of another history in', async () => {
    const { world, first, commit, pin, inForce } = await enforced();
    const newest = await commit(stackText({ keys: 3, version: 1 }));
    world.repository.rewind(first);
    const rewritten = await commit(stackText({ keys: 3, version: 2 }), mallory);
    await commit(stackText({ keys: 3, version: 3 }), mallory);
    await pin(rewritten);
    expect(inForce()).toBe(newest);
  });

  it('is not approved by the person who asked for it, nor by who wrote what it brings', async () => {
    const { world, daemon, control, commit, pin } = await enforced({ settings: { guardrails } });
    const opened = await commit(wide, mallory);
    await commit(text);
    await world.advance(hour);
    await pin(opened, personCalled('bob'));
    await world.advance(hour);
    const plans = await control.plans({}, ada);
    const [row] = 'items' in plans ? plans.items.filter(({ current }) => current) : [];
    expect(row?.waiting.length).toBeGreaterThan(0);
    const approve = (name: string): Promise<object> =>
      control.approve({ plan: row?.id ?? '' }, personCalled(name));
    for (const name of ['mallory', 'bob'])
      expect(await approve(name)).toMatchObject({ refused: [{ code: 'control.own-commit' }] });
    expect(await approve('ada')).not.toHaveProperty('refused');
    expect(daemon.controller.state().inForce?.id).toBe(opened);
  });

  it('takes effect, and ends, while the source cannot be read', async () => {
    const { world, daemon, control, first, commit, pin, inForce } = await enforced();
    const newest = await commit(stackText({ keys: 3, version: 1 }));
    world.repository.isDown = true;
    await world.advance(3 * minute);
    await pin(first);
    expect(inForce()).toBe(first);
    expect(daemon.controller.state().wanted?.is).toBe('unreachable');
    await control.sync({}, ada);
    await world.advance(3 * minute);
    expect(inForce()).toBe(newest);
    expect(daemon.controller.state().wanted?.is).toBe('unreachable');
  });

  it('keeps what this machine kept in force over a restart while a pin waits', async () => {
    const { world, daemon, first, commit, pin } = await enforced();
    const wider = await commit(twoRegions);
    await pin(first);
    daemon.kill();
    const again = world.start({ disk: daemon.disk, history: daemon.history });
    await world.advance(15 * minute);
    expect(again.controller.state()).toMatchObject({
      inForce: { id: wider },
      pinned: { id: first, reason: 'relocated' },
    });
  });
});

describe('steps that wait for the end of a pin', () => {
  it('is not what a person accepts', async () => {
    const { world, control, first, commit, pin, inForce } = await enforced();
    await pin(first);
    const moved = await commit(elsewhere, mallory);
    expect(await control['accept-baseline']({ revision: moved }, personCalled('mallory'))).toMatchObject({
      refused: [{ code: 'control.revision' }],
    });
    await control['accept-baseline']({}, personCalled('mallory'));
    await control.sync({}, ada);
    await world.advance(3 * minute);
    expect(inForce()).toBe(first);
  });
});

describe('a history that was rewritten', () => {
  it('has the authors of all commits that it brings, who may not approve them', async () => {
    const { world, daemon, control, first, commit } = await enforced({ settings: { guardrails } });
    await commit(stackText({ keys: 3, version: 1 }));
    await world.advance(hour);
    world.repository.rewind(first);
    world.repository.commit(wide, 'Open', mallory);
    const newest = await commit(`# comment\n${wide}`);
    const { wanted } = daemon.controller.state();
    expect(wanted).toMatchObject({ reason: 'rewind', id: newest });
    expect(new Set(wanted?.contributors)).toEqual(new Set([mallory.email, bob.email]));
    await control['accept-baseline']({}, ada);
    await world.advance(hour);
    const plans = await control.plans({}, ada);
    const [row] = 'items' in plans ? plans.items.filter(({ current }) => current) : [];
    expect(row?.waiting.length).toBeGreaterThan(0);
    expect(await control.approve({ plan: row?.id ?? '' }, personCalled('mallory'))).toMatchObject({
      refused: [{ code: 'control.own-commit' }],
    });
  });

  it('rejects the author of a pin that moves the Stack too', async () => {
    const { world, daemon, control, first, commit } = await enforced({ settings: { guardrails } });
    await commit(stackText({ keys: 3, version: 1 }));
    await world.advance(hour);
    world.repository.rewind(first);
    const moved = await commit(elsewhere, mallory);
    expect(daemon.controller.state().wanted).toMatchObject({ id: moved, reason: 'rewind', moves: true });
    expect(await control['accept-baseline']({}, personCalled('mallory'))).toMatchObject({
      refused: [{ code: 'control.own-commit' }],
    });
  });
});

it('keeps showing the refused commit, and not the one before it that waits', async () => {
  const { world, daemon, control, first, commit } = await enforced({ signatures: 'required' });
  await commit(stackText({ keys: 3, version: 1 }));
  const broken = await commit('kind: [');
  await world.advance(hour);
  expect(daemon.controller.state().wanted).toMatchObject({ is: 'refused', id: broken });
  await control['accept-baseline']({}, ada);
  expect(daemon.controller.state().decisions.taken?.revision).toBe(first);
});
