import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Revision } from '../../../model/revision.ts';
import { estate, idOf, keyManifest, listen, shown } from '../conformance.test-helper.ts';
import { createOrigin, describeWith, createWorld, type Origin } from './origin.test-helper.ts';
import type { GitSettings } from './settings.ts';

const opened: Origin[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

function origin(): Origin {
  const made = createOrigin();
  opened.push(made);
  return made;
}

/** Returns what a source gives first. */
async function first(made: Origin, settings: Partial<GitSettings> = {}): Promise<Revision> {
  const world = createWorld(made, settings);
  const given = listen(world.start(), world.clock);
  const revision = await given.next();
  await given.stop();
  return revision;
}

function told(revision: Revision): readonly string[] {
  if (revision.is === 'stack') return ['stack'];
  return revision.diagnostics.map(({ span, message }) => `${span?.file ?? ''}: ${message}`);
}

/** Adds to the index by the plumbing of git: names that no file system takes. */
function addRaw(made: Origin, mode: string, id: string, path: string): void {
  made.git('update-index', '--add', '--cacheinfo', `${mode},${id},${path}`);
  made.git('commit', '--quiet', '--message=raw');
}

describeWith('git')('what a commit may hold', () => {
  it.each([
    ['a manifest of this machine', 'keys/link.yaml', '/etc/passwd'],
    ['a file beside it', 'keys/link.yaml', '../stack.yaml'],
    ['a directory', 'more', 'keys'],
    ['a directory outside', 'more', '../../..'],
  ])('refuses a symbolic link to %s, by its path', async (_why, link, to) => {
    const made = origin();
    made.commit(estate('one'));
    mkdirSync(join(made.repository, 'keys'), { recursive: true });
    symlinkSync(to, join(made.repository, link));
    made.git('add', '--all');
    made.git('commit', '--quiet', '--message=link');
    const revision = await first(made);
    expect(told(revision)).toContain(`${link}: this is a symbolic link`);
    expect(JSON.stringify(revision)).not.toContain('root:');
  });

  it('refuses a submodule, by its path', async () => {
    const made = origin();
    const commit = made.commit({
      ...estate('one'),
      '.gitmodules': '[submodule "keys"]\n\tpath = more\n\turl = https://git.example.com/x\n',
    });
    addRaw(made, '160000', commit, 'more');
    expect(told(await first(made))).toEqual(['more: this is a submodule']);
  });

  it('passes over links and submodules in hidden directories and in other paths', async () => {
    const made = origin();
    const set = Object.entries(estate('one')).map(([path, text]): [string, string] => [`eu/${path}`, text]);
    const commit = made.commit({ ...Object.fromEntries(set), 'eu/.ci/x': '' });
    addRaw(made, '160000', commit, 'vendor');
    symlinkSync('x', join(made.repository, 'eu/.ci/link.yaml'));
    made.git('add', 'eu');
    made.git('commit', '--quiet', '--message=link');
    expect(shown(await first(made, { path: 'eu' }))).toEqual(['Key/one']);
  });

  it('runs no filter, attribute, hook or program that a commit or the copy names', async () => {
    const made = origin();
    const mark = join(made.root, 'ran');
    const program = join(made.root, 'evil');
    writeFileSync(program, `#!/bin/sh\ntouch ${mark}\ncat\n`);
    chmodSync(program, 0o755);
    const config = `[filter "evil"]\n\tsmudge = ${program}\n[diff "evil"]\n\ttextconv = ${program}\n`;
    made.commit({
      ...estate('one'),
      '.gitattributes': '*.yaml filter=evil diff=evil ident eol=crlf\n',
      '.gitconfig': config,
      '.lfsconfig': '[lfs]\n\turl = https://git.example.com/lfs\n',
      'hooks/post-checkout': `#!/bin/sh\ntouch ${mark}\n`,
    });
    const world = createWorld(made);
    const given = listen(world.start(), world.clock);
    expect(shown(await given.next())).toEqual(['Key/one']);
    const hooks = join(world.directory, 'repository', 'hooks');
    mkdirSync(hooks, { recursive: true });
    for (const hook of ['reference-transaction', 'post-update', 'pre-auto-gc', 'update']) {
      writeFileSync(join(hooks, hook), `#!/bin/sh\ntouch ${mark}\n`);
      chmodSync(join(hooks, hook), 0o755);
    }
    made.commit(estate('two'));
    expect(shown(await given.next())).toEqual(['Key/two']);
    await given.stop();
    expect(existsSync(mark)).toBe(false);
    expect(existsSync(join(world.directory, 'repository', 'stack.yaml'))).toBe(false);
  });

  it('says of a pointer of Git LFS what it is', async () => {
    const made = origin();
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n';
    made.commit({ ...estate('one'), 'keys/two.yaml': pointer });
    expect(told(await first(made))).toEqual(['keys/two.yaml: this is a Git LFS pointer']);
  });

  it('refuses a manifest that is too large, and passes over other large files', async () => {
    const made = origin();
    made.commit({ ...estate('one'), 'big.yaml': 'x'.repeat(5 * 1024 * 1024), 'big.bin': 'x'.repeat(6e6) });
    expect(told(await first(made))).toEqual([
      'big.yaml: this file has 5.0 MiB; the limit for a manifest is 4 MiB',
    ]);
  });

  it('refuses a name that is not plain text', async () => {
    const made = origin();
    made.commit(estate('one'));
    const id = made.git('rev-parse', 'HEAD:stack.yaml');
    addRaw(made, '100644', id, 'a\u001b[2J.yaml');
    expect(told(await first(made))[0]).toContain('the path of this file is not plain UTF-8');
  });

  it('takes names with spaces, quotes and letters of any language', async () => {
    const made = origin();
    made.commit({ ...estate('one'), 'k "1"/ключ 鍵.yaml': keyManifest('two') });
    expect(shown(await first(made))).toEqual(['Key/one', 'Key/two']);
  });

  it('refuses objects that fsck refuses', async () => {
    const made = origin();
    made.commit(estate('one'));
    const blob = made.git('rev-parse', 'HEAD:stack.yaml');
    writeFileSync(
      join(made.root, 'tree'),
      Buffer.concat([Buffer.from('100644 ..\0'), Buffer.from(blob, 'hex')]),
    );
    const tree = made.git('hash-object', '-t', 'tree', '-w', '--literally', join(made.root, 'tree'));
    const commit = made.git('commit-tree', '-m', 'escape', tree);
    made.git('update-ref', 'refs/heads/main', commit);
    expect(shown(await first(made))).toEqual(['unreachable', 'source.corrupt']);
  });
});

describeWith('git')('a huge repository', () => {
  it('stops a fetch that makes the copy larger than allowed, and leaves nothing of it', async () => {
    const made = origin();
    made.commit(estate('one'));
    const world = createWorld(made, { maxMegabytes: 1 });
    const source = world.start();
    const given = listen(source, world.clock);
    const good = await given.next();
    for (const name of ['a', 'b', 'c']) writeFileSync(join(made.repository, name), randomBytes(1_000_000));
    made.git('add', '--all');
    made.git('commit', '--quiet', '--message=huge');
    expect(await given.next()).toMatchObject({
      is: 'unreachable',
      diagnostics: [{ code: 'source.too-large' }],
    });
    await given.quiet();
    expect(await source.read(idOf(good), new AbortController().signal)).toMatchObject({ is: 'stack' });
    made.git('reset', '--quiet', '--hard', idOf(good));
    made.commit(estate('two'));
    expect(shown(await given.next())).toEqual(['Key/two']);
    await given.stop();
  });

  it('follows one that has reached its bound, and does not pack it at each look', async () => {
    const made = origin();
    writeFileSync(join(made.repository, 'data'), randomBytes(1_000_000));
    made.git('add', '--all');
    made.git('commit', '--quiet', '--message=data');
    made.git('tag', 'data');
    for (const [path, text] of Object.entries(estate('one'))) {
      mkdirSync(dirname(join(made.repository, path)), { recursive: true });
      writeFileSync(join(made.repository, path), text);
    }
    made.git('add', '--all');
    made.git('commit', '--quiet', '--message=one');
    const world = createWorld(made, { maxMegabytes: 1 });
    const given = listen(world.start(), world.clock);
    expect(shown(await given.next())).toEqual(['Key/one']);
    await given.quiet();
    writeFileSync(join(made.repository, 'keys/two.yaml'), keyManifest('two'));
    made.git('add', '--all');
    made.git('commit', '--quiet', '--message=two');
    expect(shown(await given.next())).toEqual(['Key/one', 'Key/two']);
    await given.quiet();
    expect(world.ran.filter(({ args }) => args.includes('--prune=now')).length).toBeLessThanOrEqual(3);
    await given.stop();
  });

  it('stops a fetch that takes too long', async () => {
    const made = origin();
    made.commit(estate('one'));
    const slow = join(made.root, 'git');
    writeFileSync(slow, '#!/bin/sh\ncase "$*" in *fetch*) sleep 60;; *) exec git "$@";; esac\n');
    chmodSync(slow, 0o755);
    const programs = { path: process.env['PATH'] ?? '', git: slow, ssh: 'ssh' };
    const world = createWorld(made, { timeout: 300 }, { programs });
    const given = listen(world.start(), world.clock);
    expect(await given.next()).toMatchObject({
      is: 'unreachable',
      diagnostics: [{ message: 'git fetch took longer than 0.3 s and was stopped' }],
    });
    await given.stop();
  });

  it('says that git is missing', async () => {
    const made = origin();
    const programs = { path: '/nowhere', git: 'git', ssh: 'ssh' };
    const world = createWorld(made, {}, { programs });
    const given = listen(world.start(), world.clock);
    expect(shown(await given.next())).toEqual(['unreachable', 'source.git']);
    await given.stop();
  });
});

describeWith('git')('the environment of git', () => {
  it('holds nothing of the environment of the process', async () => {
    const made = origin();
    made.commit(estate('one'));
    const mark = join(made.root, 'ran');
    const tricks = {
      GIT_SSH_COMMAND: `touch ${mark}`,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.sshCommand',
      GIT_CONFIG_VALUE_0: `touch ${mark}`,
      GIT_CONFIG_PARAMETERS: `'core.fsmonitor'='touch ${mark}'`,
      GIT_DIR: '/nowhere',
      GIT_EXEC_PATH: '/nowhere',
      GIT_TRACE: mark,
      GIT_PROXY_COMMAND: `touch ${mark}`,
      LD_PRELOAD: '/nowhere',
    };
    const before = { ...process.env };
    Object.assign(process.env, tricks);
    try {
      const world = createWorld(made);
      const given = listen(world.start(), world.clock);
      expect(shown(await given.next())).toEqual(['Key/one']);
      await given.stop();
      const allowed = /^(?:PATH|HOME|TMPDIR|LC_ALL|GIT_[A-Z_0-9]+)$/u;
      for (const { environment } of world.ran) {
        expect(Object.keys(environment).filter((name) => !allowed.test(name))).toEqual([]);
        for (const [name, value] of Object.entries(tricks)) expect(environment[name]).not.toBe(value);
      }
    } finally {
      for (const name of Object.keys(tricks))
        if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before[name];
    }
    expect(existsSync(mark)).toBe(false);
  });

  it('opens a transport for a fetch alone, and that of its URL only', async () => {
    const made = origin();
    made.commit(estate('one'));
    const world = createWorld(made);
    const given = listen(world.start(), world.clock);
    await given.next();
    await given.stop();
    for (const { args, environment } of world.ran) {
      const set = Object.entries(environment).flatMap(([name, key]) => {
        const value = environment[name.replace('_KEY_', '_VALUE_')] ?? '';
        return name.startsWith('GIT_CONFIG_KEY_') && key.startsWith('protocol.') ? [`${key}=${value}`] : [];
      });
      expect(set).toEqual([
        'protocol.allow=never',
        ...(args.includes('fetch') ? ['protocol.file.allow=always'] : []),
      ]);
    }
  });
});
