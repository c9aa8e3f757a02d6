import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe } from 'vitest';
import { loadFiles } from '../../../boot/manifests.ts';
import { minute } from '../../../model/instant.ts';
import type { Source } from '../../../model/revision.ts';
import { realCommands, type Command, type Commands } from '../../../runtime/commands.ts';
import { realFiles } from '../../../runtime/files.ts';
import type { Names } from '../../../runtime/names.ts';
import { seededRandoms } from '../../../runtime/random.ts';
import { virtualClock, type VirtualClock } from '../../../runtime/virtual-clock.ts';
import { gitSource, type GitParts } from '../git.ts';
import type { GitSettings } from './settings.ts';

/** Describes what needs programs of the machine. Without them it is passed over; CI must have them, so it fails there. */
export function describeWith(...programs: readonly string[]): (name: string, tests: () => void) => void {
  const missing = programs.filter(
    (program) => spawnSync('/bin/sh', ['-c', `command -v ${program}`]).status !== 0,
  );
  if (missing.length === 0 || process.env['CI'] !== undefined) return describe;
  return (name, tests) => describe.skip(`${name} (not tested here: ${missing.join(', ')} is missing)`, tests);
}

/** A real repository that people commit to. */
export interface Origin {
  readonly root: string;
  /** With its work tree. */
  readonly repository: string;
  git(...args: readonly string[]): string;
  /** Makes these the only files; gives the commit. */
  commit(files: Readonly<Record<string, string>>, message?: string): string;
  close(): void;
}

/** No setting of whoever runs the tests has a say. */
const people = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Carl',
  GIT_COMMITTER_EMAIL: 'carl@example.com',
};

export function createOrigin(): Origin {
  const root = mkdtempSync(join(tmpdir(), 'keywright-git-'));
  const repository = join(root, 'origin');
  mkdirSync(repository);
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: repository, env: people, encoding: 'utf8', stdio: 'pipe' }).trim();
  git('init', '--quiet', '--initial-branch=main');
  return {
    root,
    repository,
    git,
    commit(files, message = 'change') {
      for (const name of readdirSync(repository))
        if (name !== '.git') rmSync(join(repository, name), { recursive: true });
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(repository, path)), { recursive: true });
        writeFileSync(join(repository, path), text);
      }
      git('add', '--all', '--force');
      git('commit', '--quiet', '--allow-empty', `--message=${message}`);
      return git('rev-parse', 'HEAD');
    },
    close: () => rmSync(root, { recursive: true, force: true }),
  };
}

export interface World {
  readonly clock: VirtualClock;
  readonly directory: string;
  /** Each command that was run. */
  readonly ran: readonly Command[];
  start(): Source;
}

/** Creates a world of the real git on a clock that stands still while it runs. */
export function createWorld(
  { root, repository }: Pick<Origin, 'root' | 'repository'>,
  settings: Partial<GitSettings> = {},
  more: Partial<GitParts> & { before?(command: Command): void } = {},
): World {
  const clock = virtualClock();
  const directory = join(root, 'copy');
  const ran: Command[] = [];
  const real = realCommands();
  const commands: Commands = {
    run(command, signal) {
      ran.push(command);
      more.before?.(command);
      return clock.during(real.run(command, signal));
    },
  };
  return {
    clock,
    directory,
    ran,
    start: () =>
      gitSource(
        {
          url: repository,
          ref: 'main',
          interval: minute,
          timeout: minute,
          maxMegabytes: 64,
          allow: ['file'],
          ...settings,
        },
        {
          clock,
          directory,
          commands,
          files: realFiles(),
          names: noNames,
          random: seededRandoms(1).stream('source'),
          programs: { path: process.env['PATH'] ?? '', git: 'git', ssh: 'ssh' },
          load: (files) => loadFiles(files, clock.now()),
          ...more,
        },
      ),
  };
}

const noNames: Names = { addressesOf: () => Promise.resolve([]) };

/** Resolves names that a test makes up. */
export function namesOf(hosts: Readonly<Record<string, readonly string[]>>): Names {
  return { addressesOf: (host) => Promise.resolve(hosts[host] ?? []) };
}
