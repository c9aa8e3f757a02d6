import { expect, it } from 'vitest';
import type { Aws } from '../model/call.ts';
import type { Coordination } from '../model/resource.ts';
import { memoryDisk } from '../runtime/memory-files.ts';
import { acceptedStack } from '../store/places.test-helper.ts';
import type { Store } from '../store/store.ts';
import type { Host } from './host.ts';
import { openRealAws } from './real.ts';
import type { BootRequest, Whereabouts } from './request.ts';

const aws: Aws = { call: () => Promise.reject(new Error('not asked')) };
const { settings } = acceptedStack();

// Where the accepted Stack is read is written in the commit that it judges.
it.each<{ why: string; options: Whereabouts }>([
  { why: 'the state folder of this machine', options: {} },
  { why: '--state-dir, which the commit cannot move', options: { stateDir: '/ci/state' } },
])('measures a commit that moves coordination by $why', async ({ options }) => {
  const disk = memoryDisk({ contents: new Map() });
  const host = {
    clock: { now: () => 0 },
    files: disk.files,
    environment: { variables: { HOME: '/home/ops' } },
  } as unknown as Host;
  const open = (coordination?: Coordination, here = options): Store => {
    const stack = { settings: { ...settings, ...(coordination === undefined ? {} : { coordination }) } };
    const opened = openRealAws({ stack, options: here, version: '1' } as unknown as BootRequest, host);
    if ('refused' in opened) throw new Error('refused');
    const store = opened.openStore(aws);
    if ('refused' in store) throw new Error(store.refused.message);
    return store;
  };
  const before = acceptedStack();
  await open().journal.accept(before);
  const forged: Coordination = { is: 'directory', path: '/srv/forged' };
  await open(undefined, { stateDir: forged.path }).journal.accept(acceptedStack('widen', 'delete'));
  expect(await open(forged).journal.accepted()).toEqual(before);
});

it('keeps lease and journal where the Stack says, whatever data directory a daemon has', async () => {
  const disk = memoryDisk({ contents: new Map() });
  const host = {
    clock: { now: () => 0 },
    files: disk.files,
    environment: { variables: {} },
  } as unknown as Host;
  const coordination: Coordination = { is: 'directory', path: '/srv/shared' };
  const open = (home: string): Store => {
    const stack = { settings: { ...settings, coordination } };
    const opened = openRealAws({ stack, options: {}, home, version: '1' } as unknown as BootRequest, host);
    if ('refused' in opened) throw new Error('refused');
    const store = opened.openStore(aws);
    if ('refused' in store) throw new Error(store.refused.message);
    return store;
  };
  await open('/data/a').journal.accept(acceptedStack());
  expect(await open('/data/b').journal.accepted()).toEqual(acceptedStack());
});
