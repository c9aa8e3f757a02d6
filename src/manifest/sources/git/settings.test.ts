import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute } from '../../../model/instant.ts';
import { checkSettings, subPath, wholeRef, type GitSettings } from './settings.ts';

describe('the name of a branch or tag', () => {
  it.each([
    ['main', 'refs/heads/main'],
    ['release/2026', 'refs/heads/release/2026'],
    ['refs/heads/main', 'refs/heads/main'],
    ['refs/tags/v1.0', 'refs/tags/v1.0'],
  ])('%s is %s', (text, whole) => {
    expect(wholeRef(text)).toBe(whole);
  });

  it.each([
    ...[
      '',
      '-d',
      '--all',
      'a..b',
      'a b',
      'a\nb',
      'a~1',
      'a^',
      'a:b',
      '+main',
      'refs/heads/',
      'refs/notes/x',
      'refs/x',
    ],
    ...[
      'HEAD^{tree}',
      'a@{1}',
      'main.lock',
      '.hidden',
      'a/.b',
      'a//b',
      'a/',
      'a.',
      'ключ',
      'a\u202Eb',
      'x/-y',
      '*',
    ],
  ])('refuses %j', (text) => {
    const whole = wholeRef(text);
    // A plus in front of a short name is part of the name, and no option of a refspec.
    expect(whole === undefined || whole === 'refs/heads/+main').toBe(true);
  });

  it('takes nothing that git would not', () => {
    const part = fc.string({
      unit: fc.constantFrom(...Array.from('ab-.@/~^:{ *\\')),
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(part, (text) => {
        const whole = wholeRef(text);
        if (whole === undefined) return;
        expect(spawnSync('git', ['check-ref-format', whole]).status).toBe(0);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the directory inside a repository', () => {
  it.each([
    ['', ''],
    ['.', ''],
    ['./a//b/', 'a/b'],
    ['a/./b', 'a/b'],
    ['a b/ü', 'a b/ü'],
    ['..a/b..', '..a/b..'],
  ])('%j is %j', (text, path) => {
    expect(subPath(text)).toBe(path);
  });

  it.each([
    '..',
    '../a',
    'a/../b',
    'a/..',
    '/etc',
    '/',
    '-a',
    'a/-b',
    'a\nb',
    'a\0b',
    'a\\..\\b',
    'a\u202Eb',
  ])('refuses %j', (text) => {
    expect(subPath(text)).toBeUndefined();
  });
});

describe('settings of a repository', () => {
  const ssh: GitSettings = {
    url: 'ssh://git@git.example.com/keys.git',
    ref: 'main',
    interval: minute,
    timeout: minute,
    maxMegabytes: 512,
    sshKeyFile: '/etc/keywright/id',
    knownHostsFile: '/etc/keywright/known_hosts',
    allow: [],
  };

  it('are parsed to their values', () => {
    expect(checkSettings({ ...ssh, path: 'eu/' })).toMatchObject({ ref: 'refs/heads/main', path: 'eu' });
  });

  it.each<readonly [field: string, change: Partial<GitSettings>]>([
    ['git.url', { url: 'http://git.example.com/keys' }],
    ['git.url', { url: '/srv/keys' }],
    ['git.ref', { ref: '--upload-pack=x' }],
    ['git.path', { path: '../x' }],
    ['git.sshKeyFile', { sshKeyFile: '/etc/key -o ProxyCommand=x' }],
    ['git.sshKeyFile', { sshKeyFile: '~/.ssh/id' }],
    ['git.knownHostsFile', { knownHostsFile: '/etc/%h' }],
    ['git.knownHostsFile', { knownHostsFile: '/etc/${HOME}' }],
    ['git.caFile', { caFile: 'ca.pem' }],
    ['git.tokenFile', { tokenFile: '/etc/token' }],
  ])('are refused by the name of the field: %s', (field, change) => {
    expect(checkSettings({ ...ssh, ...change })).toMatchObject({
      failed: expect.objectContaining({ message: expect.stringContaining(field) }),
    });
  });

  it.each(['sshKeyFile', 'knownHostsFile'] as const)('requires %s for ssh', (field) => {
    const { [field]: _, ...without } = ssh;
    expect(checkSettings(without)).toMatchObject({
      failed: expect.objectContaining({ code: 'source.setting', message: expect.stringContaining(field) }),
    });
  });
});
