import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { StatusRecord } from '../../model/history.ts';
import { hour, minute } from '../../model/instant.ts';
import { fold, known, type Known } from './fold.ts';
import { done, drift, fastFacets, key, restFacets, seenOf, sightOf, step } from './sight.test-helper.ts';
import type { Sight } from './sight.ts';
import { atAge } from './stale.ts';

const nothing: Known = { status: new Map(), open: [] };

function after(...sights: readonly Sight[]): Known {
  return sights.reduce<Known>((before, sight) => known(before, fold(before, sight)), nothing);
}

function statusAfter(...sights: readonly Sight[]): StatusRecord | undefined {
  return after(...sights).status.get(key);
}

const read = fastFacets;
const policy = step('policy', drift('/policy'));
const tags = step('tags', drift('/tags/owner'));

describe('a record is in sync only if every part of it was read', () => {
  it('is Unknown after a fast look alone', () => {
    expect(statusAfter(sightOf([seenOf(10, [], { read })]))).toMatchObject({
      sync: 'Unknown',
      reason: 'not-read',
      fastAt: 10,
    });
  });

  it('is Drifted after a fast look alone that saw drift', () => {
    expect(statusAfter(sightOf([seenOf(10, [policy], { read })]))?.sync).toBe('Drifted');
  });

  it('keeps the drift of what a fast look does not read', () => {
    const record = statusAfter(sightOf([seenOf(10, [tags])]), sightOf([seenOf(20, [], { read })]));
    expect(record).toMatchObject({ sync: 'Drifted', fullAt: 10, fastAt: 20 });
  });

  it('loses the drift that a fast look finds gone', () => {
    const record = statusAfter(sightOf([seenOf(10, [policy])]), sightOf([seenOf(20, [], { read })]));
    expect(record).toMatchObject({ sync: 'InSync', fullAt: 10, fastAt: 20 });
  });

  it('does not count what could not be read as read', () => {
    const failure = { name: 'x' } as never;
    const unread = seenOf(20, [], { sync: 'Unknown', unreadable: [{ facet: 'tags', failure }] });
    expect(statusAfter(sightOf([seenOf(10)]), sightOf([unread]))).toMatchObject({
      sync: 'Unknown',
      fullAt: 10,
      fastAt: 20,
    });
  });
});

describe('the date of a deletion', () => {
  const deletesAt = 90 * hour;
  const cancel = step('enabled', drift('/deletion'));

  it('stays as long as looks see it, and goes with it', () => {
    const pending = sightOf([seenOf(10, [], { deletesAt })]);
    expect(statusAfter(pending)?.deletesAt).toBe(deletesAt);
    expect(statusAfter(pending, sightOf([seenOf(20, [], { read, deletesAt })]))?.deletesAt).toBe(deletesAt);
    expect(statusAfter(pending, sightOf([seenOf(20, [], { read })]))).not.toHaveProperty('deletesAt');
  });

  it('goes when a pass cancelled the deletion', () => {
    const pass = sightOf([seenOf(10, [cancel], { deletesAt })], { outcomes: { [cancel.id]: done } });
    expect(statusAfter(pass)).not.toHaveProperty('deletesAt');
  });

  it('is reported when it changes', () => {
    const before = after(sightOf([seenOf(10, [])]));
    const { status } = fold(before, sightOf([seenOf(20, [], { deletesAt })]));
    expect(status.map((one) => one.deletesAt)).toEqual([deletesAt]);
  });
});

it('never ages by fast looks where the kind has no fast set', () => {
  const record = statusAfter(sightOf([seenOf(0, [], { address: key, kind: 'Alias' })]));
  expect(record).toMatchObject({ sync: 'InSync', fullAt: 0 });
  expect(record).not.toHaveProperty('fastAt');
});

it('keeps what a fast look leaves to full looks: a removal, and that it waits', () => {
  const removal = step('remove', drift('/policy', { label: 'changed-in-git' }), {
    action: 'remove',
    gate: { is: 'approval', classes: ['delete'], reason: 'waits-for-approval', why: '' },
  });
  const record = statusAfter(
    sightOf([seenOf(10, [removal])]),
    sightOf([seenOf(20, [], { read, sync: 'PendingChange' })]),
  );
  expect(record).toMatchObject({ sync: 'PendingChange', waiting: [removal.id] });
});

describe('health', () => {
  const disabled = { health: 'Degraded', reason: 'disabled', state: 'Disabled' } as const;

  it('ends a finding of a full look when a fast look sees another state', () => {
    const record = statusAfter(
      sightOf([seenOf(10, [], disabled)]),
      sightOf([seenOf(20, [], { state: 'Enabled', read })]),
    );
    expect(record).toMatchObject({ health: 'Healthy', state: 'Enabled' });
  });

  it('keeps a finding of a full look when a fast look sees the same state', () => {
    const record = statusAfter(
      sightOf([seenOf(10, [], { health: 'Degraded', reason: 'unversioned', state: 'present' })]),
      sightOf([seenOf(20, [], { state: 'present', read })]),
    );
    expect(record).toMatchObject({ health: 'Degraded', reason: 'unversioned' });
  });
});

