import { afterEach, expect, it } from 'vitest';
import { hour, minute } from '../model/instant.ts';
import { raw } from './behind.ts';
import { stackText } from './estate.ts';
import { createWorld, type Daemon, type DaemonOptions, type World } from './world.ts';

// A new version takes over what an old one held in sync (authority.md §4.19), whatever it saw before it led.

const worlds: World[] = [];

afterEach(() => Promise.all(worlds.splice(0).map((world) => world.end())));

interface Scene {
  readonly world: World;
  readonly old: Daemon;
}

function versioned(version: string, more: DaemonOptions = {}): DaemonOptions {
  return { ...more, settings: { under: { version, settings: '', guardrails: '' } } };
}

/** Makes a world in which an old version applied the first commit. */
async function before(): Promise<Scene> {
  const world = createWorld({ seed: 19 });
  worlds.push(world);
  world.repository.commit(stackText({ keys: 2, version: 0 }));
  const old = world.start(versioned('1'));
  await world.advance(15 * minute);
  return { world, old };
}

function descriptions(world: World): unknown {
  return ['alias/app-0', 'alias/app-1'].map((alias) => {
    const { KeyMetadata } = raw(world, 'kms', 'DescribeKey', { KeyId: alias }) as {
      readonly KeyMetadata: { readonly Description: string };
    };
    return KeyMetadata.Description;
  });
}

function gatesOf({ controller }: Daemon): unknown {
  return controller
    .state()
    .plan?.steps.map(({ id, gate }) => `${id} ${gate.is === 'released' ? gate.is : gate.reason}`);
}

function commitNext({ repository }: World): void {
  repository.commit(stackText({ keys: 2, version: 1 }));
}

const takesOver: readonly { readonly how: string; take(scene: Scene): Promise<Daemon> }[] = [
  {
    how: 'starts after the old one was stopped',
    async take({ world, old }) {
      await old.stop();
      commitNext(world);
      return world.start(versioned('2', { disk: old.disk, history: old.history }));
    },
  },
  {
    how: 'stands by until the lease of the old one is over',
    async take({ world, old }) {
      old.kill();
      commitNext(world);
      return world.start(versioned('2', { disk: old.disk, history: old.history }));
    },
  },
  {
    how: 'stood by on another machine while the old one led',
    async take({ world, old }) {
      const next = world.start(versioned('2'));
      await world.advance(2 * hour);
      old.kill();
      commitNext(world);
      return next;
    },
  },
  {
    how: 'was restarted while it stood by',
    async take({ world, old }) {
      const first = world.start(versioned('2'));
      await world.advance(2 * hour);
      old.kill();
      commitNext(world);
      await world.advance(minute);
      first.kill();
      return world.start(versioned('2', { disk: first.disk, history: first.history }));
    },
  },
  {
    how: 'came between two others and wrote nothing',
    async take({ world, old }) {
      await old.stop();
      commitNext(world);
      const between = world.start(versioned('2', { disk: old.disk, history: old.history }));
      await world.advance(2 * hour);
      await between.stop();
      return world.start(versioned('3', { disk: old.disk, history: old.history }));
    },
  },
];

it.each(takesOver)(
  'holds what it would write to what was in sync when a new version $how',
  async ({ take }) => {
    const scene = await before();
    const { world } = scene;
    const next = await take(scene);
    await world.advance(3 * hour);
    expect(next.controller.state().leadership.is).toBe('leader');
    expect(gatesOf(next)).toEqual(['Key/app-0#description upgrade', 'Key/app-1#description upgrade']);
    expect(descriptions(world)).toEqual(['version 0', 'version 0']);
  },
);

it('does not hold what the old version had not done', async () => {
  const { world, old } = await before();
  const until = world.clock.now() + 2 * hour;
  const by = { id: 'uid:1000', name: 'ada' };
  const pause = {
    id: 'p',
    by,
    at: world.clock.now(),
    why: 'INC-7',
    until,
    addresses: ['Key/app-1' as const],
  };
  await old.controller.decide((decided) => ({ ...decided, pauses: [pause] }), {
    subject: by.id,
    text: 'pause',
  });
  commitNext(world);
  await world.advance(hour);
  expect(descriptions(world)).toEqual(['version 1', 'version 0']);
  old.kill();
  world.start(versioned('2', { disk: old.disk, history: old.history }));
  await world.advance(3 * hour);
  expect(descriptions(world)).toEqual(['version 1', 'version 1']);
});

it('takes a commit as before once its first look found everything in sync', async () => {
  const { world, old } = await before();
  await old.stop();
  world.start(versioned('2', { disk: old.disk, history: old.history }));
  await world.advance(hour);
  commitNext(world);
  await world.advance(15 * minute);
  expect(descriptions(world)).toEqual(['version 1', 'version 1']);
});
