import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../model/outcome.ts';
import type { Episode, EpisodeEnd } from '../../model/history.ts';
import { fold, known, type Known } from './fold.ts';
import type { Sight } from './sight.ts';
import { done, drift, fastFacets, key, seenOf, sightOf, step } from './sight.test-helper.ts';

const nothing: Known = { status: new Map(), open: [] };
const policy = step('policy', drift('/policy'));
const tags = step('tags', drift('/tags/owner'));

/** Folds looks one after another, and gives the published episodes. */
function told(...sights: readonly Sight[]): readonly { change: string; episode: Episode }[] {
  let before = nothing;
  return sights.flatMap((sight) => {
    const folded = fold(before, sight);
    before = known(before, folded);
    return folded.episodes.filter(({ change }) => change !== 'seen');
  });
}

it('opens one episode for each facet, and keeps its age while the drift grows', () => {
  const wider = step('policy', drift('/policy', { before: 'wider' }));
  const all = told(
    sightOf([seenOf(10, [policy, tags])]),
    sightOf([seenOf(20, [policy, tags])]),
    sightOf([seenOf(30, [wider, tags])]),
  );
  expect(all.map(({ change, episode }) => [change, episode.facet])).toEqual([
    ['opened', 'policy'],
    ['opened', 'tags'],
    ['changed', 'policy'],
  ]);
  expect(all[2]?.episode).toMatchObject({ id: all[0]?.episode.id, openedAt: 10, seenAt: 30 });
});

it('opens none for what only Git changed', () => {
  const changed = step('policy', drift('/policy', { label: 'changed-in-git' }));
  expect(told(sightOf([seenOf(10, [changed])]))).toEqual([]);
});

it('opens one for what somebody deleted, by the label of the step that creates it again', () => {
  const create = step('create', drift('/policy'), { action: 'create' });
  const lost = seenOf(10, [create], { exists: false, sync: 'PendingChange' });
  expect(told(sightOf([lost]), sightOf([seenOf(20)])).map(({ change }) => change)).toEqual([
    'opened',
    'closed',
  ]);
});

describe('an episode closes', () => {
  const opened = sightOf([seenOf(10, [policy])]);
  const later = (more: Parameters<typeof sightOf>[1] = {}) => sightOf([seenOf(20)], more);
  const accepted: Outcome = {
    is: 'waiting',
    until: 9,
    sent: { calls: 1, at: 1 },
    reason: 'confirming',
    why: '',
  };

  it.each<{ how: EpisodeEnd; when: string; looks: readonly Sight[] }>([
    {
      how: 'repaired',
      when: 'the write of this pass was confirmed',
      looks: [sightOf([seenOf(10, [policy])], { outcomes: { [policy.id]: done } })],
    },
    {
      how: 'repaired',
      when: 'a later look shows what AWS had accepted',
      looks: [sightOf([seenOf(10, [policy])], { outcomes: { [policy.id]: accepted } }), later()],
    },
    { how: 'reverted-elsewhere', when: 'AWS moved and the manifest did not', looks: [opened, later()] },
    {
      how: 'reverted-elsewhere',
      when: 'somebody put it back and Git wants something new',
      looks: [opened, sightOf([seenOf(20, [step('policy', drift('/policy', { label: 'changed-in-git' }))])])],
    },
    {
      how: 'declared',
      when: 'the manifest says what AWS shows',
      looks: [opened, later({ spec: { policy: 'live' } })],
    },
    {
      how: 'declared',
      when: 'the manifest ignores the path',
      looks: [opened, sightOf([seenOf(20, [], { ignored: [{ path: '/policy', why: 'known' }] })])],
    },
    {
      how: 'gone',
      when: 'the thing is not there any more',
      looks: [opened, sightOf([seenOf(20, [], { exists: false, sync: 'PendingChange' })])],
    },
    {
      how: 'gone',
      when: 'a complete look lacks it',
      looks: [opened, sightOf([], { complete: true, now: 20 })],
    },
    { how: 'gone', when: 'the manifest lets it go', looks: [opened, later({ state: 'released' })] },
  ])('closes as $how when $when', ({ how, looks }) => {
    const all = told(...looks);
    expect(all.map(({ change }) => change)).toEqual(['opened', 'closed']);
    expect(all[1]?.episode).toMatchObject({ openedAt: 10, closed: { how } });
  });
});

describe('an episode stays open when a look', () => {
  it.each<{ what: string; sight: Sight }>([
    { what: 'did not reach it', sight: sightOf([seenOf(20, [], { address: 'Key/other' })]) },
    { what: 'failed', sight: sightOf([seenOf(20, [], { sync: 'Unknown', failure: denied() })]) },
    {
      what: 'could not read the facet',
      sight: sightOf([
        seenOf(20, [], { sync: 'Unknown', unreadable: [{ facet: 'tags', failure: denied() }] }),
      ]),
    },
    { what: 'was fast and does not read the facet', sight: sightOf([seenOf(20, [], { read: fastFacets })]) },
    { what: 'may have read an old value', sight: sightOf([seenOf(20, [], { sync: 'Settling' })]) },
    {
      what: 'could not judge the path in this state',
      sight: sightOf([seenOf(20, [], { deferred: [{ path: '/tags', reason: 'disabled', why: '' }] })]),
    },
    {
      what: 'found a resource that nobody can judge',
      sight: sightOf([seenOf(20, [], { blocked: blocked() })]),
    },
    { what: 'is older than the one that saw it', sight: sightOf([seenOf(5)]) },
  ])('$what', ({ sight }) => {
    expect(told(sightOf([seenOf(10, [tags])]), sight).map(({ change }) => change)).toEqual(['opened']);
  });

  it('keeps an episode open when only one of two halves was written', () => {
    const narrow = step('policy:narrow', drift('/policy'), { id: `${key}#policy:narrow` });
    const sight = sightOf([seenOf(10, [narrow, policy])], { outcomes: { [narrow.id]: done } });
    expect(told(sight).map(({ change }) => change)).toEqual(['opened']);
  });
});

function denied() {
  return {
    code: 'aws.forbidden',
    class: 'forbidden',
    name: 'AccessDenied',
    message: 'no',
    op: 'kms:ListResourceTags',
    at: { account: '111122223333', region: 'eu-central-1' },
  } as const;
}

function blocked() {
  return { code: 'engine.ambiguous', reason: 'ambiguous', why: '', release: '' } as const;
}
