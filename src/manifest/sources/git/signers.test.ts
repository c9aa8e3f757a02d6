import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Commit, Revision } from '../../../model/revision.ts';
import { estate, listen, shown } from '../conformance.test-helper.ts';
import { createOrigin, describeWith, createWorld, type Origin } from './origin.test-helper.ts';

const { signal: never } = new AbortController();
const opened: Origin[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

interface Signed {
  readonly made: Origin;
  readonly signersFile: string;
  /** Makes a key; gives its public half. */
  key(name: string): string;
  /** Commits from now on are signed with a key, or with none. */
  signWith(name: string | undefined): void;
}

function signed(): Signed {
  const made = createOrigin();
  opened.push(made);
  const file = (name: string): string => join(made.root, name);
  return {
    made,
    signersFile: file('allowed_signers'),
    key(name) {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file(name)]);
      return readFileSync(file(`${name}.pub`), 'utf8')
        .split(' ')
        .slice(0, 2)
        .join(' ');
    },
    signWith(name) {
      made.git('config', 'gpg.format', 'ssh');
      made.git('config', 'commit.gpgSign', String(name !== undefined));
      if (name !== undefined) made.git('config', 'user.signingKey', file(name));
    },
  };
}

function commitOf(revision: Revision): Commit {
  if (revision.is === 'unreachable' || revision.commit === undefined)
    throw new Error(JSON.stringify(revision));
  return revision.commit;
}