describe('health of what was opened outside Git', () => {
  const opened = { health: 'Degraded', reason: 'access-opened' } as const;
  const closing = step('policy', drift('/policy'), { half: 'contract', narrows: 'drift' });

  it('is over when a fast look sees it closed: nothing but the part that closes it was degraded', () => {
    const seen = sightOf([seenOf(10, [closing], opened)]);
    expect(statusAfter(seen)).toMatchObject({ health: 'Degraded', reason: 'access-opened' });
    expect(statusAfter(seen, sightOf([seenOf(20, [], { read })]))).toMatchObject({ health: 'Healthy' });
  });

  it.each([
    { when: 'the removal is confirmed', outcome: done, health: 'Healthy' },
    {
      when: 'AWS accepted the removal',
      outcome: {
        is: 'waiting',
        until: 20,
        sent: { calls: 1, at: 10 },
        reason: 'confirming',
        why: '',
      } as const,
      health: 'Progressing',
    },
  ])('is $health when $when', ({ outcome, health }) => {
    const sight = sightOf([seenOf(10, [closing], opened)], { outcomes: { [closing.id]: outcome } });
    expect(statusAfter(sight)).toMatchObject({ health });
  });
});

it('is in sync after a pass that confirmed every write, and on its way to health', () => {
  const seen = seenOf(10, [policy, tags], { health: 'Degraded', reason: 'disabled' });
  const sight = sightOf([seen], { outcomes: { [policy.id]: done, [tags.id]: done } });
  expect(statusAfter(sight)).toMatchObject({ sync: 'InSync', health: 'Progressing' });
  expect(statusAfter(sight)).not.toHaveProperty('reason');
});

it('lists the steps that wait for a person until they run', () => {
  const waiting = step('policy', drift('/policy'), {
    gate: { is: 'approval', classes: ['widen'], reason: 'waits-for-approval', why: '' },
  });
  expect(statusAfter(sightOf([seenOf(10, [waiting])]))?.waiting).toEqual([waiting.id]);
  const ran = sightOf([seenOf(20, [waiting])], { outcomes: { [waiting.id]: done } });
  expect(statusAfter(ran)?.waiting).toEqual([]);
});

it('forgets what a complete look lacks, and nothing else does', () => {
  const other = seenOf(20, [], { address: 'Key/other' });
  expect([...after(sightOf([seenOf(10)]), sightOf([other])).status.keys()]).toEqual([key, 'Key/other']);
  expect([...after(sightOf([seenOf(10)]), sightOf([other], { complete: true })).status.keys()]).toEqual([
    'Key/other',
  ]);
});

it('tells of a record only if its verdict moved', () => {
  const before = after(sightOf([seenOf(10)]));
  const folded = fold(before, sightOf([seenOf(20)]));
  expect(folded.changed).toEqual([]);
  expect(folded.status.map(({ fullAt }) => fullAt)).toEqual([20]);
});

describe('the beginning of a trouble', () => {
  const blocked = { health: 'Blocked', reason: 'missing' } as const;

  it.each([
    { when: 'a later look sees the same', then: blocked, since: 10 },
    { when: 'the reason is another', then: { ...blocked, reason: 'in-use' }, since: 20 },
    { when: 'it is well again', then: {}, since: undefined },
  ] as const)('begins at $since when $when', ({ then, since }) => {
    const record = statusAfter(sightOf([seenOf(10, [], blocked)]), sightOf([seenOf(20, [], then)]));
    expect(record?.unwellSince).toBe(since);
  });
});

describe('a hold, and access that somebody opened', () => {
  const hold = { reason: 'held', why: 'INC-7' } as const;
  const failure = { name: 'x' } as never;
  const opened = ['a grant'];

  it.each([
    { when: 'a fast look reads no tags', then: { read }, since: 10 },
    { when: 'a full look sees it again', then: { hold }, since: 10 },
    { when: 'nothing could be read', then: { sync: 'Unknown', failure }, since: 10 },
    { when: 'a full look sees it gone', then: {}, since: undefined },
  ] as const)('tells a hold since $since when $when', ({ then, since }) => {
    const record = statusAfter(sightOf([seenOf(10, [], { hold })]), sightOf([seenOf(20, [], then)]));
    expect(record?.hold?.since).toBe(since);
  });

  it.each([
    { when: 'a fast look sees it again', then: { read, opened }, since: 10 },
    { when: 'AWS does not show it', then: { opened: 'unread' }, since: 10 },
    { when: 'a fast look sees it gone', then: { read }, since: undefined },
  ] as const)('tells opened access since $since when $when', ({ then, since }) => {
    const record = statusAfter(sightOf([seenOf(10, [], { opened })]), sightOf([seenOf(20, [], then)]));
    expect(record?.opened?.since).toBe(since);
  });
});

