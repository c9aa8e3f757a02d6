import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resource, stackOf } from '../../../engine/testing/stack.test-helper.ts';
import { addressOf, type Address } from '../../../model/address.ts';
import type { Resource } from '../../../model/resource.ts';
import { holeFor } from '../../../model/template.ts';
import { mapBodySchema } from '../../../report/formats/api/map.ts';
import { callerOf, controlOf, noon } from '../../testing/caller.test-helper.ts';
import { fakeController, recordAt, statusWith } from '../../testing/controller.test-helper.ts';
import { mapOf } from './map.ts';
import { apart } from './rings.ts';

const ann = callerOf('ann');

/** Declares a resource that names others. */
function naming(address: Address, ...named: readonly Address[]): Resource {
  return resource(address, { names: named.map((one) => ({ $unknown: holeFor(one, 'arn') })) });
}

const shop: readonly Resource[] = [
  naming('Key/orders'),
  naming('Key/audit', 'Trail/audit'),
  naming('Alias/orders', 'Key/orders'),
  naming('ReplicaKey/orders', 'Key/orders'),
  naming('Grant/app', 'Key/orders'),
  naming('Bucket/orders'),
  naming('BucketEncryption/orders', 'Key/orders', 'Bucket/orders'),
  naming('Trail/audit', 'Key/audit', 'Bucket/audit'),
  naming('Bucket/audit'),
  naming('Bucket/alone'),
];

function stateOf(resources: readonly Resource[], status = statusWith(), source = 'keys') {
  return fakeController(source, { stack: stackOf(resources), status }).state();
}

describe('map', () => {
  it('draws who uses which key, with the meaning of each reference', async () => {
    const status = statusWith(recordAt('Key/orders', noon, { sync: 'Drifted', health: 'Degraded' }));
    const keys = fakeController('keys', { stack: stackOf(shop), status });
    const answer = await controlOf([keys]).map({}, ann);

    expect(mapBodySchema.safeParse(answer).error).toBeUndefined();
    if ('refused' in answer) throw new Error('refused');
    expect(answer.edges.map(({ from, is, to }) => `${from} ${is} ${to}`)).toEqual([
      'Alias/orders alias Key/orders',
      'BucketEncryption/orders refers Bucket/orders',
      'BucketEncryption/orders encrypts Key/orders',
      'Grant/app grants Key/orders',
      'Key/audit policy Trail/audit',
      'ReplicaKey/orders replicates Key/orders',
      'Trail/audit records Bucket/audit',
      'Trail/audit encrypts Key/audit',
    ]);
    expect(Object.fromEntries(answer.nodes.map(({ id, hops }) => [id, hops]))).toMatchObject({
      'Key/orders': 0,
      'Key/audit': 0,
      'Grant/app': 1,
      'Bucket/orders': 2,
      'Bucket/alone': 0,
    });
    expect(answer.nodes.find(({ id }) => id === 'Key/orders')).toMatchObject({
      sync: 'Drifted',
      health: 'Degraded',
    });
    expect(answer.hidden).toBe(0);
  });

  it.each([
    [1, ['BucketEncryption/orders', 'Bucket/orders', 'Key/orders']],
    [
      2,
      [
        'BucketEncryption/orders',
        'Bucket/orders',
        'Key/orders',
        'Alias/orders',
        'Grant/app',
        'ReplicaKey/orders',
      ],
    ],
  ])('draws what is %i references away from one resource', (hops, expected) => {
    const { nodes, around } = mapOf([stateOf(shop)], { around: 'BucketEncryption/orders', hops }, noon);
    expect(around).toBe('BucketEncryption/orders');
    expect(nodes.map(({ id }) => id)).toEqual(expected);
  });

  it('refuses a resource that nothing declares', async () => {
    const keys = fakeController('keys', { stack: stackOf(shop) });
    expect(await controlOf([keys]).map({ around: 'Key/ordres' }, ann)).toMatchObject({
      refused: [{ code: 'cli.address' }],
    });
  });

  it('keeps resources of two sources with one address apart', () => {
    const { nodes } = mapOf(
      [stateOf([naming('Key/a')], statusWith(), 'eu'), stateOf([naming('Key/a')], statusWith(), 'us')],
      {},
      noon,
    );
    expect(nodes.map(({ id, source }) => [id, source])).toEqual([
      ['eu:Key/a', 'eu'],
      ['us:Key/a', 'us'],
    ]);
  });

  it('draws what is looked after without a manifest, and no end of a reference that is not there', () => {
    const state = stateOf([naming('Grant/app', 'Key/gone')], statusWith(recordAt('Key/dropped', noon)));
    const { nodes, edges } = mapOf([state], {}, noon);
    expect(nodes.map(({ id }) => id)).toEqual(['Key/dropped', 'Grant/app']);
    expect(edges).toEqual([]);
  });

  it('shows what has trouble first when there are more than 1,000 resources', () => {
    const grants = Array.from({ length: 1200 }, (_, at) => addressOf('Grant', `g${String(at)}`));
    const trouble = recordAt('Grant/g1199', noon, { health: 'Degraded' });
    const status = statusWith(...grants.slice(0, 1199).map((one) => recordAt(one, noon)), trouble);
    const state = stateOf([naming('Key/a'), ...grants.map((one) => naming(one, 'Key/a'))], status);
    const { nodes, hidden } = mapOf([state], {}, noon);
    expect(nodes).toHaveLength(1000);
    expect(hidden).toBe(201);
    expect(nodes.map(({ id }) => id)).toContain('Grant/g1199');
  });
});

