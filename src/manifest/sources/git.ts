import type { Clock, Random } from '../../model/clock.ts';
import { once } from '../../model/once.ts';
import type { Commit, Lineage, Revision, Source } from '../../model/revision.ts';
import type { Commands } from '../../runtime/commands.ts';
import type { Names } from '../../runtime/names.ts';
import type { LoadResult } from '../load.ts';
import type { SourceFile } from '../source.ts';
import { commitsIn, commitsOf, standing } from './git/commits.ts';
import { isFailed, type Failed } from './git/failed.ts';
import { filesOf } from './git/files.ts';
import { openRemote } from './git/remote.ts';
import { repositoryOf } from './git/repository.ts';
import { gitOf } from './git/run.ts';
import { checkSettings, type CheckedSettings, type GitSettings } from './git/settings.ts';
import { nobody, signersIn, type Signers } from './git/signers.ts';
import type { RepositoryFiles } from './git/sweep.ts';
import { give, knownOf } from './give.ts';
import { createPace, leastBetweenPolls } from './pace.ts';
import { notKept, refused, trouble, unreachable, withNote } from './refusals.ts';
import { createTurns } from './turns.ts';

export interface GitParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly files: RepositoryFiles & { read(path: string): Promise<string | undefined> };
  readonly commands: Commands;
  readonly names: Names;
  /** `path` holds the directories of all three. */
  readonly programs: { readonly path: string; readonly git: string; readonly ssh: string };
  /** Absolute, and of this source alone; no other process uses it. */
  readonly directory: string;
  load(files: readonly SourceFile[]): LoadResult;
}

/** Follows a branch or tag of a repository. What the network brings is read by object and never checked out. */
export function gitSource(settings: GitSettings, parts: GitParts): Source {
  const checked = checkSettings(settings);
  return isFailed(checked) ? misconfigured(checked, settings, parts) : following(checked, parts);
}

/** Says so for as long as it lives: settings change with a start only. */
function misconfigured({ failed }: Failed, { interval }: GitSettings, { clock, random }: GitParts): Source {
  const pace = createPace({ clock, random, interval, least: leastBetweenPolls });
  const tell = (): Promise<Revision> => Promise.resolve(unreachable(clock.now(), failed));
  return {
    revisions: (signal) => give(tell, pace, clock.now, signal),
    poll: () => undefined,
    read: tell,
    lineage: () => Promise.resolve({ is: 'unknown', why: failed.message, commits: 'untold' }),
  };
}