describe('a verdict ages', () => {
  const intervals = { fast: 10 * minute, full: hour };
  const record = statusAfter(sightOf([seenOf(0)]), sightOf([seenOf(hour, [], { read })]));

  it.each([
    { when: 'both looks are young', now: hour + 20 * minute, sync: 'InSync' },
    { when: 'the fast look is older than two of its intervals', now: hour + 21 * minute, sync: 'Unknown' },
  ])('changes to $sync when $when', ({ now, sync }) => {
    expect(record === undefined ? undefined : atAge(record, now, intervals)).toMatchObject({ sync });
  });

  it('names the oldest look', () => {
    const aged = record === undefined ? undefined : atAge(record, 3 * hour, intervals);
    expect(aged).toMatchObject({
      reason: 'stale',
      why: expect.stringContaining('1970-01-01T00:00') as string,
    });
  });
});

const addresses: readonly Address[] = ['Key/a', 'Key/b', 'Key/c', 'Key/d'];

/** What one look saw of one address. */
const seen = fc.record({
  address: fc.constantFrom(...addresses),
  facets: fc.uniqueArray(fc.constantFrom(...fastFacets, ...restFacets), { maxLength: 3 }),
  label: fc.constantFrom('drifted', 'both', 'differs', 'changed-in-git'),
  sync: fc.constantFrom('as-seen', 'Settling', 'Unknown'),
});

const looks = fc.array(
  fc.record({
    seen: fc.uniqueArray(seen, { selector: ({ address }) => address, maxLength: 4 }),
    facets: fc.constantFrom('all', 'fast'),
    later: fc.integer({ min: 1, max: 100 }),
  }),
  { maxLength: 8 },
);

type Looks = Parameters<Parameters<typeof looks.map>[0]>[0];

function sightsOf(found: Looks): readonly Sight[] {
  let at = 0;
  return found.map(({ seen: all, facets, later }) => {
    at += later;
    return sightOf(
      all.map((one) => {
        const steps = one.facets
          .filter((facet) => facets === 'all' || fastFacets.some((fast) => fast === facet))
          .map((facet) => ({
            ...step(facet, drift(`/${facet}`, { label: one.label })),
            id: `${one.address}#${facet}`,
            address: one.address,
          }));
        const sync = one.sync === 'as-seen' || steps.length > 0 ? {} : { sync: one.sync };
        const fast = facets === 'fast' ? { read } : {};
        return seenOf(at, steps, { address: one.address, ...sync, ...fast });
      }),
      { now: at },
    );
  });
}

/** Makes one sight for each resource of a sight: what batches of one would see. */
function batchesOf(sight: Sight): readonly Sight[] {
  return sight.plan.resources.map((resource) => ({
    ...sight,
    plan: {
      ...sight.plan,
      resources: [resource],
      steps: sight.plan.steps.filter(({ address }) => address === resource.address),
    },
  }));
}

function sorted({ status, open }: Known) {
  const byKey = <T>(all: Iterable<T>) =>
    [...all].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { status: byKey(status), open: byKey(open) };
}

describe('whatever is seen', () => {
  it('knows the same after batches as after the whole', () => {
    fc.assert(
      fc.property(looks, (found) => {
        const sights = sightsOf(found);
        expect(sorted(after(...sights.flatMap(batchesOf)))).toEqual(sorted(after(...sights)));
      }),
    );
  });

  it('knows the same after a look that is folded twice, and tells of nothing the second time', () => {
    fc.assert(
      fc.property(looks, (found) => {
        const sights = sightsOf(found);
        const once = after(...sights);
        const last = sights.at(-1);
        if (last === undefined) return;
        const again = fold(once, last);
        expect(known(once, again)).toEqual(once);
        expect(again.changed).toEqual([]);
        expect(again.episodes.filter(({ change }) => change !== 'seen')).toEqual([]);
      }),
    );
  });

  it('never sets back an age, nor reopens an episode that was not closed', () => {
    fc.assert(
      fc.property(looks, (found) => {
        let before = nothing;
        for (const sight of sightsOf(found)) {
          const next = known(before, fold(before, sight));
          for (const [address, record] of next.status) {
            const old = before.status.get(address);
            expect(record.fullAt ?? 0).toBeGreaterThanOrEqual(old?.fullAt ?? 0);
            expect(record.fastAt ?? 0).toBeGreaterThanOrEqual(old?.fastAt ?? 0);
          }
          for (const episode of before.open) {
            const same = next.open.filter(
              ({ address, facet }) => address === episode.address && facet === episode.facet,
            );
            expect(same.length).toBeLessThanOrEqual(1);
            for (const one of same) expect(one.openedAt).toBe(episode.openedAt);
          }
          before = next;
        }
      }),
    );
  });

  it('says after a full look what the plan says, and in sync of nothing that was never read whole', () => {
    fc.assert(
      fc.property(looks, (found) => {
        let before = nothing;
        for (const sight of sightsOf(found)) {
          before = known(before, fold(before, sight));
          for (const { address, sync, read: fast } of sight.plan.resources) {
            const record = before.status.get(address);
            if (fast === undefined) expect(record?.sync).toBe(sync);
            if (record?.sync === 'InSync') expect(record.fullAt).toBeDefined();
          }
        }
      }),
    );
  });
});
