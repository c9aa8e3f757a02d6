import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFiles } from '../../boot/manifests.ts';
import { minute } from '../../model/instant.ts';
import type { Revision, Source } from '../../model/revision.ts';
import { realFiles, type Files } from '../../runtime/files.ts';
import { memoryDisk } from '../../runtime/memory-files.ts';
import { seededRandoms } from '../../runtime/random.ts';
import { virtualClock, type VirtualClock } from '../../runtime/virtual-clock.ts';
import { virtualWatches } from '../../runtime/watch.test-helper.ts';
import {
  behavesAsSource,
  estate,
  idOf,
  keyManifest,
  listen,
  shown,
  type Place,
} from './conformance.test-helper.ts';
import { keptSets } from './kept-sets.ts';
import { watchedSource } from './watched.ts';

function world(files: Files, root: string, interval = minute, keeping = memoryDisk().files) {
  const clock = virtualClock();
  const watches = virtualWatches();
  const start = (): Source =>
    watchedSource(
      { paths: [root], interval },
      {
        clock,
        watches,
        files,
        random: seededRandoms(1).stream('source'),
        kept: keptSets('/kept', keeping),
        load: (set) => loadFiles(set, clock.now()),
      },
    );
  return { clock, watches, start };
}

/** Returns files of a real disk, which hold the clock: it would else pass every deadline while the disk reads. */
function holding(files: Files, clock: () => VirtualClock | undefined): Files {
  return new Proxy(files, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => {
        const result: unknown = Reflect.apply(member, target, given);
        return result instanceof Promise ? clock()?.during(result) : result;
      };
    },
  });
}

async function write(files: Files, set: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(set)) await files.write(`/estate/${path}`, text);
}

