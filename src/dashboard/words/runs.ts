import type { Timeline } from '../../server/types.ts';

type Entry = Timeline['items'][number];

/** Entries that are shown together: one, or many writes of one plan. */
export interface Run {
  readonly id: string;
  readonly entries: readonly [Entry, ...Entry[]];
}

/** Fewer writes stand one by one. */
const fewest = 4;

/** Puts the writes of a plan that follow each other together: a first apply must not hide what happened besides. */
export function runsIn(entries: readonly Entry[]): readonly Run[] {
  const runs: Entry[][] = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (last?.[0] !== undefined && belongs(entry, last[0])) last.push(entry);
    else runs.push([entry]);
  }
  return runs.flatMap(([first, ...rest]): readonly Run[] => {
    if (first === undefined) return [];
    if (rest.length + 1 >= fewest) return [{ id: first.id, entries: [first, ...rest] }];
    return [first, ...rest].map((entry) => ({ id: entry.id, entries: [entry] }));
  });
}

function belongs(entry: Entry, first: Entry): boolean {
  const isWrite = [entry, first].every(({ is, tone }) => is === 'wrote' && tone === 'done');
  return isWrite && entry.plan !== undefined && entry.plan === first.plan && entry.source === first.source;
}

/** Returns who acted, where that is a person. A process has no name that says anything to a reader. */
export function personIn({ subject, is }: Pick<Entry, 'subject' | 'is'>): string | undefined {
  if (is === 'drift-opened' || is === 'drift-closed') return undefined;
  return subject === undefined || /^\S+@\S+:\d+(?:\/[0-9a-f]+)?$/u.test(subject) ? undefined : subject;
}
