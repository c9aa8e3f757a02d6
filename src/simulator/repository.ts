import { loadFiles } from '../boot/manifests.ts';
import { digestOf } from '../model/digest.ts';
import type { Clock } from '../model/clock.ts';
import { minute, type Duration } from '../model/instant.ts';
import type { Commit, Identity, Lineage, Revision, Source } from '../model/revision.ts';

/** A Git repository on the virtual clock: its commits are the text of one manifest each. */
export interface Repository {
  /** Adds a commit on top of the branch; gives its id. */
  commit(text: string, subject?: string, author?: Identity): string;
  /** Points the branch at an earlier commit, as a force-push does. */
  rewind(id: string): void;
  /** While it is down nobody can read it. */
  isDown: boolean;
  /** Commits that cannot be read for now, as where a copy was lost. */
  readonly lost: Set<string>;
  /** The repository as one daemon reads it, every `interval`. */
  source(clock: Clock, interval?: Duration): Source;
}

interface Stored {
  readonly commit: Commit;
  readonly text: string;
}

const somebody: Identity = { name: 'A. Committer', email: 'committer@example.com' };

export function createRepository(clock: Pick<Clock, 'now'>): Repository {
  const stored = new Map<string, Stored>();
  let head: string | undefined;

  function ancestors(id: string): readonly Commit[] {
    const found: Commit[] = [];
    for (let at: string | undefined = id; at !== undefined;) {
      const commit: Commit | undefined = stored.get(at)?.commit;
      if (commit === undefined) break;
      found.push(commit);
      [at] = commit.parents;
    }
    return found;
  }

  function revisionOf(id: string, now: number): Revision {
    const found = repository.lost.has(id) ? undefined : stored.get(id);
    if (found === undefined)
      return { is: 'unreachable', at: now, diagnostics: [unreachable(`the commit ${id} is not there`)] };
    const { commit, text } = found;
    const loaded = loadFiles([{ path: 'manifests.yaml', text }], now);
    return loaded.is === 'ok'
      ? { is: 'stack', id, at: now, commit, stack: loaded.stack }
      : { is: 'refused', id, at: now, commit, diagnostics: loaded.diagnostics };
  }

  const repository: Repository = {
    isDown: false,
    lost: new Set(),
    commit(text, subject = 'Change manifests', author = somebody) {
      const parents = head === undefined ? [] : [head];
      const id = digestOf([text, ...parents, clock.now()]);
      stored.set(id, {
        text,
        commit: { id, parents, subject, author, committer: author, at: clock.now() },
      });
      head = id;
      return id;
    },
    rewind(id) {
      head = id;
    },
    source(own, interval = minute) {
      let polled = new AbortController();
      return {
        async *revisions(signal) {
          let told: string | undefined;
          while (!signal.aborted) {
            polled = new AbortController();
            const revision: Revision =
              repository.isDown || head === undefined
                ? {
                    is: 'unreachable',
                    at: own.now(),
                    diagnostics: [unreachable('the repository does not answer')],
                  }
                : revisionOf(head, own.now());
            const name = revision.is === 'unreachable' ? 'unreachable' : revision.id;
            if (name !== told) yield revision;
            told = name;
            await own.sleep(interval, AbortSignal.any([signal, polled.signal]));
          }
        },
        poll: () => {
          polled.abort();
        },
        // What was fetched before is kept, as a clone keeps it.
        read: (id) => Promise.resolve(revisionOf(id, own.now())),
        lineage: (from, to): Promise<Lineage> => {
          if (from === to) return Promise.resolve({ is: 'same' });
          const [line, before] = [ancestors(to), ancestors(from)];
          const known = new Set(before.map(({ id }) => id));
          if (known.has(to)) return Promise.resolve({ is: 'precedes' });
          const commits = line.filter(({ id }) => !known.has(id));
          const isDescendant = line.some(({ id }) => id === from);
          return Promise.resolve({ is: isDescendant ? 'descends' : 'rewound', commits });
        },
      };
    },
  };
  return repository;
}

function unreachable(message: string): Extract<Revision, { is: 'unreachable' }>['diagnostics'][number] {
  return { severity: 'error', code: 'daemon.failed', message };
}