/** Any estate: some keys, and resources of every kind that name some of them and of each other. */
const estates = fc
  .array(
    fc.record({
      kind: fc.constantFrom('Key', 'Grant', 'Alias', 'BucketEncryption', 'Bucket', 'Trail'),
      names: fc.array(fc.nat(60), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((drawn) => {
    const addresses = drawn.map(({ kind }, at) => addressOf(kind, `r${String(at)}`));
    return drawn.map(({ names }, at) =>
      naming(
        addresses[at] ?? 'Key/x',
        ...names.flatMap((one) => addresses[one] ?? []).filter((one) => one !== addresses[at]),
      ),
    );
  });

describe('layout', () => {
  it('draws every resource once, inside the sheet, and none over another', () => {
    fc.assert(
      fc.property(estates, (resources) => {
        const { nodes, width, height } = mapOf([stateOf(resources)], {}, noon);
        expect(nodes.map(({ id }) => id).toSorted()).toEqual(
          resources.map(({ address }) => address).toSorted(),
        );
        for (const [index, a] of nodes.entries()) {
          expect(a.x >= apart / 2 - 2 && a.x <= width - apart / 2 + 2).toBe(true);
          expect(a.y >= apart / 2 - 2 && a.y <= height - apart / 2 + 2).toBe(true);
          for (const b of nodes.slice(index + 1))
            expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(apart);
        }
      }),
    );
  });

  it('gives the same drawing whatever the order of the manifests', () => {
    fc.assert(
      fc.property(estates, (resources) => {
        const [once, again] = [resources, resources.toReversed()].map((all) => {
          const stack = { ...stackOf(all), resources: new Map(all.map((one) => [one.address, one])) };
          return mapOf([{ ...stateOf([]), stack }], {}, noon);
        });
        expect(again).toEqual(once);
      }),
    );
  });

  it('moves nothing when only verdicts change', () => {
    const places = (status = statusWith()): unknown =>
      mapOf([stateOf(shop, status)], {}, noon).nodes.map(({ id, x, y }) => [id, x, y]);
    expect(places(statusWith(recordAt('Key/orders', noon, { health: 'Degraded' })))).toEqual(places());
  });

  it('moves no other group when one more resource uses a key whose ring has room', () => {
    const direct = shop.filter(({ address }) => address !== 'Bucket/orders');
    const places = (...more: readonly Resource[]): Map<string, string> =>
      new Map(
        mapOf([stateOf([...direct, ...more])], {}, noon).nodes.map(({ id, x, y }) => [
          id,
          `${String(x)},${String(y)}`,
        ]),
      );
    const [before, after] = [places(), places(naming('Grant/more', 'Key/orders'))];
    for (const id of ['Key/audit', 'Trail/audit', 'Bucket/audit', 'Bucket/alone', 'Key/orders'])
      expect(after.get(id)).toBe(before.get(id));
  });

  it('needs no more than a square of some hundred nodes for a key with a thousand users', () => {
    const users = Array.from({ length: 900 }, (_, at) =>
      naming(addressOf('Grant', `g${String(at)}`), 'Key/a'),
    );
    const { width } = mapOf([stateOf([naming('Key/a'), ...users])], {}, noon);
    expect(width / apart).toBeLessThan(45);
  });
});