function following(settings: CheckedSettings, parts: GitParts): Source {
  const { clock, random, files, directory, load } = parts;
  const { interval, path, ref, signersFile, timeout } = settings;
  const place = {
    repository: `${directory}/repository`,
    home: `${directory}/home`,
    temporary: `${directory}/temporary`,
  };
  const git = gitOf(parts.commands, parts.programs, place);
  const repository = repositoryOf(git, place, files);
  const pace = createPace({ clock, random, interval, least: leastBetweenPolls });
  /** What writes to the copy. Reading does not wait for a fetch that hangs. */
  const inTurn = createTurns();
  let failures = 0;
  let isUntidy = false;
  /** The list of signers at the last look. */
  let list = '';

  const prepared = once(
    (signal: AbortSignal): Promise<Failed | undefined> =>
      repository.prepare(signal).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        return { failed: trouble('source.unreachable', `the local copy cannot be created: ${why}`) };
      }),
    (failed) => failed === undefined,
  );

  async function fetch(signal: AbortSignal): Promise<{ readonly commit: string } | Failed> {
    const failed = await prepared(signal);
    if (failed !== undefined) return failed;
    if (isUntidy) await repository.tidy(signal);
    isUntidy = false;
    const remote = await openRemote(settings, { ...parts, ssh: parts.programs.ssh }, failures);
    if (isFailed(remote)) return remote;
    const mostBytes = settings.maxMegabytes * 1024 * 1024;
    const fetched = await repository.fetch({ remote, ref, mostBytes, timeout }, signal);
    failures = isFailed(fetched) ? failures + 1 : 0;
    return fetched;
  }

  async function signers(): Promise<Signers | Failed> {
    if (signersFile === undefined) return nobody;
    const text = await files.read(signersFile).catch(() => undefined);
    return text === undefined
      ? { failed: trouble('source.setting', `git.signersFile ${signersFile} cannot be read`) }
      : signersIn(signersFile, text, git);
  }

  async function commits(ids: readonly string[], signal: AbortSignal): Promise<readonly Commit[] | Failed> {
    const known = await signers();
    if (isFailed(known)) return known;
    return commitsOf(git, ids, known, signal);
  }

  /** Lists the commits that one brings; with an earlier one, those that it does not have. */
  async function brought(
    to: string,
    without: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly Commit[] | Failed> {
    const ids = await commitsIn(git, to, without, signal);
    return isFailed(ids) ? ids : commits(ids, signal);
  }

  /** Makes the commit stay as long as it is in use. */
  function keep(commit: string, signal: AbortSignal): Promise<Failed | undefined> {
    return inTurn(() => repository.keep(commit, signal));
  }

  async function revisionOf(id: string, signal: AbortSignal): Promise<Revision> {
    const told = await commits([id], signal);
    if (isFailed(told)) return unreachable(clock.now(), told.failed);
    const set = await filesOf(git, id, path, signal);
    const at = clock.now();
    if (isFailed(set)) return unreachable(at, set.failed);
    const loaded = load(set);
    const [commit] = told;
    const name = commit === undefined ? { id, at } : { id, at, commit };
    return loaded.is === 'ok'
      ? { is: 'stack', ...name, stack: loaded.stack }
      : refused(name, loaded.diagnostics);
  }

  async function look(last: Revision | undefined, signal: AbortSignal): Promise<Revision | undefined> {
    const fetched = await inTurn(() => fetch(signal));
    if (isFailed(fetched)) return unreachable(clock.now(), fetched.failed);
    const { commit } = fetched;
    const known = await signers();
    if (isFailed(known)) return unreachable(clock.now(), known.failed);
    // Another list may tell of the same commits that somebody signed them.
    if (knownOf(last, clock.now()) === commit && known.list === list) return undefined;
    list = known.list;
    const revision = await revisionOf(commit, signal);
    isUntidy = true;
    if (revision.is !== 'stack') return revision;
    const unkept = await keep(commit, signal);
    return withNote(revision, unkept && notKept(unkept.failed.message));
  }

  async function resolve(id: string, signal: AbortSignal): Promise<string | undefined> {
    return (await prepared(signal)) === undefined ? repository.resolve(id, signal) : undefined;
  }

  return {
    revisions: (signal) => give(look, pace, clock.now, signal),
    poll: pace.nudge,
    async read(id, signal) {
      const commit = await resolve(id, signal);
      if (commit === undefined)
        return unreachable(clock.now(), trouble('source.not-kept', `the commit ${id} is not in the copy`));
      const revision = await revisionOf(commit, signal);
      if (revision.is === 'stack') void keep(commit, signal);
      return revision;
    },
    async lineage(from, to, signal): Promise<Lineage> {
      const [earlier, later] = [await resolve(from, signal), await resolve(to, signal)];
      if (later === undefined)
        return { is: 'unknown', why: `the commit ${to} is not in the copy`, commits: 'untold' };
      if (earlier === undefined) {
        const all = await brought(later, undefined, signal);
        const why = `the commit ${from} is not in the copy`;
        return { is: 'unknown', why, commits: isFailed(all) ? 'untold' : all };
      }
      void keep(earlier, signal);
      if (earlier === later) return { is: 'same' };
      const how = await standing(git, earlier, later, signal);
      if (how === 'precedes') return { is: how };
      if (typeof how !== 'string') return { is: 'unknown', why: how.failed.message, commits: 'untold' };
      const told = await brought(later, earlier, signal);
      return isFailed(told)
        ? { is: 'unknown', why: told.failed.message, commits: 'untold' }
        : { is: how, commits: told };
    },
  };
}
