import type { Files } from '../../../src/runtime/files.ts';
import { goodKey, goodStack, setOf } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

const text = new TextEncoder();

function utf16(content: string, bigEndian: boolean): Uint8Array {
  const units = Array.from(`\ufeff${content}`, (character) => character.charCodeAt(0));
  return Uint8Array.from(
    units.flatMap((unit) => (bigEndian ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])),
  );
}

function joined(...parts: readonly (string | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...text.encode(part)] : part)));
}

const stackOnly = { 'manifests/stack.yaml': goodStack };

/** Simulates a directory of so many manifests, without making them. */
function crowded(count: number): (files: Files) => Files {
  return (files) => ({
    ...files,
    list: (path) =>
      path === 'manifests'
        ? Promise.resolve(
            Array.from({ length: count }, (_, index) => ({
              name: `key-${String(index)}.yaml`,
              is: 'file' as const,
            })),
          )
        : files.list(path),
    readBytes: (path, most) =>
      path.includes('/key-') ? Promise.resolve(Uint8Array.of()) : files.readBytes(path, most),
  });
}

/** Simulates a directory in which every file is large, none too large. */
function heavy(count: number): (files: Files) => Files {
  const large = new Uint8Array(4 * 1024 * 1024).fill(0x23);
  const many = crowded(count);
  return (files) => ({
    ...many(files),
    readBytes: (path, most) =>
      path.includes('/key-') ? Promise.resolve(large) : files.readBytes(path, most),
  });
}

const link = { name: 'moved.yaml', is: 'other' } as const;

/** Simulates a link to a file, which is not there. */
function dangling(files: Files): Files {
  return {
    ...files,
    list: async (path) =>
      path === 'manifests' ? [link, ...((await files.list(path)) ?? [])] : files.list(path),
  };
}

function socket(files: Files): Files {
  return { ...files, stat: (path) => (path === 'agent.sock' ? Promise.resolve('other') : files.stat(path)) };
}

const mistakes: readonly Mistake[] = [
  {
    name: 'a directory that is not there',
    argv: ['validate', 'estates'],
    about: 'estates',
  },
  {
    name: 'a path with an escape sequence, as a shell completed it',
    argv: ['validate', 'estate\u001b[2J'],
    about: 'estate',
  },
  {
    name: 'a directory without manifests',
    argv: ['validate', 'docs'],
    files: { 'docs/a.md': '' },
    about: 'docs',
  },
  {
    name: 'a socket in place of a file',
    argv: ['validate', 'agent.sock'],
    through: socket,
    about: 'agent.sock',
  },
  {
    name: 'a directory that nobody may look into',
    troubles: { 'manifests/prod': 'EACCES' },
    files: { ...stackOnly, 'manifests/prod/key.yaml': goodKey },
    about: 'manifests/prod',
  },
  {
    name: 'a file that nobody may read',
    troubles: { 'manifests/key.yaml': 'EACCES' },
    about: 'manifests/key.yaml',
  },
  { name: 'a disk that fails', troubles: { 'manifests/key.yaml': 'EIO' }, about: 'the disk' },
  {
    name: 'a link that leads back to itself',
    argv: ['validate', 'manifests', 'loop'],
    files: { ...stackOnly, loop: '' },
    troubles: { loop: 'ELOOP' },
    about: 'loop',
  },
  { name: 'a link whose file was moved', through: dangling, about: 'moved.yaml' },
  {
    name: 'a directory inside a directory inside a directory …',
    files: { ...stackOnly, [`manifests/${'deeper/'.repeat(40)}key.yaml`]: goodKey },
    about: 'deeper/deeper',
  },
  {
    name: 'more files than an estate can have',
    through: crowded(10_001),
    about: 'more than 10000',
    alone: 'nothing is read',
  },
  {
    name: 'files that are too large together',
    through: heavy(17),
    about: 'MiB together',
    alone: 'nothing is read',
  },
  {
    name: 'a database dump among the manifests',
    bytes: { 'manifests/dump.yaml': new Uint8Array(5 * 1024 * 1024).fill(0x61) },
    about: 'dump.yaml',
  },
  {
    name: 'a picture that was named .yaml',
    bytes: { 'manifests/logo.yaml': joined([0x89], 'PNG\r\n', [0x1a, 0x0a, 0, 0, 0, 0x0d], 'IHDR') },
    about: 'logo.yaml',
  },
  {
    name: 'a NUL byte that an editor left',
    bytes: { 'manifests/key.yaml': joined(goodKey, 'note: x', [0], '\n') },
    about: 'NUL',
  },
  {
    name: 'UTF-16 from Notepad',
    bytes: { 'manifests/key.yaml': utf16(goodKey, false) },
    about: 'UTF-16',
  },
  {
    name: 'UTF-16, the other byte first',
    bytes: { 'manifests/key.yaml': utf16(goodKey, true) },
    about: 'UTF-16',
  },
  {
    name: 'Latin-1, in which an umlaut is one byte',
    bytes: { 'manifests/key.yaml': joined(goodKey.replace('the data', 'Schl'), [0xfc], 'ssel\n') },
    about: 'UTF-8',
  },
  {
    name: 'a directory of empty files',
    files: { 'manifests/a.yaml': '', 'manifests/b.yml': '' },
    about: 'empty',
    nowhere: 'nothing is written anywhere',
    alone: 'with a manifest the set is not empty',
  },
  {
    name: 'files of comments only',
    files: { 'manifests/a.yaml': '# later\n---\n# also later\n' },
    about: 'later',
    nowhere: 'nothing is written anywhere',
    alone: 'with a manifest the set is not empty',
  },
  {
    name: 'a Stack and nothing else',
    files: stackOnly,
    about: 'only a Stack',
    alone: 'with a manifest the set is not empty',
  },
  {
    name: 'a set without a Stack',
    files: { 'manifests/key.yaml': goodKey },
    about: 'no Stack',
    nowhere: 'it is not there',
  },
  {
    name: 'two Stacks, one copied from another estate',
    files: setOf(goodKey, goodStack.replace('shop', 'bank')),
    about: 'a second Stack',
  },
];

/** What stands on the disk, before anybody reads YAML. */
export const files: Topic = { name: 'files', mistakes };
