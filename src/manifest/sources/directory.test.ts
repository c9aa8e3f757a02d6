import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { realFiles } from '../../runtime/files.ts';
import { memoryDisk } from '../../runtime/memory-files.ts';
import type { SourceFile } from '../source.ts';
import { readSources, type ManifestFiles } from './directory.ts';

function disk(...paths: readonly string[]): ManifestFiles {
  return memoryDisk({ contents: new Map(paths.map((path) => [path, `text of ${path}`])) }).files;
}

async function shown(paths: readonly string[], files: ManifestFiles): Promise<readonly string[]> {
  const sources = await readSources(paths, files);
  return sources.map((source) =>
    'unreadable' in source ? `${source.path}: ${source.unreadable}` : source.path,
  );
}

describe('reading manifests from paths', () => {
  it.each([
    {
      why: 'directories are read however deep, in code-unit order',
      on: ['m/z.yaml', 'm/a/b/c.yml', 'm/a.json', 'm/B.yaml'],
      paths: ['m'],
      told: ['m/B.yaml', 'm/a.json', 'm/a/b/c.yml', 'm/z.yaml'],
    },
    {
      why: 'other files are no manifests',
      on: ['m/a.yaml', 'm/README.md', 'm/x.yaml.bak', 'm/yaml'],
      paths: ['m'],
      told: ['m/a.yaml'],
    },
    {
      why: 'hidden entries are passed over',
      on: ['m/.git/a.yaml', 'm/.b.yaml', 'm/c.yaml'],
      paths: ['m'],
      told: ['m/c.yaml'],
    },
    {
      why: 'packages are passed over',
      on: ['m/node_modules/x/package.json', 'm/c.yaml'],
      paths: ['m'],
      told: ['m/c.yaml'],
    },
    {
      why: 'a named file is read whatever it is called',
      on: ['m/stack', 'm/.b.yaml'],
      paths: ['m/stack', 'm/.b.yaml'],
      told: ['m/.b.yaml', 'm/stack'],
    },
    {
      why: 'a file named twice is read once',
      on: ['m/a.yaml'],
      paths: ['m/', './m', 'm//a.yaml', './m/./a.yaml'],
      told: ['m/a.yaml'],
    },
    {
      why: 'a missing path is said, not passed over',
      on: ['m/a.yaml'],
      paths: ['m', 'n'],
      told: ['m/a.yaml', 'n: there is no such file or directory'],
    },
    {
      why: 'an empty directory is said: half a set is not a set',
      on: ['m/a.yaml', 'n/README.md'],
      paths: ['m', 'n'],
      told: ['m/a.yaml', 'n: this directory contains no manifests (*.yaml, *.yml, *.json)'],
    },
    {
      why: 'a bottomless directory ends',
      on: [`m/${'d/'.repeat(40)}a.yaml`],
      paths: ['m'],
      told: [`m${'/d'.repeat(33)}: this directory is nested more than 32 levels deep`],
    },
  ])('$why', async ({ on, paths, told }) => {
    expect(await shown(paths, disk(...on))).toEqual(told);
  });

  it('reads links to files and does not follow links to directories, so that none loops', async () => {
    const files: ManifestFiles = {
      stat: (path) =>
        Promise.resolve(
          path === 'm' || path.endsWith('loop.yaml')
            ? 'directory'
            : path.endsWith('gone.yaml')
              ? undefined
              : 'file',
        ),
      list: () =>
        Promise.resolve(
          ['file.yaml', 'gone.yaml', 'loop', 'loop.yaml'].map((name) => ({ name, is: 'other' as const })),
        ),
      readBytes: (path) => Promise.resolve(path.endsWith('gone.yaml') ? undefined : Uint8Array.of(97)),
      realPath: (path) => Promise.resolve(path.endsWith('gone.yaml') ? undefined : path),
    };
    expect(await shown(['m'], files)).toEqual([
      'm/file.yaml',
      'm/gone.yaml: this file was deleted, or is a broken symbolic link',
    ]);
  });

  it('reports unreadable files, and reads the rest', async () => {
    const files: ManifestFiles = {
      stat: (path) => Promise.resolve(path.endsWith('.yaml') ? 'file' : 'directory'),
      list: (path) =>
        path === 'm'
          ? Promise.resolve([
              { name: 'a.yaml', is: 'file' },
              { name: 'b.yaml', is: 'file' },
              { name: 'closed', is: 'directory' },
            ])
          : Promise.reject(new Error('EACCES')),
      readBytes: (path) =>
        path === 'm/a.yaml' ? Promise.reject(new Error('EIO')) : Promise.resolve(Uint8Array.of(97)),
      realPath: (path) => Promise.resolve(path),
    };
    const sources = await readSources(['m'], files);
    expect(sources).toEqual<readonly SourceFile[]>([
      { path: 'm/a.yaml', unreadable: 'this cannot be read: EIO' },
      { path: 'm/b.yaml', bytes: Uint8Array.of(97) },
      { path: 'm/closed', unreadable: 'this cannot be read: EACCES' },
    ]);
  });

  it('gives the bytes as they stand in the file', async () => {
    expect(await readSources(['m/a.yaml'], disk('m/a.yaml'))).toEqual([
      { path: 'm/a.yaml', bytes: new TextEncoder().encode('text of m/a.yaml') },
    ]);
  });

  it('does not read a file that is too large, nor more than a machine can hold', async () => {
    const large = { larger: 9 * 1024 * 1024 };
    const files = { ...disk('m/a.yaml'), readBytes: () => Promise.resolve(large) };
    expect(await shown(['m'], files)).toEqual([
      'm/a.yaml: this file has 9.0 MiB; the limit for a manifest is 4 MiB',
    ]);
    let read = 0;
    const names = Array.from({ length: 40 }, (_, index) => `m/${String(index)}.yaml`);
    const heavy: ManifestFiles = {
      ...disk(...names),
      readBytes: () => {
        read += 1;
        return Promise.resolve(new Uint8Array(4 * 1024 * 1024));
      },
    };
    expect(await shown(['m'], heavy)).toEqual(['m: the manifests exceed 64 MiB together']);
    expect(read).toBe(17);
  });
});

