import { refusal, type Refusal } from '../../daemon/control/control.ts';
import { day, type Duration, type Instant } from '../../model/instant.ts';

/** A request as its key names it. */
export interface Keyed {
  /** Who sends it: another caller with the same key sends another request. */
  readonly caller: string;
  readonly key: string;
  /** Identifies what is sent. */
  readonly digest: string;
}

/** What becomes of a request with a key. */
export type Begun =
  | { readonly is: 'first'; readonly attempt: Attempt }
  | { readonly is: 'again'; readonly answer: object }
  | { readonly is: 'refused'; readonly refusal: Refusal };

/** One request that is carried out. Exactly one of the two is called. */
export interface Attempt {
  keep(answer: object): void;
  /** Forgets the request: it may be sent again, and is then carried out. */
  drop(): void;
}

/** The answers of writes, by their keys. */
export interface Answers {
  begin(keyed: Keyed): Begun;
  size(): { readonly keys: number; readonly characters: number };
}

type Entry = { readonly caller: string; readonly digest: string } & (
  { readonly is: 'running' } | { readonly is: 'done'; readonly at: Instant; readonly text: string }
);

export const kept: Duration = day;
/** A caller loses their own oldest answers first. All of them together may take some megabytes. */
export const most = { ofCaller: 100, inAll: 2_000, characters: 8 * 1024 * 1024 } as const;

/** Makes the memory of answers. It is bounded; what runs is never forgotten, and connections bound that. */
export function createAnswers(now: () => Instant): Answers {
  /** Those that are done are in the order in which they were answered. */
  const entries = new Map<string, Entry>();
  /** What is done of each caller, in the same order. */
  const ofCallers = new Map<string, Set<string>>();
  let characters = 0;

  function forget(id: string): void {
    const entry = entries.get(id);
    entries.delete(id);
    if (entry?.is !== 'done') return;
    characters -= entry.text.length;
    const own = ofCallers.get(entry.caller);
    own?.delete(id);
    if (own?.size === 0) ofCallers.delete(entry.caller);
  }

  function trim(own: ReadonlySet<string>): void {
    for (const id of own) {
      if (own.size <= most.ofCaller) break;
      forget(id);
    }
    for (const [id, entry] of entries) {
      if (entry.is === 'running') continue;
      const isFull = entries.size > most.inAll || characters > most.characters;
      if (!isFull && now() - entry.at < kept) break;
      forget(id);
    }
  }

  return {
    begin({ caller, key, digest }) {
      const id = JSON.stringify([caller, key]);
      const before = entries.get(id);
      const isOver = before?.is === 'done' && now() - before.at >= kept;
      if (before !== undefined && !isOver) {
        if (before.digest !== digest) return { is: 'refused', refusal: reused };
        if (before.is === 'running') return { is: 'refused', refusal: running };
        return { is: 'again', answer: JSON.parse(before.text) as object };
      }
      forget(id);
      entries.set(id, { is: 'running', caller, digest });
      return {
        is: 'first',
        attempt: {
          keep(answer) {
            const text = JSON.stringify(answer);
            forget(id);
            entries.set(id, { is: 'done', caller, digest, at: now(), text });
            characters += text.length;
            const own = ofCallers.get(caller) ?? new Set();
            ofCallers.set(caller, own.add(id));
            trim(own);
          },
          drop: () => {
            forget(id);
          },
        },
      };
    },
    size: () => ({ keys: entries.size, characters }),
  };
}

const reused = refusal('api.key-reused', 'another request was sent with this Idempotency-Key before');
const running = refusal('api.key-running', 'the first request with this Idempotency-Key is not answered yet');
