import { afterEach, expect, it } from 'vitest';
import type { Journal } from '../model/journal.ts';
import { hour, minute } from '../model/instant.ts';
import { behind, raw } from './behind.ts';
import { openPolicy, stackText, stranger } from './estate.ts';
import { createWorld, type DaemonOptions, type World } from './world.ts';

// A disk that gives no answer, such as a directory on a network share, must not keep a daemon from its work unseen.

const worlds: World[] = [];

afterEach(() => Promise.all(worlds.splice(0).map((world) => world.end())));

function begin(): World {
  const world = createWorld({ seed: 18 });
  worlds.push(world);
  world.repository.commit(stackText({ keys: 2, version: 0 }));
  return world;
}

function never<T>(): Promise<T> {
  return Promise.race<T>([]);
}

/** Builds a journal of which some calls are never answered while `is` says so. */
function hanging(calls: readonly ('decisions' | 'decide')[]): { is: boolean } & DaemonOptions {
  const hangs = {
    is: false,
    journal: (journal: Journal): Journal => ({
      ...journal,
      decisions: () => (hangs.is && calls.includes('decisions') ? never() : journal.decisions()),
      decide: (change) => (hangs.is && calls.includes('decide') ? never() : journal.decide(change)),
    }),
  };
  return hangs;
}

function isOpen(world: World, alias: string): boolean {
  const policy = raw(world, 'kms', 'GetKeyPolicy', {
    KeyId: (raw(world, 'kms', 'DescribeKey', { KeyId: alias })?.['KeyMetadata'] as { KeyId: string }).KeyId,
    PolicyName: 'default',
  });
  return String(policy?.['Policy']).includes(stranger);
}

it('continues when decisions were not answered for ten minutes', async () => {
  const world = begin();
  const hangs = hanging(['decisions']);
  const { controller } = world.start(hangs);
  await world.advance(hour);
  hangs.is = true;
  await world.advance(10 * minute);
  hangs.is = false;
  behind(world, 'PutKeyPolicy', 'alias/app-0', { PolicyName: 'default', Policy: openPolicy });
  await world.advance(12 * minute);
  expect(isOpen(world, 'alias/app-0')).toBe(false);
  expect(controller.state().wedged).toBe(false);
});

it('gives the lease to another replica when recording the writes hangs', async () => {
  const world = begin();
  const hangs = hanging(['decide']);
  const stuck = world.start(hangs);
  await world.advance(hour);
  const standby = world.start();
  await world.advance(10 * minute);
  expect(stuck.controller.state().leadership.is).toBe('leader');
  hangs.is = true;
  behind(world, 'PutKeyPolicy', 'alias/app-0', { PolicyName: 'default', Policy: openPolicy });
  await world.advance(45 * minute);
  expect(stuck.controller.state()).toMatchObject({ wedged: true, leadership: { is: 'candidate' } });
  expect(standby.controller.state().leadership.is).toBe('leader');
  behind(world, 'PutKeyPolicy', 'alias/app-1', { PolicyName: 'default', Policy: openPolicy });
  await world.advance(12 * minute);
  expect(isOpen(world, 'alias/app-1')).toBe(false);
  stuck.kill();
});

it('tells that a commit which cannot be noted as accepted hangs', async () => {
  const world = begin();
  const hangs = hanging(['decide']);
  const stuck = world.start(hangs);
  await world.advance(hour);
  hangs.is = true;
  world.repository.commit(stackText({ keys: 2, version: 1 }));
  await world.advance(32 * minute);
  expect(stuck.controller.state().wedged).toBe(true);
  stuck.kill();
});
