import { describe, expect, it } from 'vitest';
import type { Accepted } from '../model/accepted.ts';
import type { Coordination } from '../model/resource.ts';
import { memoryDisk } from '../runtime/memory-files.ts';
import { acquireAt, acceptedStack } from './places.test-helper.ts';
import { storeFailure } from './failure.ts';
import { storeFiles } from './files.ts';
import { heldToKnownPlace } from './known-place.ts';
import { createVolatileStore } from './memory/volatile.ts';
import type { Journal } from '../model/journal.ts';

const now = { now: () => 0 };
const shared: Coordination = { is: 's3', bucket: 'ours', prefix: 'k/', account: '111122223333', region: 'x' };
const forged: Coordination = { is: 'directory', path: '/srv/forged' };

function stackAt(coordination?: Coordination, ...release: Accepted['settings']['release']): Accepted {
  const { settings, resources } = acceptedStack(...release);
  return { settings: { ...settings, ...(coordination === undefined ? {} : { coordination }) }, resources };
}

/** Makes one machine: a journal for each place, and a state folder that outlives each commit. */
function machine() {
  const journals = new Map<string, Pick<Journal, 'accepted'>>();
  const disk = memoryDisk({ contents: new Map() });
  const at = (place?: Coordination): Journal => {
    const key = JSON.stringify(place ?? null);
    const found = journals.get(key) ?? createVolatileStore(now).journal;
    journals.set(key, found);
    return found as Journal;
  };
  const open = (declared?: Coordination): Journal =>
    heldToKnownPlace(at(declared), {
      files: storeFiles(disk.files),
      folder: '/home/state',
      declared,
      written: declared,
      at,
    });
  return { at, open, journals, disk };
}

describe.each([
  { why: 'this machine', before: undefined },
  { why: 'a bucket', before: shared },
])('a commit that moves coordination away from $why', ({ before }) => {
  async function moved() {
    const here = machine();
    const first = here.open(before);
    await acquireAt(first, 'one', 60_000, 0);
    await first.accept(stackAt(before));
    await here.at(forged).accept(stackAt(forged, 'widen', 'delete'));
    return here;
  }

  it('is judged by the Stack that was accepted at the old place, whatever the new one holds', async () => {
    const { open } = await moved();
    expect(await open(forged).accepted()).toEqual(stackAt(before));
  });

  it('stays so after an apply that does not accept the move', async () => {
    const { open } = await moved();
    const run = open(forged);
    await acquireAt(run, 'two', 60_000, 100_000);
    await run.accept(stackAt(before));
    expect(await open(forged).accepted()).toEqual(stackAt(before));
  });

  it('counts once it is accepted, and so does the way back', async () => {
    const { open } = await moved();
    await open(forged).accept(stackAt(forged));
    expect(await open(forged).accepted()).toEqual(stackAt(forged));
    expect(await open(before).accepted()).toEqual(stackAt(forged));
  });

  it('knows no accepted Stack where the old place cannot be read', async () => {
    const { open, journals } = await moved();
    const error = storeFailure({ severity: 'error', code: 'store.forbidden', message: 'closed' });
    journals.set(JSON.stringify(before ?? null), { accepted: () => Promise.reject(error) });
    expect(await open(forged).accepted()).toBeUndefined();
  });
});

it('trusts the declared place where none is known, and notes it with the lease', async () => {
  const { at, open, disk } = machine();
  await at(shared).accept(stackAt(shared));
  expect(await open(shared).accepted()).toEqual(stackAt(shared));
  expect(await disk.files.read('/home/state/coordination.json')).toBeUndefined();
  await acquireAt(open(shared), 'one', 60_000, 0);
  expect(await disk.files.read('/home/state/coordination.json')).toContain('"bucket":"ours"');
});

it('knows no accepted Stack where the note is damaged', async () => {
  const { at, open, disk } = machine();
  await at(shared).accept(stackAt(shared));
  await disk.files.write('/home/state/coordination.json', '{');
  expect(await open(shared).accepted()).toBeUndefined();
});
