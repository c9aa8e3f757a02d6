import { expect, it } from 'vitest';
import type { Unchained } from '../../model/history.ts';
import type { DaemonEvent } from '../events.ts';
import { createEventRecord } from './events.ts';

const about = { source: 'shop', at: 5 } as const;
const episode = {
  id: 'e1',
  address: 'Key/a',
  facet: 'policy',
  changes: [{ path: '/policy', label: 'drifted' }],
  label: 'drifted',
  openedAt: 1,
  seenAt: 2,
  declared: '',
} as const;
const person = { name: 'Ada', email: 'ada@example.com' };
const commit = {
  id: 'c0ffee0000000000',
  parents: [],
  subject: 'Rotate',
  author: person,
  committer: person,
  at: 0,
};

function linesOf(...events: readonly DaemonEvent[]): readonly Unchained[] {
  const lines: Unchained[] = [];
  const record = createEventRecord();
  for (const event of events.slice(0, 1)) record.tell(event);
  record.to({ record: async (line) => void lines.push(line) }, 'daemon@host');
  for (const event of events.slice(1)) record.tell(event);
  return lines;
}

it('records what happened before the Stack was known as well', () => {
  const lines = linesOf(
    { ...about, is: 'started' },
    { ...about, is: 'revision', id: 'r1', commit, outcome: 'in-force', diagnostics: [] },
    { ...about, is: 'lease', state: 'leader', term: 3 },
    { ...about, is: 'episode', episode, change: 'opened' },
    { ...about, is: 'episode', episode, change: 'changed' },
    {
      ...about,
      is: 'episode',
      episode: { ...episode, closed: { at: 4, how: 'repaired' } },
      change: 'closed',
    },
  );
  expect(lines.map(({ is, text, at, subject }) => [is, text, at, subject])).toEqual([
    ['started', 'started to manage source shop', 5, 'daemon@host'],
    ['revision', 'in-force: c0ffee000000 Rotate', 5, 'daemon@host'],
    ['lease', 'leader', 5, 'daemon@host'],
    ['episode-opened', 'drift of policy of Key/a: drifted', 5, 'daemon@host'],
    ['episode-closed', 'drift of policy of Key/a ended: repaired', 5, 'daemon@host'],
  ]);
  expect(lines[1]).toMatchObject({ commit: commit.id, detail: { author: 'Ada <ada@example.com>' } });
});
