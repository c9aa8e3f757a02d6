import { expect, it } from 'vitest';
import { memoryDisk } from '../runtime/memory-files.ts';
import type { Files } from '../runtime/files.ts';
import { createSandbox } from '../sandbox/sandbox.ts';
import { readWorld, savingWorld } from './world-file.ts';

const at = Date.UTC(2026, 10, 2);
const clock = { now: () => at, sleep: () => Promise.resolve() };

function counting(files: Files): { readonly files: Files; writes(): number } {
  let writes = 0;
  return {
    writes: () => writes,
    files: {
      ...files,
      async write(path, text) {
        writes += 1;
        await files.write(path, text);
      },
    },
  };
}

function made(): ReturnType<typeof createSandbox> {
  return createSandbox({ clock, random: { next: () => 0.5 } });
}

function createKey(sandbox: ReturnType<typeof made>): void {
  const principal = 'arn:aws:iam::111122223333:role/admin';
  const place = { account: '111122223333', region: 'us-east-1', principal };
  expect(sandbox.raw({ service: 'kms', operation: 'CreateKey', ...place, input: {} })).toMatchObject({
    is: 'ok',
  });
}

it('loads what was saved, with its last instant', async () => {
  const disk = memoryDisk();
  const sandbox = made();
  createKey(sandbox);
  await savingWorld(sandbox, 'aws', disk.files)();
  expect(await readWorld('aws', disk.files)).toEqual({ world: sandbox.world(), lastInstant: at });
});

it('loads no world when there is no file', async () => {
  expect(await readWorld('aws', memoryDisk().files)).toBeUndefined();
});

it('writes an unchanged world only once', async () => {
  const { files, writes } = counting(memoryDisk().files);
  const save = savingWorld(made(), 'aws', files);
  await save();
  await save();
  expect(writes()).toBe(1);
});

it('shares the next write among those who ask during a write', async () => {
  const disk = memoryDisk();
  const { files, writes } = counting(disk.files);
  const sandbox = made();
  const save = savingWorld(sandbox, 'aws', files);
  const first = save();
  const saved: Promise<void>[] = [];
  for (let n = 0; n < 5; n += 1) {
    createKey(sandbox);
    saved.push(save());
  }
  await Promise.all(saved);
  expect(await readWorld('aws', disk.files)).toMatchObject({ world: sandbox.world() });
  await first;
  expect(writes()).toBe(2);
});

it('reports a failed write to those who wait for it, and tries the next one', async () => {
  const disk = memoryDisk();
  let full = true;
  const files: Files = {
    ...disk.files,
    write: (path, text) => (full ? Promise.reject(new Error('disk full')) : disk.files.write(path, text)),
  };
  const save = savingWorld(made(), 'aws', files);
  const [first, second] = await Promise.allSettled([save(), save()]);
  expect([first?.status, second?.status]).toEqual(['rejected', 'rejected']);
  full = false;
  await save();
  expect(await readWorld('aws', disk.files)).toBeDefined();
});
