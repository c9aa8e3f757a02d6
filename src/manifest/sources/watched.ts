import type { Clock, Random } from '../../model/clock.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { withDeadline } from '../../model/deadline.ts';
import { minute, second, type Duration } from '../../model/instant.ts';
import type { Lineage, Revision, Source } from '../../model/revision.ts';
import type { Watches } from '../../runtime/watch.ts';
import type { LoadResult } from '../load.ts';
import type { SourceFile } from '../source.ts';
import { readSources, type ManifestFiles } from './directory.ts';
import { give, knownOf } from './give.ts';
import type { KeptSets } from './kept-sets.ts';
import { createPace } from './pace.ts';
import { notKept, refused, trouble, unreachable, withNote } from './refusals.ts';
import { digestOfFiles, readSettled, type Settled } from './settle.ts';

export interface WatchedSettings {
  /** Files and directories. */
  readonly paths: readonly string[];
  /** How often it is read although nothing hinted at a change. */
  readonly interval: Duration;
}

export interface WatchedParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly files: ManifestFiles;
  readonly watches: Watches;
  /** Absent: earlier revisions are forgotten with their files. */
  readonly kept?: KeptSets;
  load(files: readonly SourceFile[]): LoadResult;
}

/** Bounds the work that a tool makes by touching files all the time. */
const leastBetweenReadings: Duration = second;

/** A directory on a network share may give no answer at all. */
const longestReading: Duration = 2 * minute;

/** Watches files and directories. What the system says of changes only hastens a reading: contents decide. */
export function watchedSource({ paths, interval }: WatchedSettings, parts: WatchedParts): Source {
  const { clock, random, files, watches, kept, load } = parts;
  const pace = createPace({ clock, random, interval, least: leastBetweenReadings });
  let unwatch: readonly (() => void)[] = [];
  let hanging: Promise<Revision | undefined> | undefined;

  function stopWatching(): void {
    for (const end of unwatch) end();
    unwatch = [];
  }

  function read(): Promise<readonly SourceFile[]> {
    return readSources(paths, files);
  }

  function revisionOf(id: string, set: readonly SourceFile[]): Revision {
    const at = clock.now();
    const loaded = load(set);
    return loaded.is === 'ok'
      ? { is: 'stack', id, at, stack: loaded.stack }
      : refused({ id, at }, loaded.diagnostics);
  }

  /**
   * Tells what is missing. A directory that is not there says nothing; one that is there and empty says something
   * wrong.
   */
  async function missing(): Promise<string | undefined> {
    for (const path of paths) {
      try {
        if ((await files.stat(path)) === undefined) return `there is no file or directory ${path}`;
      } catch (error) {
        return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      }
    }
    return undefined;
  }

  async function look(last: Revision | undefined, signal: AbortSignal): Promise<Revision | undefined> {
    stopWatching();
    // Before the reading: what changes meanwhile hints at the next one. Anew each time: a directory may be another now.
    unwatch = paths.map((path) => watches.watch(path, pace.nudge));
    const gone = await missing();
    if (gone !== undefined) return unreachable(clock.now(), gone);
    const settled = await readSettled(read, knownOf(last, clock.now()), clock, signal);
    switch (settled.is) {
      case 'unchanged':
        return undefined;
      case 'unsettled':
        return unreachable(
          clock.now(),
          trouble('source.unsettled', `${paths.join(', ')}: files kept changing during several reads`),
        );
      case 'settled': {
        const revision = revisionOf(settled.id, settled.files);
        if (revision.is !== 'stack' || kept === undefined) return revision;
        return withNote(revision, await keep(kept, settled));
      }
    }
  }

  /** Looks, and calls the source unreachable where no answer comes: its age counts from then (authority.md §4.22). */
  async function lookInTime(last: Revision | undefined, signal: AbortSignal): Promise<Revision | undefined> {
    // Each reading that hangs keeps a thread of the process: there is no second one beside it.
    hanging ??= look(last, signal).finally(() => (hanging = undefined));
    const looking = hanging;
    const answer = await withDeadline(clock, longestReading, () => looking, { stop: signal, within: second });
    if (answer.is === 'in-time') return answer.value;
    const seconds = String(longestReading / second);
    return unreachable(clock.now(), `${paths.join(', ')} did not respond within ${seconds} s`);
  }

  /** Gives why a set could not be kept. */
  async function keep(
    sets: KeptSets,
    { id, files: set }: Extract<Settled, { readonly is: 'settled' }>,
  ): Promise<Diagnostic | undefined> {
    try {
      await sets.keep(id, set);
      return undefined;
    } catch (error) {
      return notKept(error instanceof Error ? error.message : String(error));
    }
  }

  return {
    async *revisions(signal) {
      try {
        yield* give(lookInTime, pace, clock.now, signal);
      } finally {
        stopWatching();
      }
    },
    poll: pace.nudge,
    async read(id) {
      if (!/^[\da-f]{7,64}$/u.test(id))
        return unreachable(clock.now(), trouble('source.not-kept', `${id} does not name a revision`));
      const set = await kept?.read(id).catch(() => undefined);
      if (set !== undefined) return revisionOf(digestOfFiles(set), set);
      const now = await read();
      const digest = digestOfFiles(now);
      if (digest.startsWith(id)) return revisionOf(digest, now);
      return unreachable(clock.now(), trouble('source.not-kept', `revision ${id} is no longer available`));
    },
    async lineage(from, to): Promise<Lineage> {
      // What is compared with is in use: it stays.
      await kept?.touch(from).catch(() => undefined);
      return from === to ? { is: 'same' } : { is: 'untracked' };
    },
  };
}
