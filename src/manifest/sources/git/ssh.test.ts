import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { estate, idOf, listen, shown } from '../conformance.test-helper.ts';
import {
  createOrigin,
  describeWith,
  createWorld,
  namesOf,
  type Origin,
  type World,
} from './origin.test-helper.ts';
import type { GitSettings } from './settings.ts';

const opened: Origin[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

/** Stands for ssh: notes its arguments, and runs on this machine what it should run on the other. */
function fakeSsh(made: Origin, script = 'for last; do :; done; exec /bin/sh -c "$last"'): string {
  const path = join(made.root, 'fake-ssh');
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$@" >>'${made.root}/ssh-args'\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

function openSsh(
  made: Origin,
  url: string,
  ssh: string,
  addresses: readonly string[] = ['140.82.121.4'],
  allow: GitSettings['allow'] = [],
): World {
  return createWorld(
    made,
    { url, allow, sshKeyFile: '/etc/keywright/id', knownHostsFile: '/etc/keywright/known_hosts' },
    {
      names: namesOf({ 'git.example.test': addresses }),
      programs: { path: process.env['PATH'] ?? '', git: 'git', ssh },
    },
  );
}

function origin(): Origin {
  const made = createOrigin();
  opened.push(made);
  return made;
}

describeWith('git', 'ssh')('a repository over ssh', () => {
  it.each([
    ['ssh://git@git.example.test:2222', '', '[git.example.test]:2222'],
    ['git@git.example.test', ':', 'git.example.test'],
  ])('is followed at %s, with the given key and hosts and nothing else', async (host, colon, alias) => {
    const made = origin();
    made.commit(estate('one'));
    const world = openSsh(made, `${host}${colon}${made.repository}`, fakeSsh(made));
    const given = listen(world.start(), world.clock);
    expect(shown(await given.next())).toEqual(['Key/one']);
    const second = made.commit(estate('two'));
    expect(idOf(await given.next())).toBe(second);
    await given.stop();
    const args = readFileSync(join(made.root, 'ssh-args'), 'utf8').split('\n');
    expect(args.slice(0, 2)).toEqual(['-F', '/dev/null']);
    for (const option of [
      ...['StrictHostKeyChecking=yes', 'UserKnownHostsFile=/etc/keywright/known_hosts', 'BatchMode=yes'],
      ...['IdentitiesOnly=yes', 'IdentityAgent=none', 'GlobalKnownHostsFile=/dev/null', 'ProxyCommand=none'],
      ...['HostName=140.82.121.4', `HostKeyAlias=${alias}`],
    ])
      expect(args).toContain(option);
    expect(args[args.indexOf('-i') + 1]).toBe('/etc/keywright/id');
  });

  it('tries the next address of its host after one that failed', async () => {
    const made = origin();
    made.commit(estate('one'));
    const script = `case "$*" in *HostName=2606:*) echo 'ssh: connect: Network is unreachable' >&2; exit 255;; esac
for last; do :; done; exec /bin/sh -c "$last"`;
    const addresses = ['2606:50c0::1', '140.82.121.4'];
    const url = `ssh://git@git.example.test${made.repository}`;
    const world = openSsh(made, url, fakeSsh(made, script), addresses);
    const given = listen(world.start(), world.clock);
    expect(shown(await given.next())).toEqual(['unreachable', 'source.unreachable']);
    expect(shown(await given.next())).toEqual(['Key/one']);
    await given.stop();
  });

  it.each([
    ['git@git.example.test: Permission denied (publickey).', 'source.denied'],
    ['Host key verification failed.', 'source.denied'],
    ['ssh: connect to host git.example.test port 22: Connection refused', 'source.unreachable'],
  ])('tells why not: %s', async (says, code) => {
    const made = origin();
    made.commit(estate('one'));
    const ssh = fakeSsh(made, `echo '${says}' >&2; exit 255`);
    const world = openSsh(made, `ssh://git@git.example.test${made.repository}`, ssh);
    const given = listen(world.start(), world.clock);
    const revision = await given.next();
    expect(shown(revision)).toEqual(['unreachable', code]);
    expect(JSON.stringify(revision)).toContain(says.replace('git@git.example.test: ', ''));
    await given.stop();
  });

  it('is asked by the real ssh with options that it takes', async () => {
    const made = origin();
    const world = openSsh(made, 'ssh://git@git.example.test:1/x', 'ssh', ['127.0.0.1'], ['loopback']);
    const given = listen(world.start(), world.clock);
    // It gets as far as connecting to the resolved address, where nothing listens.
    expect(JSON.stringify(await given.next())).toMatch(
      /connect to host 127\.0\.0\.1 port 1: Connection refused/u,
    );
    await given.stop();
  });
});
