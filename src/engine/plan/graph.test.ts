import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { Observation } from '../../model/observation.ts';
import { edgesOf as edgesIndexed, type Edge } from './edges.ts';
import { declaredEdges, inOrder, liveEdges, topological } from './graph.ts';
import { idHole, kinds } from '../testing/kinds.test-helper.ts';
import { present, resource, stackOf } from '../testing/stack.test-helper.ts';

interface Item {
  readonly id: string;
  readonly after: readonly string[];
}

/** Items that wait only for those that a hidden order puts before them, handed over in any order. */
const acyclic: fc.Arbitrary<readonly Item[]> = fc.integer({ min: 0, max: 12 }).chain((size) =>
  fc
    .tuple(
      fc.array(fc.array(fc.nat({ max: Math.max(0, size - 1) }), { maxLength: 4 }), {
        minLength: size,
        maxLength: size,
      }),
      fc.shuffledSubarray([...new Array(size).keys()], { minLength: size, maxLength: size }),
    )
    .map(([waits, given]) =>
      given.map((index) => ({
        id: `s${index}`,
        after: (waits[index] ?? []).filter((other) => other < index).map((other) => `s${other}`),
      })),
    ),
);

describe('order', () => {
  it('holds every item once, each after all it waits for', () => {
    fc.assert(
      fc.property(acyclic, (items) => {
        const order = topological(items);
        expect(order.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
          items.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1)),
        );
        const place = new Map(order.map(({ id }, index) => [id, index] as const));
        for (const { id, after } of items)
          for (const other of after) expect(place.get(other)).toBeLessThan(place.get(id) ?? -1);
      }),
    );
  });

  it('is the given order where that is possible, and the same each time', () => {
    fc.assert(
      fc.property(acyclic, (items) => {
        const order = topological(items);
        expect(topological(items)).toEqual(order);
        expect(topological(order)).toEqual(order);
      }),
    );
  });

  it('puts the first given one first among those that are ready', () => {
    const order = topological([
      { id: 'c', after: ['a'] },
      { id: 'b', after: [] },
      { id: 'a', after: [] },
      { id: 'd', after: ['gone'] },
    ]);
    expect(order.map(({ id }) => id)).toEqual(['b', 'a', 'c', 'd']);
  });

  it.each([
    { why: 'itself', items: [{ id: 'a', after: ['a'] }], named: /wait for each other: a$/u },
    {
      why: 'each other, by way of a third',
      items: [
        { id: 'x', after: [] },
        { id: 'b', after: ['a'] },
        { id: 'a', after: ['c', 'x'] },
        { id: 'c', after: ['b'] },
      ],
      named: /wait for each other: a, b, c$/u,
    },
  ])('names the cycle in its error: $why', ({ items, named }) => {
    expect(() => topological(items)).toThrow(named);
    expect(inOrder(items).map(({ id }) => id)).toEqual(expect.arrayContaining(items.map(({ id }) => id)));
  });
});

describe('edges of manifests', () => {
  it('has edges for values that AWS assigns and for waits of a kind', () => {
    const stack = stackOf([
      resource('Box/a'),
      resource('Box/b'),
      resource('Cell/x', { target: idHole('Box/a'), waitsFor: ['Box/b'] }),
    ]);
    expect(declaredEdges(stack, kinds).all).toEqual([
      { from: 'Cell/x', to: 'Box/a', why: 'id' },
      { from: 'Cell/x', to: 'Box/b', why: 'said so' },
    ]);
  });

  it('has no edges for values that manifests determine', () => {
    const cell = resource('Cell/x', { target: 'box-1' });
    const reference = { to: 'Box/a', attribute: 'id', path: '/target', edge: false } as const;
    const stack = stackOf([resource('Box/a'), { ...cell, references: [reference] }]);
    expect(declaredEdges(stack, kinds).all).toEqual([]);
  });
});

