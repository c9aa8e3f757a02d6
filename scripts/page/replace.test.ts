import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { replaceFiles } from './replace.ts';

const root = mkdtempSync(join(tmpdir(), 'replace-'));
beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('replaceFiles', () => {
  it('leaves the new files and nothing of the old ones', () => {
    const built = write('built', { 'index.html': 'new', 'assets/new.js': 'new' });
    const folder = write('web', { 'index.html': 'old', 'assets/old.js': 'old' });
    replaceFiles(built, folder);
    expect(readdirSync(join(folder, 'assets'))).toEqual(['new.js']);
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toBe('new');
  });

  it('makes the folder when there is none', () => {
    const built = write('built', { 'index.html': 'new' });
    replaceFiles(built, join(root, 'web'));
    expect(readdirSync(join(root, 'web'))).toEqual(['index.html']);
  });

  // A daemon that starts meanwhile reads the page once, and has no other until it ends.
  it('never leaves a first file without the files that it names', () => {
    const built = write('built', { 'index.html': 'new', 'assets/z.js': 'new' });
    const folder = write('web', { 'index.html': 'old', 'assets/old.js': 'old' });
    // A folder in the way of the last asset breaks the move off where it is.
    mkdirSync(join(folder, 'assets/z.js', 'in-the-way'), { recursive: true });
    expect(() => replaceFiles(built, folder)).toThrow();
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toBe('old');
    expect(readFileSync(join(folder, 'assets/old.js'), 'utf8')).toBe('old');
  });
});

function write(name: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name, file)), { recursive: true });
    writeFileSync(join(root, name, file), text);
  }
  return join(root, name);
}
