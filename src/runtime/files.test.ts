import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { realFiles, type Files } from './files.ts';
import { memoryDisk } from './memory-files.ts';
import { seededRandoms } from './random.ts';

const root = mkdtempSync(join(tmpdir(), 'keywright-files-'));
afterAll(() => rm(root, { recursive: true, force: true }));

const owner = { pid: process.pid, host: 'here', note: 'apply' };

const kinds: readonly { readonly name: string; make(): Files; at(path: string): string }[] = [
  { name: 'real', make: realFiles, at: (path) => join(root, path) },
  { name: 'in memory', make: () => memoryDisk().files, at: (path) => `/${path}` },
];

describe.each(kinds)('files, $name', ({ make, at }) => {
  it('reads back what was written, replaces it whole, and makes missing directories', async () => {
    const files = make();
    const path = at('a/b/plan.json');
    expect(await files.read(path)).toBeUndefined();
    await files.write(path, 'a long first text');
    await files.write(path, 'é');
    expect(await files.read(path)).toBe('é');
    expect(await files.list(at('a/b'))).toEqual([{ name: 'plan.json', is: 'file' }]);
    expect(await files.list(at('a'))).toEqual([{ name: 'b', is: 'directory' }]);
  });

  it('gives bytes as they are, and of a file that is too large only its size', async () => {
    const files = make();
    await files.write(at('bytes/a'), 'é');
    expect(await files.readBytes(at('bytes/a'), 2)).toEqual(Uint8Array.of(0xc3, 0xa9));
    expect(await files.readBytes(at('bytes/a'), 1)).toEqual({ larger: 2 });
    expect(await files.readBytes(at('bytes/b'), 1)).toBeUndefined();
    const long = 'x'.repeat(200_000);
    await files.write(at('bytes/long'), long);
    expect(await files.readBytes(at('bytes/long'), 200_000)).toEqual(new TextEncoder().encode(long));
  });

  it('appends', async () => {
    const files = make();
    await files.append(at('log/journal'), 'one\n');
    await files.append(at('log/journal'), 'two\n');
    expect(await files.read(at('log/journal'))).toBe('one\ntwo\n');
  });

  it('says what is there, in code-unit order, and that a directory is missing', async () => {
    const files = make();
    for (const name of ['b', 'B', 'a', '_']) await files.write(at(`sorted/${name}`), '');
    expect((await files.list(at('sorted')))?.map((entry) => entry.name)).toEqual(['B', '_', 'a', 'b']);
    expect(await files.list(at('nowhere'))).toBeUndefined();
    expect(await files.stat(at('sorted'))).toBe('directory');
    expect(await files.stat(at('sorted/a'))).toBe('file');
    expect(await files.stat(at('sorted/c'))).toBeUndefined();
    expect(await files.stat(at('sorted/a/below-a-file'))).toBeUndefined();
  });

  it('removes a file, a tree, and what is not there', async () => {
    const files = make();
    await files.write(at('gone/x'), '1');
    await files.write(at('gone/y/z'), '1');
    await files.remove(at('gone/x'));
    expect(await files.read(at('gone/x'))).toBeUndefined();
    await files.remove(at('gone'));
    await files.remove(at('gone'));
    expect(await files.stat(at('gone'))).toBeUndefined();
  });

  it('gives a lock to one, names its holder to the next, and gives it again once released', async () => {
    const files = make();
    const path = at('state/lock');
    const first = await files.lock(path, owner);
    expect(first.is).toBe('held');
    expect(await files.lock(path, { ...owner, note: 'second' })).toEqual({ is: 'refused', by: owner });
    if (first.is === 'held') await first.release();
    expect((await files.lock(path, owner)).is).toBe('held');
  });

  it('gives a lock to exactly one of many who ask at once', async () => {
    const files = make();
    const answers = await Promise.all(Array.from({ length: 8 }, () => files.lock(at('race/lock'), owner)));
    expect(answers.filter((answer) => answer.is === 'held')).toHaveLength(1);
  });
});

describe('real locks', () => {
  it('takes over from a process of this host that is gone, leaving nothing beside the lock', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const directory = await mkdtemp(join(root, 'dead-'));
    await writeFile(join(directory, 'lock'), JSON.stringify({ ...owner, pid: dead }));
    expect((await realFiles().lock(join(directory, 'lock'), owner)).is).toBe('held');
    expect(await readdir(directory)).toEqual(['lock']);
  });

  it.each([
    { why: 'another host may still run it', text: JSON.stringify({ pid: 1, host: 'there', note: '' }) },
    { why: 'its owner cannot be told', text: 'not JSON' },
  ])('never takes a lock when $why', async ({ text }) => {
    const directory = await mkdtemp(join(root, 'foreign-'));
    await writeFile(join(directory, 'lock'), text);
    expect((await realFiles().lock(join(directory, 'lock'), owner)).is).toBe('refused');
  });
});

describe('a crash of the disk in memory', () => {
  it('keeps every write whose promise resolved, and of one under way the old or the new text', async () => {
    const never = Promise.race<never>([]);
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string({ minLength: 1 }), fc.nat(), async (before, after, seed) => {
        const first = memoryDisk();
        await first.files.write('/kept', before);
        const second = memoryDisk({ contents: first.contents(), sync: () => never });
        void second.files.write('/kept', after);
        void second.files.append('/log', after);
        await new Promise((resolve) => void setImmediate(resolve));
        const survivor = second.crash(seededRandoms(seed).stream('crash'));
        expect([before, after]).toContain(await survivor.files.read('/kept'));
        expect(after.startsWith((await survivor.files.read('/log')) ?? '')).toBe(true);
      }),
    );
  });

  it('never answers a call of before the crash', async () => {
    const disk = memoryDisk();
    disk.crash(seededRandoms(1).stream('crash'));
    const answered = await Promise.race([
      disk.files.read('/x').then(() => 'answered'),
      new Promise((resolve) => void setImmediate(resolve, 'silent')),
    ]);
    expect(answered).toBe('silent');
  });
});
