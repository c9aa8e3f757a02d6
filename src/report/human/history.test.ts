import { expect, it } from 'vitest';
import type { HistoryDisplay } from '../display/history.ts';
import { plainLook } from '../text/style.ts';
import { historyText } from './history.ts';

const at = '2026-11-02T12:00:00.000Z';

function historyOf(events: readonly Partial<HistoryDisplay['events'][number]>[]): HistoryDisplay {
  return {
    stack: 'shop',
    address: 'Key/a',
    at,
    episodes: [],
    events: events.map((one, index) => ({
      seq: 100 - index,
      at,
      is: 'wrote',
      subject: 'keywright',
      text: 'sent PutKeyPolicy',
      step: 'Key/a#policy',
      ...one,
    })),
    applied: [],
  };
}

it.each([
  { why: 'one line for a write that ended', events: [{ is: 'wrote' }, { is: 'writing' }] as const, lines: 1 },
  {
    why: 'that the end is not recorded, of a write that a crash cut off',
    events: [{ is: 'writing' }] as const,
    lines: 1,
    says: 'its outcome is not recorded',
  },
  {
    why: 'both where another write of the step came before',
    events: [{ is: 'writing' }, { is: 'wrote' }, { is: 'writing' }] as const,
    lines: 2,
    says: 'its outcome is not recorded',
  },
])('shows $why', ({ events, lines, says = '' }) => {
  const text = historyText(historyOf(events), plainLook);
  expect(text.match(/^ {2}- /gmu)).toHaveLength(lines);
  expect(text).toContain(says);
});

it('says plainly that nothing is known', () => {
  expect(historyText(historyOf([]), plainLook)).toBe('No history of Key/a.\n');
});

it('shows a change outside Git from what was declared to what was found', () => {
  const change = { path: '/enabled' as const, before: false, after: true, label: 'drifted' as const };
  const at = '2026-11-30T13:00:00.000Z';
  const episode = { facet: 'enabled', changes: [change], openedAt: at, seenAt: at };
  expect(historyText({ ...historyOf([]), episodes: [episode] }, plainLook)).toContain(
    'enabled true -> false',
  );
});
