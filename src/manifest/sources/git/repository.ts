import { minute, type Duration } from '../../../model/instant.ts';
import { trouble } from '../refusals.ts';
import { isFailed, type Failed } from './failed.ts';
import { reasonOf, refusalOf } from './reason.ts';
import type { Remote } from './remote.ts';
import { keepCommit } from './kept-refs.ts';
import type { Git, GitPlace, GitRun } from './run.ts';
import { sweep, type RepositoryFiles } from './sweep.ts';

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
/** A fetch may write so much even if the copy has reached its bound: git then still says what it lacks. */
const leastFetchBytes = 64 * 1024;

/** Makes a repository of git and a place on the disk. */
export function repositoryOf(git: Git, place: GitPlace, files: RepositoryFiles): Repository {
  const { repository } = place;
  /** What was left after room was made: it is not made again in vain. */
  let smallest = 0;

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

  async function size(signal: AbortSignal): Promise<number> {
    const told = await done({ args: ['count-objects', '-v'] }, signal);
    if (typeof told !== 'string') return 0;
    const sizes = told.matchAll(/^size(?:-pack|-garbage)?: (?<kib>\d+)$/gmu);
    return [...sizes].reduce((sum, { groups }) => sum + 1024 * Number(groups?.['kib'] ?? 0), 0);
  }

  /** Tells how much a fetch may still bring, after making room where there is none. */
  async function room(most: number, signal: AbortSignal): Promise<number> {
    const before = await size(signal);
    if (most - before > leastFetchBytes) return most - before;
    if (before !== smallest) await gc(['--prune=now'], signal);
    smallest = await size(signal);
    return Math.max(leastFetchBytes, most - smallest);
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

  return {
    resolve,
    async prepare(signal) {
      for (const directory of [place.home, place.temporary, repository]) await files.makeDirectory(directory);
      await sweep(repository, files);
      // Without a template: those of the machine bring hooks.
      const made = await done({ args: ['init', '--quiet', '--bare', '--template='] }, signal);
      return typeof made === 'string' ? undefined : made;
    },
    async fetch({ remote, ref, mostBytes, timeout }, signal) {
      const end = await git(
        {
          args: [
            ...['fetch', '--quiet', '--force', '--no-tags', '--no-recurse-submodules'],
            ...['--no-write-fetch-head', '--no-auto-maintenance', '--no-show-forced-updates'],
            ...['--end-of-options', remote.url],
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
        await sweep(repository, files);
        return isFailed(end) ? end : { failed: refusalOf(end.errors, ref, remote) };
      }
      const args = ['rev-parse', '--quiet', '--verify', `${fetched}^{commit}`];
      const commit = await done({ args }, signal);
      if (typeof commit === 'string' && isId(commit)) return { commit };
      return { failed: trouble('source.no-ref', `${remote.url}: ${ref} is not a commit`) };
    },
    keep: (commit, signal) => keepCommit(commit, done, signal),
    tidy: (signal) => gc(['--auto'], signal),
  };
}

/** Recognizes a whole object name, SHA-1 or SHA-256. */
function isId(text: string): boolean {
  return /^(?:[\da-f]{40}|[\da-f]{64})$/u.test(text);
}