describe('a watched directory', () => {
  behavesAsSource(async (): Promise<Place> => {
    let { files } = memoryDisk();
    const all: Files = new Proxy(files, {
      get: (_target, name: keyof Files) => files[name],
    });
    let gone: Files | undefined;
    return {
      ...world(all, '/estate'),
      async put(set) {
        const next = memoryDisk({
          contents: new Map(Object.entries(set).map(([path, text]) => [`/estate/${path}`, text])),
        });
        files = next.files;
      },
      async vanish() {
        gone = files;
        files = memoryDisk().files;
      },
      async comeBack() {
        files = gone ?? files;
      },
    };
  });

  it('looks at once when the system hints at a change, and in any case after its interval', async () => {
    const { files } = memoryDisk();
    await write(files, estate('one'));
    const { clock, watches, start } = world(files, '/estate', 60 * minute);
    const given = listen(start(), clock);
    await given.next();
    const began = clock.now();
    const next = given.next();
    await clock.sleep(minute);
    await write(files, estate('two'));
    watches.hint();
    await next;
    expect(clock.now() - began).toBeLessThan(minute + 2_000);
    await write(files, estate('three'));
    await given.next();
    expect(clock.now() - began).toBeGreaterThan(54 * minute);
    await given.stop();
    expect(watches.size).toBe(0);
  });

  it('does not take half of a set that is being copied for the whole', async () => {
    const { files } = memoryDisk();
    await write(files, estate('one'));
    const { clock, watches, start } = world(files, '/estate');
    const given = listen(start(), clock);
    await given.next();
    const next = given.next();
    await clock.sleep(minute / 2);
    watches.hint();
    for (const name of ['a', 'b', 'c', 'd']) {
      await files.write(`/estate/keys/${name}.yaml`, keyManifest(name));
      await clock.sleep(150);
    }
    expect(shown(await next)).toEqual(['Key/a', 'Key/b', 'Key/c', 'Key/d', 'Key/one']);
    await given.stop();
  });

  it('says so when files never stop changing, and only once', async () => {
    const { files } = memoryDisk();
    let count = 0;
    const restless: Files = {
      ...files,
      readBytes: async () => new TextEncoder().encode(keyManifest(`k${String((count += 1))}`)),
    };
    await write(files, estate('one'));
    const { clock, start } = world(restless, '/estate');
    const given = listen(start(), clock);
    expect(shown(await given.next())).toEqual(['unreachable', 'source.unsettled']);
    await given.quiet();
    await given.stop();
  });

  it('reports that it is unreachable while it gives no answer, with one read at a time', async () => {
    const { files } = memoryDisk();
    await write(files, estate('one'));
    let answers = Promise.withResolvers<undefined>();
    answers.resolve(undefined);
    let readings = 0;
    const slow: Files = {
      ...files,
      async stat(path) {
        readings += 1;
        await answers.promise;
        return files.stat(path);
      },
    };
    const { clock, start } = world(slow, '/estate');
    const given = listen(start(), clock);
    await given.next();
    answers = Promise.withResolvers();
    readings = 0;
    expect(shown(await given.next())).toEqual(['unreachable', 'source.unreachable']);
    await given.quiet();
    expect(readings).toBe(1);
    answers.resolve(undefined);
    expect(shown(await given.next())).toEqual(['Key/one']);
    await given.stop();
  });

  it('reads an untouched directory once a look', async () => {
    const { files } = memoryDisk();
    await write(files, estate('one'));
    let reads = 0;
    const counted: Files = {
      ...files,
      readBytes(path, most) {
        if (path.endsWith('stack.yaml')) reads += 1;
        return files.readBytes(path, most);
      },
    };
    const { clock, start } = world(counted, '/estate');
    const given = listen(start(), clock);
    await given.next();
    expect(reads).toBe(2);
    await Promise.race([given.quiet(), clock.sleep(10 * minute)]);
    expect(reads).toBeLessThanOrEqual(2 + 12);
    await given.stop();
  });

  it('gives a set again when an entry of metadata.ignore ends, and only then', async () => {
    const { files } = memoryDisk();
    const { clock, start } = world(files, '/estate');
    const until = new Date(clock.now() + 30 * minute).toISOString();
    const ignore = `[{ path: /description, reason: moving, until: '${until}' }]`;
    await write(files, {
      ...estate(),
      'key.yaml': keyManifest('one').replace('name: one }', `name: one, ignore: ${ignore} }`),
    });
    const given = listen(start(), clock);
    const ignored = (revision: Revision): number | undefined =>
      revision.is === 'stack' ? revision.stack.resources.get('Key/one')?.metadata.ignore.length : undefined;
    const before = await given.next();
    expect(ignored(before)).toBe(1);
    await given.quiet();
    const after = await given.next();
    expect(ignored(after)).toBe(0);
    expect(idOf(after)).toBe(idOf(before));
    await given.quiet();
    await given.stop();
  });

  it('gives what it cannot keep with a warning', async () => {
    const { files } = memoryDisk();
    await write(files, estate('one'));
    const full = { ...memoryDisk().files, write: () => Promise.reject(new Error('ENOSPC')) };
    const { clock, start } = world(files, '/estate', minute, full);
    const given = listen(start(), clock);
    expect(await given.next()).toMatchObject({
      is: 'stack',
      stack: { diagnostics: [{ severity: 'warning', code: 'source.unkept' }] },
    });
    await given.stop();
  });

  it('keeps a revision that is asked after, however many follow it', async () => {
    const { files } = memoryDisk();
    await write(files, estate('k0'));
    const { clock, start } = world(files, '/estate');
    const source = start();
    const given = listen(source, clock);
    const { signal } = new AbortController();
    const accepted = idOf(await given.next());
    const second = { id: '' };
    for (let n = 1; n <= 25; n += 1) {
      await files.write('/estate/keys/k0.yaml', keyManifest(`k${String(n)}`));
      const id = idOf(await given.next());
      if (n === 1) second.id = id;
      expect(await source.lineage(accepted, id, signal)).toEqual({ is: 'untracked' });
    }
    expect(shown(await source.read(accepted, signal))).toEqual(['Key/k0']);
    expect(idOf(await source.read(accepted.slice(0, 12), signal))).toBe(accepted);
    expect(shown(await source.read('', signal))).toEqual(['unreachable', 'source.not-kept']);
    expect(shown(await source.read(second.id, signal))).toEqual(['unreachable', 'source.not-kept']);
    await given.stop();
  });

  it('follows the swap of a ConfigMap, an atomic rename and a new sub-folder on a real disk', async () => {
    const root = mkdtempSync(join(tmpdir(), 'keywright-watched-'));
    const mount = (name: string, keys: readonly string[]): void => {
      mkdirSync(join(root, name));
      for (const [path, text] of Object.entries(estate(...keys)))
        writeFileSync(join(root, name, path.replace('/', '-')), text);
      symlinkSync(name, join(root, '..data_tmp'));
      renameSync(join(root, '..data_tmp'), join(root, '..data'));
    };
    mount('..2026_1', ['one']);
    for (const file of ['stack.yaml', 'keys-one.yaml']) symlinkSync(`..data/${file}`, join(root, file));
    const clocks: VirtualClock[] = [];
    const { clock, start } = world(
      holding(realFiles(), () => clocks[0]),
      root,
    );
    clocks.push(clock);
    const given = listen(start(), clock);
    expect(shown(await given.next())).toEqual(['Key/one']);
    mkdirSync(join(root, '..2026_2'));
    writeFileSync(join(root, '..2026_2', 'stack.yaml'), estate()['stack.yaml'] ?? '');
    writeFileSync(join(root, '..2026_2', 'keys-one.yaml'), keyManifest('swapped'));
    symlinkSync('..2026_2', join(root, '..data_tmp'));
    renameSync(join(root, '..data_tmp'), join(root, '..data'));
    expect(shown(await given.next())).toEqual(['Key/swapped']);
    mkdirSync(join(root, 'more'));
    writeFileSync(join(root, 'more', 'two.yaml'), keyManifest('two'));
    expect(shown(await given.next())).toEqual(['Key/swapped', 'Key/two']);
    writeFileSync(join(root, 'two.tmp'), keyManifest('three'));
    renameSync(join(root, 'two.tmp'), join(root, 'more', 'two.yaml'));
    expect(shown(await given.next())).toEqual(['Key/swapped', 'Key/three']);
    await given.stop();
    rmSync(root, { recursive: true });
  });
});
