import { minute, type Duration } from '../../../model/instant.ts';
import { trouble } from '../refusals.ts';
import { isFailed, type Failed } from './failed.ts';
import { reasonOf, refusalOf } from './reason.ts';
import type { Remote } from './remote.ts';
import type { Git, GitPlace, GitRun } from './run.ts';

/** The part of the files port that a bare repository needs. */
export interface RepositoryFiles {
  list(path: string): Promise<readonly { readonly name: string; readonly is: string }[] | undefined>;
  makeDirectory(path: string): Promise<void>;
  remove(path: string): Promise<void>;
}

export interface FetchRequest {
  readonly remote: Remote;
  readonly ref: string;
  readonly mostBytes: number;
  readonly timeout: Duration;
}

/** A bare copy of one branch or tag. Nothing of it is ever checked out. */
export interface Repository {
  /** Makes it, and removes what a run that was killed left half done. No other process may use it. */
  prepare(signal: AbortSignal): Promise<Failed | undefined>;
  /** Brings in what the remote has now; gives the commit. */
  fetch(request: FetchRequest, signal: AbortSignal): Promise<{ readonly commit: string } | Failed>;
  /** The whole name of a commit that is here; undefined if none is. */
  resolve(id: string, signal: AbortSignal): Promise<string | undefined>;
  /** Makes a commit stay, whatever is rewritten, until so many newer ones were made to stay. */
  keep(commit: string, signal: AbortSignal): Promise<Failed | undefined>;
  /** Packs what has come in bit by bit, and drops what nothing refers to. */
  tidy(signal: AbortSignal): Promise<void>;
}

/** What the last fetch brought. */
const fetched = 'refs/keywright/fetched';
/** Commits that were given or are in use, numbered by age. */
const keptRefs = 'refs/keywright/kept/';
const mostKept = 100;
/** So many of the newest are not renewed when they are used. */
const fresh = 50;

/** Where git puts locks and what it has not finished. */
const inside = [
  ...['/objects', '/objects/pack', '/objects/info', '/objects/info/commit-graphs'],
  ...['/refs/keywright', '/refs/keywright/kept'],
];

/** A fetch may write so much even if the copy has reached its bound: git then still says what it lacks. */
const leastFetchBytes = 64 * 1024;

export function repositoryOf(git: Git, place: GitPlace, files: RepositoryFiles): Repository {
  const { repository } = place;

  async function done(run: GitRun, signal: AbortSignal): Promise<string | Failed> {
    const end = await git(run, signal);
    if (isFailed(end)) return end;
    if (end.code !== 0)
      return {
        failed: trouble('source.corrupt', `${repository}: git ${run.args[0] ?? ''}: ${reasonOf(end.errors)}`),
      };
    return new TextDecoder().decode(end.output).trim();
  }

  async function resolve(id: string, signal: AbortSignal): Promise<string | undefined> {
    if (!/^[\da-f]{7,64}$/u.test(id)) return undefined;
    const args = ['rev-parse', '--quiet', '--verify', '--end-of-options', `${id}^{commit}`];
    const commit = await done({ args }, signal);
    return typeof commit === 'string' && isId(commit) ? commit : undefined;
  }

  async function sweep(): Promise<void> {
    const isLeft = (name: string): boolean =>
      name.endsWith('.lock') || name.startsWith('tmp_') || name === 'gc.pid';
    for (const below of ['', ...inside])
      for (const { name } of (await files.list(`${repository}${below}`)) ?? [])
        if (isLeft(name)) await files.remove(`${repository}${below}/${name}`);
  }

  async function size(signal: AbortSignal): Promise<number> {
    const told = await done({ args: ['count-objects', '-v'] }, signal);
    if (typeof told !== 'string') return 0;
    const sizes = told.matchAll(/^size(?:-pack|-garbage)?: (?<kib>\d+)$/gmu);
    return [...sizes].reduce((sum, { groups }) => sum + 1024 * Number(groups?.['kib'] ?? 0), 0);
  }

  /** How much a fetch may still bring, after making room where there is none. */
  async function room(most: number, signal: AbortSignal): Promise<number> {
    const left = most - (await size(signal));
    if (left > leastFetchBytes) return left;
    await gc(['--prune=now'], signal);
    return Math.max(leastFetchBytes, most - (await size(signal)));
  }

  async function gc(args: readonly string[], signal: AbortSignal): Promise<void> {
    const config = {
      'gc.auto': '6700',
      'gc.autoPackLimit': '50',
      'gc.pruneExpire': 'now',
      'gc.cruftPacks': 'false',
    };
    // Without it the copy is only larger.
    await git({ args: ['gc', '--quiet', ...args], config, timeout: 10 * minute }, signal);
  }

  async function kept(signal: AbortSignal): Promise<readonly string[]> {
    const told = await done({ args: ['for-each-ref', '--format=%(refname)', keptRefs] }, signal);
    return typeof told === 'string' ? told.split('\n').filter((name) => name !== '') : [];
  }

  return {
    resolve,
    async prepare(signal) {
      for (const directory of [place.home, place.temporary, repository]) await files.makeDirectory(directory);
      await sweep();
      // Without a template: those of the machine bring hooks.
      const made = await done({ args: ['init', '--quiet', '--bare', '--template='] }, signal);
      return typeof made === 'string' ? undefined : made;
    },
    async fetch({ remote, ref, mostBytes, timeout }, signal) {
      const end = await git(
        {
          args: [
            ...[
              'fetch',
              '--quiet',
              '--force',
              '--no-tags',
              '--no-recurse-submodules',
              '--no-write-fetch-head',
            ],
            ...['--no-auto-maintenance', '--no-show-forced-updates', '--end-of-options', remote.url],
            `${ref}:${fetched}`,
          ],
          config: remote.config,
          environment: remote.environment,
          mostFileBytes: await room(mostBytes, signal),
          timeout,
        },
        signal,
      );
      if (isFailed(end) || end.code !== 0) {
        // A fetch that was cut off leaves its pack.
        await sweep();
        return isFailed(end) ? end : { failed: refusalOf(end.errors, ref, remote) };
      }
      const args = ['rev-parse', '--quiet', '--verify', `${fetched}^{commit}`];
      const commit = await done({ args }, signal);
      if (typeof commit === 'string' && isId(commit)) return { commit };
      return { failed: trouble('source.no-ref', `${remote.url}: ${ref} is not a commit`) };
    },
    async keep(commit, signal) {
      const before = await kept(signal);
      const isOf = (name: string): boolean => name.endsWith(`-${commit}`);
      if (before.slice(-fresh).some(isOf)) return undefined;
      const number = Number(before.at(-1)?.slice(keptRefs.length).split('-')[0] ?? 0) + 1;
      const name = `${keptRefs}${String(number).padStart(9, '0')}-${commit}`;
      const gone = [...before.filter(isOf), ...before.filter((one) => !isOf(one)).slice(0, -(mostKept - 1))];
      const input = [`create ${name} ${commit}`, ...gone.map((one) => `delete ${one}`)].join('\n');
      const made = await done({ args: ['update-ref', '--stdin'], input: `${input}\n` }, signal);
      return typeof made === 'string' ? undefined : made;
    },
    tidy: (signal) => gc(['--auto'], signal),
  };
}

/** A whole object name, SHA-1 or SHA-256. */
function isId(text: string): boolean {
  return /^(?:[\da-f]{40}|[\da-f]{64})$/u.test(text);
}
