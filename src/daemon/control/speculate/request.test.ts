import { describe, expect, it } from 'vitest';
import { hour } from '../../../model/instant.ts';
import { isRefusal } from '../control.ts';
import { createBounds } from './bounds.ts';
import { sentFiles } from './request.ts';

function accepts(paths: readonly string[], text = ''): boolean {
  return sentFiles.safeParse(paths.map((path) => ({ path, text }))).success;
}

describe('sent files', () => {
  it.each(['stack.yaml', 'manifests/keys/a.yaml', 'a b.yaml', 'ä.yaml'])('takes %j', (path) => {
    expect(accepts([path])).toBe(true);
  });

  it.each([
    '../../etc/passwd',
    '/etc/passwd',
    'a/../b.yaml',
    './a.yaml',
    'a//b.yaml',
    'a/',
    String.raw`a\..\b.yaml`,
    'a\n.yaml',
    'a\u202e.yaml',
    '',
  ])('refuses the path %j', (path) => {
    expect(accepts([path])).toBe(false);
  });

  it('refuses a path that is there twice', () => {
    expect(accepts(['a.yaml', 'a.yaml'])).toBe(false);
  });

  it('refuses 2,001 files, and more than 8 MiB', () => {
    const paths = Array.from({ length: 2001 }, (_, at) => `${String(at)}.yaml`);
    expect(accepts(paths.slice(1))).toBe(true);
    expect(accepts(paths)).toBe(false);
    expect(accepts(paths.slice(0, 9), 'x'.repeat(1024 * 1024))).toBe(false);
    expect(accepts(paths.slice(0, 1), 'x'.repeat(1024 * 1024 + 1))).toBe(false);
  });
});

describe('a set of bounds', () => {
  it('allows one plan for a caller, and two in all', () => {
    const bounds = createBounds(() => 0);
    const first = bounds.enter('ann');
    expect(isRefusal(bounds.enter('ann'))).toBe(true);
    expect(isRefusal(bounds.enter('bob'))).toBe(false);
    expect(isRefusal(bounds.enter('eve'))).toBe(true);
    if (!isRefusal(first)) first.leave();
    expect(isRefusal(bounds.enter('eve'))).toBe(false);
  });

  it('allows 500 reads for a caller and 2,000 in all, each hour', () => {
    let now = 0;
    const bounds = createBounds(() => now);
    const reads = (caller: string): number =>
      Array.from({ length: 600 }, () => bounds.read(caller)).filter((why) => why === undefined).length;
    expect(['a', 'b', 'c', 'd', 'e'].map(reads)).toEqual([500, 500, 500, 500, 0]);
    now += hour;
    expect(reads('e')).toBe(500);
  });

  it('begins a new hour when the clock is set back', () => {
    let now = 10 * hour;
    const bounds = createBounds(() => now);
    while (bounds.read('ann') === undefined);
    now -= 5 * hour;
    expect(bounds.read('ann')).toBeUndefined();
  });
});