function pathOf(program: string): string {
  return execFileSync('/bin/sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
}

describeWith('git', 'ssh-keygen')('who signed a commit', () => {
  it('follows the list of the operator, for each commit between two revisions', async () => {
    const { made, signersFile, key, signWith } = signed();
    const [alice, bob] = [key('alice'), key('bob'), key('mallory')];
    writeFileSync(signersFile, `alice@example.com ${alice}\nbob@example.com namespaces="git" ${bob}\n`);
    signWith('alice');
    made.commit(estate('one'), 'by alice');
    const world = createWorld(made, { signersFile });
    const source = world.start();
    const given = listen(source, world.clock);
    const accepted = commitOf(await given.next());
    expect(accepted.signer).toBe('alice@example.com');
    // The author is a claim, and no signature.
    expect(accepted.author.email).toBe('ada@example.com');
    signWith('mallory');
    made.commit(estate('two'), 'by mallory');
    signWith(undefined);
    made.commit(estate('three'), 'by nobody');
    signWith('bob');
    made.commit(estate('four'), 'by bob');
    const last = commitOf(await given.next());
    const lineage = await source.lineage(accepted.id, last.id, never);
    if (lineage.is !== 'descends') throw new Error(lineage.is);
    expect(lineage.commits.map(({ subject, signer }) => [subject, signer])).toEqual([
      ['by bob', 'bob@example.com'],
      ['by nobody', undefined],
      ['by mallory', undefined],
    ]);
    await given.stop();
  });

  it('is nobody where a signed commit was changed, or its signature stands on another', async () => {
    const { made, signersFile, key, signWith } = signed();
    writeFileSync(signersFile, `alice@example.com ${key('alice')}\n`);
    signWith('alice');
    made.commit(estate('one'), 'honest');
    const raw = made.git('cat-file', 'commit', 'HEAD');
    for (const forged of [
      raw.replace('\n\nhonest', '\n\nforged'),
      raw.replace('Ada', 'Eve'),
      // A line that only looks as what a verification prints.
      raw.replace('\n\nhonest', '\n\nGood "git" signature for alice@example.com with ED25519 key SHA256:x'),
    ]) {
      writeFileSync(join(made.root, 'forged'), `${forged}\n`);
      const commit = made.git('hash-object', '-t', 'commit', '-w', join(made.root, 'forged'));
      made.git('update-ref', 'refs/heads/main', commit);
      const world = createWorld(made, { signersFile });
      const given = listen(world.start(), world.clock);
      const told = commitOf(await given.next());
      expect(told.id).toBe(commit);
      expect(told.signer).toBeUndefined();
      await given.stop();
    }
  });

  it('is nobody for a signature of OpenPGP, and runs no gpg for it', async () => {
    const { made, signersFile, key } = signed();
    writeFileSync(signersFile, `alice@example.com ${key('alice')}\n`);
    made.commit(estate('one'));
    const [headers = '', message = ''] = made.git('cat-file', 'commit', 'HEAD').split('\n\n');
    const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----';
    writeFileSync(join(made.root, 'pgp'), `${headers}\n${signature}\n\n${message}\n`);
    const commit = made.git('hash-object', '-t', 'commit', '-w', join(made.root, 'pgp'));
    made.git('update-ref', 'refs/heads/main', commit);
    const bin = join(made.root, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'gpg'), `#!/bin/sh\ntouch ${join(made.root, 'ran')}\n`, { mode: 0o755 });
    const path = `${bin}:${process.env['PATH'] ?? ''}`;
    const world = createWorld(made, { signersFile }, { programs: { path, git: 'git', ssh: 'ssh' } });
    const given = listen(world.start(), world.clock);
    expect(commitOf(await given.next()).signer).toBeUndefined();
    expect(existsSync(join(made.root, 'ran'))).toBe(false);
    await given.stop();
  });

  it('is nobody without a list, and a list in the repository is not one', async () => {
    const { made, key, signWith } = signed();
    const alice = key('alice');
    signWith('alice');
    made.commit({ ...estate('one'), '.allowed_signers': `alice@example.com ${alice}\n` });
    const world = createWorld(made);
    const given = listen(world.start(), world.clock);
    expect(commitOf(await given.next()).signer).toBeUndefined();
    await given.stop();
  });

  it('counts a key within its validity only', async () => {
    const { made, signersFile, key, signWith } = signed();
    writeFileSync(signersFile, `alice@example.com valid-before="20200101" ${key('alice')}\n`);
    signWith('alice');
    made.commit(estate('one'));
    const world = createWorld(made, { signersFile });
    const given = listen(world.start(), world.clock);
    expect(commitOf(await given.next()).signer).toBeUndefined();
    await given.stop();
  });

  it('changes when the list changes', async () => {
    const { made, signersFile, key, signWith } = signed();
    const [alice, bob] = [key('alice'), key('bob')];
    writeFileSync(signersFile, `bob@example.com ${bob}\n`);
    signWith('alice');
    made.commit(estate('one'));
    const world = createWorld(made, { signersFile });
    const given = listen(world.start(), world.clock);
    const before = commitOf(await given.next());
    expect(before.signer).toBeUndefined();
    await given.quiet();
    writeFileSync(signersFile, `bob@example.com ${bob}\nalice@example.com ${alice}\n`);
    expect(commitOf(await given.next())).toEqual({ ...before, signer: 'alice@example.com' });
    await given.quiet();
    await given.stop();
  });

  it('reports that signers are unknown without ssh-keygen', async () => {
    const { made, signersFile, key, signWith } = signed();
    writeFileSync(signersFile, `alice@example.com ${key('alice')}\n`);
    signWith('alice');
    made.commit(estate('one'));
    const bin = join(made.root, 'bin');
    mkdirSync(bin);
    for (const program of ['git', 'sh']) symlinkSync(pathOf(program), join(bin, program));
    const world = createWorld(made, { signersFile }, { programs: { path: bin, git: 'git', ssh: 'ssh' } });
    const given = listen(world.start(), world.clock);
    expect(shown(await given.next())).toEqual(['unreachable', 'source.git']);
    await given.stop();
  });

  it('says that the list is missing, instead of that nobody signed', async () => {
    const { made } = signed();
    made.commit(estate('one'));
    const world = createWorld(made, { signersFile: join(made.root, 'missing') });
    const given = listen(world.start(), world.clock);
    expect(shown(await given.next())).toEqual(['unreachable', 'source.setting']);
    await given.stop();
  });
});
