import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realFiles } from '../../runtime/files.ts';
import { memoryDisk } from '../../runtime/memory-files.ts';
import { seededRandoms } from '../../runtime/random.ts';
import {
  bindingConformance,
  journalConformance,
  memoryConformance,
  type BoundPlace,
} from '../conformance.test-helper.ts';
import { estate, intentFor, type Place } from '../places.test-helper.ts';
import { storeFiles } from '../files.ts';
import type { Store } from '../store.ts';
import { testDisk } from './disk.test-helper.ts';
import { createDirectoryStore } from './store.ts';

const clock = { now: () => 1_000 };

const scratch = { root: '', used: 0 };
beforeAll(async () => {
  scratch.root = await mkdtemp(join(tmpdir(), 'keywright-store-'));
});
afterAll(() => rm(scratch.root, { recursive: true, force: true }));

const disks: readonly { readonly disk: string; make(): Place<Store> }[] = [
  {
    disk: 'in memory, losing power',
    make() {
      const randoms = seededRandoms(7).stream('crash');
      let disk = testDisk();
      return {
        boot: () => createDirectoryStore(disk.files, '/state', estate, clock),
        crash: () => void (disk = disk.crash(randoms)),
      };
    },
  },
  {
    disk: 'in memory, on Files.lock',
    make() {
      const { files } = memoryDisk();
      return {
        boot: () => createDirectoryStore(storeFiles(files), '/state', estate, clock),
        crash: () => undefined,
      };
    },
  },
  {
    disk: 'real',
    make() {
      scratch.used += 1;
      const directory = join(scratch.root, String(scratch.used), 'state');
      const files = storeFiles(realFiles());
      return {
        boot: () => createDirectoryStore(files, directory, estate, clock),
        crash: () => undefined,
      };
    },
  },
];

describe.each(disks)('the directory store, on a disk: $disk', ({ make }) => {
  journalConformance(() => {
    const place = make();
    return { boot: () => place.boot().journal, crash: place.crash };
  });

  memoryConformance(() => {
    const place = make();
    return { boot: () => place.boot().memory, crash: place.crash };
  });
});

describe('the directory store of one Stack', () => {
  describe('its journal', () => {
    bindingConformance((): BoundPlace => {
      const { files } = testDisk();
      return {
        bootAs(stack) {
          const { journal, check } = createDirectoryStore(files, '/state', stack, clock);
          return { read: journal.known, write: () => journal.remember('Key/a', { keyId: '1' }), check };
        },
      };
    });
  });

  describe('its memory', () => {
    bindingConformance((): BoundPlace => {
      const { files } = testDisk();
      // With coordination in S3 the directory holds the memory alone.
      const applied = { tree: null, before: {}, at: 1 };
      return {
        bootAs(stack) {
          const { memory, check } = createDirectoryStore(files, '/state', stack, clock);
          const write = () => memory.applied('Key/a', { keyId: '1' }, 'tags', applied);
          return { read: memory.lastApplied, write, check };
        },
      };
    });
  });

  it('binds a store of format 1 by its first write, and loses nothing of it', async () => {
    const { files } = testDisk();
    await files.write('/state/journal.jsonl', `{"keywright":"journal","version":1,"bornAt":5}\n`);
    await files.append('/state/journal.jsonl', `${JSON.stringify({ is: 'open', intent: intentFor('a') })}\n`);
    await files.write('/state/memory.jsonl', '{"keywright":"memory","version":1}\n');
    const { journal, memory } = createDirectoryStore(files, '/state', estate, clock);
    await journal.remember('Key/a', { keyId: '1' });
    await memory.applied('Key/a', { keyId: '1' }, 'tags', { tree: null, before: {}, at: 1 });
    expect(await journal.openIntents()).toEqual([intentFor('a')]);
    expect(await journal.bornAt()).toBe(5);
    const other = createDirectoryStore(files, '/state', { name: 'other', uid: 'o1o1o1o1' }, clock);
    expect((await other.check()).map(({ code }) => code)).toEqual(['store.other-stack']);
  });
});

describe('a disk that fails', () => {
  it.each([
    { why: 'no permission', error: 'EACCES', code: 'store.forbidden' },
    { why: 'mounted read-only', error: 'EROFS', code: 'store.forbidden' },
    { why: 'full', error: 'ENOSPC', code: 'store.unavailable' },
  ])('is explained, naming the file: $why', async ({ error, code }) => {
    const disk = testDisk();
    const broken = async () => {
      throw Object.assign(new Error(error), { code: error });
    };
    const { journal } = createDirectoryStore({ ...disk.files, append: broken }, '/state', estate, clock);
    await expect(journal.open(intentFor('a'))).rejects.toMatchObject({
      diagnostic: { code, message: expect.stringContaining('/state/journal.jsonl') as string },
    });
  });

  it('reports damage in journal and memory', async () => {
    const { files } = testDisk();
    await files.write('/state/journal.jsonl', 'damaged\n');
    await files.write('/state/memory.jsonl', 'damaged\n');
    const problems = await createDirectoryStore(files, '/state', estate, clock).check();
    expect(problems.map(({ code }) => code)).toEqual(['store.corrupt-journal', 'store.memory-unreadable']);
  });
});
