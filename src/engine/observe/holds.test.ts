import { describe, expect, it } from 'vitest';
import { holdOf, type NotedHold } from '../../model/hold.ts';
import { hour } from '../../model/instant.ts';
import type { Observation, Present } from '../../model/observation.ts';
import { appeared, holdsAfter, notedSince } from './holds.ts';
import { kinds } from '../testing/kinds.test-helper.ts';
import { failure, present, resource, stackOf } from '../testing/stack.test-helper.ts';

const stack = stackOf([resource('Box/a', {})]);
const ids = { keyId: 'box-1' };
const held: NotedHold = { is: 'held', address: 'Box/a', ids, since: 1, value: 'x' };
const unread: NotedHold = { is: 'unread', address: 'Box/a', since: 2 };
const now = 9 * hour;

function withHold(value: string, since?: number): Present {
  return present({ ids, hold: holdOf(value, since) });
}
const tagsUnread = present({ ids, facets: { tags: { is: 'unreadable', failure: failure() } } });

interface Row {
  readonly why: string;
  readonly before: readonly NotedHold[];
  readonly seen?: Observation;
  readonly scope?: 'some';
  readonly after: readonly NotedHold[];
}

describe('the notes of holds', () => {
  it.each<Row>([
    { why: 'a new hold begins now', before: [], seen: withHold('x'), after: [{ ...held, since: now }] },
    { why: 'the same value keeps its age', before: [held], seen: withHold('x', 1), after: [held] },
    {
      why: 'another value is another hold',
      before: [held],
      seen: withHold('y'),
      after: [{ ...held, since: now, value: 'y' }],
    },
    {
      why: 'a hold that has ended keeps its age while its tag is there',
      before: [held],
      seen: present({ ids, endedHold: holdOf('x', 1) }),
      after: [held],
    },
    {
      why: 'a tag that was taken off is forgotten',
      before: [held, unread],
      seen: present({ ids }),
      after: [],
    },
    {
      why: 'tags that cannot be read prove nothing',
      before: [held],
      seen: tagsUnread,
      after: [held, { ...unread, since: now }],
    },
    { why: 'tags that stay unreadable keep their age', before: [unread], seen: tagsUnread, after: [unread] },
    {
      why: 'another thing at the same address has its own hold',
      before: [held],
      seen: present({ ids: { keyId: 'box-2' }, hold: holdOf('x', undefined) }),
      after: [held, { ...held, ids: { keyId: 'box-2' }, since: now }],
    },
    {
      why: 'what was not seen keeps its note',
      before: [held],
      seen: { is: 'unknown', failure: failure() },
      after: [held],
    },
    {
      why: 'what is declared no more is forgotten by a pass over everything',
      before: [{ ...held, address: 'Box/gone', ids: { keyId: 'box-3' } }],
      after: [],
    },
    {
      why: 'a pass over a part forgets nothing outside of it',
      before: [{ ...held, address: 'Box/gone', ids: { keyId: 'box-3' } }],
      scope: 'some',
      after: [{ ...held, address: 'Box/gone', ids: { keyId: 'box-3' } }],
    },
  ])('$why', ({ before, seen, scope, after }) => {
    const scene = {
      stack,
      kinds,
      scope:
        scope === 'some' ? ({ is: 'some', targets: [], exclude: [] } as const) : ({ is: 'all' } as const),
      observations: new Map(seen === undefined ? [] : [['Box/a', seen] as const]),
    };
    expect(holdsAfter(before, scene, now)).toEqual(after);
  });

  it('follows the thing to another address', () => {
    expect(notedSince([held], { address: 'Box/renamed', ids }, 'x')).toBe(1);
    expect(notedSince([held], { address: 'Box/a', ids: { keyId: 'box-2' } }, 'x')).toBeUndefined();
  });
});

describe('the critical holds', () => {
  it.each<{ why: string; seen: Observation; holds?: readonly NotedHold[]; codes: readonly string[] }>([
    { why: 'a hold that no apply noted', seen: withHold('x'), codes: ['critical engine.new-hold'] },
    { why: 'a hold that was noted', seen: withHold('x', 1), holds: [held], codes: [] },
    { why: 'tags that cannot be read', seen: tagsUnread, codes: ['critical engine.unreadable-tags'] },
    { why: 'tags that could not be read before', seen: tagsUnread, holds: [unread], codes: [] },
    {
      why: 'tags that were throttled',
      seen: present({
        ids,
        facets: {
          tags: { is: 'unreadable', failure: failure({ code: 'aws.throttled', class: 'throttled' }) },
        },
      }),
      codes: [],
    },
    { why: 'no hold', seen: present({ ids }), codes: [] },
    { why: 'a hold that has ended', seen: present({ ids, endedHold: holdOf('x', 1) }), codes: [] },
  ])('reports $why', ({ seen, holds = [], codes }) => {
    const found = appeared({ stack, kinds, observations: new Map([['Box/a', seen]]) }, holds);
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(codes);
  });
});