describe('on a real disk', () => {
  const root = mkdtempSync(join(tmpdir(), 'keywright-manifests-'));
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('continues after broken links, circular links and files without an end', async () => {
    writeFileSync(join(root, 'a.yaml'), 'a: 1');
    symlinkSync('loop.yaml', join(root, 'loop.yaml'));
    symlinkSync('gone', join(root, 'moved.yaml'));
    symlinkSync('.', join(root, 'self'));
    symlinkSync('a.yaml', join(root, 'same.yaml'));
    symlinkSync('/dev/zero', join(root, 'zero.yaml'));
    writeFileSync(join(root, 'huge.yaml'), '');
    truncateSync(join(root, 'huge.yaml'), 5 * 1024 ** 3);
    const told = await shown([root], realFiles());
    expect(told.map((line) => line.replace(`${root}/`, ''))).toEqual([
      'a.yaml',
      'huge.yaml: this file has 5120.0 MiB; the limit for a manifest is 4 MiB',
      'loop.yaml: this symbolic link points to itself',
      'moved.yaml: this file was deleted, or is a broken symbolic link',
      'same.yaml',
    ]);
    expect(await shown([join(root, 'zero.yaml')], realFiles())).toEqual([
      `${join(root, 'zero.yaml')}: this is neither a file nor a directory`,
    ]);
  });

  it('refuses a link that leads out of what was named, and shows nothing of it', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'keywright-outside-'));
    const inside = join(root, 'linked');
    mkdirSync(join(inside, 'below'), { recursive: true });
    writeFileSync(join(outside, 'credentials'), 'aws_secret_access_key = secret');
    writeFileSync(join(outside, 'shared.yaml'), 'a: 1');
    writeFileSync(join(inside, 'own.yaml'), 'a: 1');
    symlinkSync(join(outside, 'credentials'), join(inside, 'stolen.yaml'));
    symlinkSync(join(outside, 'shared.yaml'), join(inside, 'below', 'shared.yaml'));
    symlinkSync('../own.yaml', join(inside, 'below', 'up.yaml'));
    symlinkSync(inside, join(outside, 'named'));
    const refused = 'this symbolic link points outside the given directory';
    const read = async (...paths: readonly string[]): Promise<readonly string[]> =>
      (await shown(paths, realFiles())).map((line) => line.replace(`${root}/`, ''));
    expect(await read(inside)).toEqual([
      `linked/below/shared.yaml: ${refused}`,
      'linked/below/up.yaml',
      'linked/own.yaml',
      `linked/stolen.yaml: ${refused}`,
    ]);
    // A shell that expands `*.yaml` names the links that a commit adds.
    expect(await read(join(inside, 'stolen.yaml'))).toEqual([`linked/stolen.yaml: ${refused}`]);
    // Who names the other directory too has read it anyway; who names a link to a directory means that directory.
    expect(await read(inside, join(outside, 'shared.yaml'))).toContain('linked/below/shared.yaml');
    expect((await read(join(outside, 'named'))).filter((line) => !line.includes(refused))).toHaveLength(2);
    rmSync(outside, { recursive: true });
  });
});
