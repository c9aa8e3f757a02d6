import { expect, it } from 'vitest';
import { goldenPlans } from '../../../test/golden/report/cases/index.ts';
import type { Episode } from '../../model/history.ts';
import { planText } from '../human/plan.ts';
import { withFirstSeen } from './first-seen.ts';
import { displayOf } from './make.ts';

const episode: Episode = {
  id: 'e',
  address: 'Key/customer-data',
  facet: 'policy',
  changes: [],
  label: 'drifted',
  openedAt: Date.UTC(2026, 10, 2, 9),
  seenAt: Date.UTC(2026, 10, 2, 12),
  declared: '',
};

function textWith(open: readonly Episode[]): string {
  const found = goldenPlans.find(({ name }) => name === 'drift-labels');
  if (found === undefined) throw new Error('there is no such plan');
  return planText(withFirstSeen(displayOf(found.plan), open));
}

it('tells when drift was first seen, by the earliest of its parts', () => {
  const later = { ...episode, facet: 'rotation', openedAt: episode.openedAt + 3_600_000 };

  expect(textWith([later, episode])).toContain(
    '# (the change outside Git was first seen at 2026-11-02T09:00:00.000Z)',
  );
});

it.each([
  { why: 'is over', open: { ...episode, closed: { at: episode.seenAt, how: 'repaired' } } },
  { why: 'is of another resource', open: { ...episode, address: 'Key/other' } },
  { why: 'is a change in Git', open: { ...episode, label: 'changed-in-git' } },
] as const)('tells no time of an episode that $why', ({ open }) => {
  expect(textWith([open])).not.toContain('first seen');
});