describe('edges that AWS shows', () => {
  const stack = stackOf([resource('Box/a'), resource('Box/b'), resource('Cell/x')]);

  function seen(target: string): ReadonlyMap<Address, Observation> {
    return new Map<Address, Observation>([
      ['Box/a', present({ ids: { keyId: 'a-1' } })],
      ['Box/b', { is: 'absent' }],
      ['Cell/x', present({ ids: { name: 'Cell/x' }, reads: { cell: { target, note: '' } } })],
    ]);
  }

  it.each<{ why: string; target: string; declared: readonly Edge[]; edges: readonly Address[] }>([
    { why: 'it uses one of ours now', target: 'a-1', declared: [], edges: ['Box/a'] },
    { why: 'it uses what is not ours', target: 'z-1', declared: [], edges: [] },
    { why: 'it uses itself', target: 'Cell/x', declared: [], edges: [] },
    {
      why: 'the manifest says the same',
      target: 'a-1',
      declared: [{ from: 'Cell/x', to: 'Box/a', why: 'id' }],
      edges: ['Box/a'],
    },
    {
      why: 'the manifest says the opposite: there would be no start',
      target: 'a-1',
      declared: [{ from: 'Box/a', to: 'Cell/x', why: 'id' }],
      edges: [],
    },
    {
      why: 'the opposite, by way of another',
      target: 'a-1',
      declared: [
        { from: 'Box/a', to: 'Box/b', why: 'id' },
        { from: 'Box/b', to: 'Cell/x', why: 'id' },
      ],
      edges: [],
    },
  ])('$why', ({ target, declared, edges }) => {
    expect(liveEdges(seen(target), stack, kinds, declared).map(({ to }) => to)).toEqual(edges);
  });

  const cells: readonly Address[] = ['Cell/p', 'Cell/q', 'Cell/r', 'Cell/s'];
  const ranked = fc.uniqueArray(
    fc
      .tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }))
      .filter(([from, to]) => from > to)
      .map(([from, to]): Edge => ({ from: cells[from] ?? 'Cell/p', to: cells[to] ?? 'Cell/p', why: 'id' })),
    { maxLength: 4, selector: ({ from, to }) => `${from} ${to}` },
  );
  const uses = fc.array(fc.option(fc.constantFrom(...cells)), { minLength: 4, maxLength: 4 });

  function edgesOf(declared: readonly Edge[], targets: readonly (Address | null)[]): readonly Edge[] {
    const all = stackOf(cells.map((address) => resource(address)));
    const observations = new Map<Address, Observation>(
      cells.map((address, index) => [
        address,
        present({ ids: { name: address }, reads: { cell: { target: targets[index] ?? '', note: '' } } }),
      ]),
    );
    return liveEdges(observations, all, kinds, declared);
  }

  it('has no edge against the manifests', () => {
    fc.assert(
      fc.property(ranked, uses, (declared, targets) => {
        for (const { from, to } of edgesOf(declared, targets)) {
          expect(from).not.toBe(to);
          expect([...edgesIndexed(declared).below([to])]).not.toContain(from);
        }
      }),
    );
  });

  it('keeps a start with several soft edges together', () => {
    const edges = edgesOf([], ['Cell/q', 'Cell/p', null, null]);
    const items = cells.map((id) => ({
      id,
      after: edges.filter(({ from }) => from === id).map(({ to }) => to),
    }));
    expect(() => topological(items)).not.toThrow();
  });
});

describe('dependencies', () => {
  const edges: readonly Edge[] = [
    { from: 'Cell/x', to: 'Box/a', why: '' },
    { from: 'Box/a', to: 'Box/b', why: '' },
    { from: 'Cell/y', to: 'Box/c', why: '' },
    { from: 'Box/b', to: 'Cell/x', why: '' },
  ];

  it.each<{ why: string; of: readonly Address[]; all: readonly Address[] }>([
    { why: 'all the way down, also round a ring', of: ['Cell/x'], all: ['Cell/x', 'Box/a', 'Box/b'] },
    { why: 'not up', of: ['Box/c'], all: ['Box/c'] },
    { why: 'of several', of: ['Cell/y', 'Box/a'], all: ['Cell/y', 'Box/c', 'Box/a', 'Box/b', 'Cell/x'] },
  ])('$why', ({ of, all }) => {
    expect(new Set(edgesIndexed(edges).below(of))).toEqual(new Set(all));
  });
});
