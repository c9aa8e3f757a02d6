import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../../model/address.ts';
import type { StatusRecord } from '../../../model/history.ts';
import { day, minute } from '../../../model/instant.ts';
import { stepOf } from '../../../model/plan.test-helper.ts';
import { rowsBodySchema } from '../../../report/formats/api/rows.ts';
import { callerOf, controlOf, noon } from '../../testing/caller.test-helper.ts';
import { fakeController, planWith, recordAt, statusWith } from '../../testing/controller.test-helper.ts';
import type { AnswerOf, RequestOf } from '../operations.ts';

const ann = callerOf('ann');

type Answer = AnswerOf<'list'>;

async function list(
  records: readonly StatusRecord[],
  request: RequestOf<'list'> = {},
  more: Parameters<typeof fakeController>[1] = {},
): Promise<Answer> {
  const controller = fakeController('keys', { fullAt: noon, status: statusWith(...records), ...more });
  const answer = await controlOf([controller]).list(request, ann);
  if (!('items' in answer)) throw new Error(answer.refused[0]?.message);
  return answer;
}

function addresses({ items }: Answer): readonly string[] {
  return items.map(({ address }) => address);
}

const estate: readonly StatusRecord[] = [
  recordAt('Key/orders', noon - minute, {
    labels: { team: 'shop' },
    ids: { keyId: '1234', alias: 'alias/orders' },
    sync: 'Drifted',
  }),
  recordAt('Key/payments', noon - 5 * minute, {
    labels: { team: 'pay' },
    health: 'Degraded',
    reason: 'disabled',
    why: 'disabled',
    waiting: ['Key/payments#enabled'],
  }),
  recordAt('Bucket/reports', noon, {
    ids: { name: 'acme-reports' },
    place: { account: '444455556666', region: 'us-east-1' },
  }),
  recordAt('Trail/org', noon - 10 * minute, { sync: 'Unknown', reason: 'unreadable', why: 'denied' }),
];

describe('list', () => {
  it.each<{ why: string; request: RequestOf<'list'>; found: readonly string[] }>([
    {
      why: 'everything, the dangerous first',
      request: {},
      found: ['Key/payments', 'Trail/org', 'Key/orders', 'Bucket/reports'],
    },
    { why: 'a word of the address in any case', request: { q: 'ORDERS' }, found: ['Key/orders'] },
    { why: 'an alias', request: { q: 'alias/ord' }, found: ['Key/orders'] },
    { why: 'the name of a bucket', request: { q: 'acme' }, found: ['Bucket/reports'] },
    { why: 'all of several words', request: { q: 'key pay' }, found: ['Key/payments'] },
    { why: 'a kind as people type it', request: { kind: ['keys'] }, found: ['Key/payments', 'Key/orders'] },
    {
      why: 'one of several values',
      request: { sync: ['Drifted', 'Unknown'] },
      found: ['Trail/org', 'Key/orders'],
    },
    { why: 'a health', request: { health: ['Degraded'] }, found: ['Key/payments'] },
    { why: 'an account', request: { account: ['444455556666'] }, found: ['Bucket/reports'] },
    { why: 'a Region', request: { region: ['us-east-1'] }, found: ['Bucket/reports'] },
    { why: 'a label', request: { label: { team: 'pay' } }, found: ['Key/payments'] },
    { why: 'a reason', request: { reason: ['unreadable'] }, found: ['Trail/org'] },
    { why: 'what needs attention', request: { attention: true }, found: ['Key/payments', 'Trail/org'] },
    {
      why: 'by address',
      request: { sort: 'address', order: 'desc' },
      found: ['Trail/org', 'Key/payments', 'Key/orders', 'Bucket/reports'],
    },
    {
      why: 'what was read longest ago first',
      request: { sort: 'readAt' },
      found: ['Trail/org', 'Key/payments', 'Key/orders', 'Bucket/reports'],
    },
    {
      why: 'nothing for a label named after a property',
      request: { label: { constructor: 'x' } },
      found: [],
    },
  ])('finds $why', async ({ request, found }) => {
    const answer = await list(estate, request);
    expect(rowsBodySchema.safeParse(answer).error).toBeUndefined();
    expect(addresses(answer)).toEqual(found);
    expect(answer.total).toBe(found.length);
  });

  it('counts what another value of a filtered field would show', async () => {
    const { tallies } = await list(estate, { sync: ['Drifted'], kind: ['Key'] });
    expect(tallies.sync).toEqual([
      { value: 'Drifted', count: 1 },
      { value: 'InSync', count: 1 },
    ]);
    expect(tallies.kind).toEqual([{ value: 'Key', count: 1 }]);
    expect(tallies.health).toEqual([{ value: 'Healthy', count: 1 }]);
  });

  it('refuses a cursor of another order', async () => {
    const { next = '' } = await list(estate, { limit: 1 });
    await expect(list(estate, { limit: 1, cursor: next, sort: 'address' })).rejects.toThrow('cursor');
    await expect(list(estate, { cursor: 'x' })).rejects.toThrow('cursor');
  });

  it('shows no row twice and loses none that stays, whatever changes between two pages', async () => {
    const sorts = ['danger', 'address', 'since', 'readAt', 'place'] as const;
    const some = fc.record({
      name: fc.nat({ max: 40 }),
      sync: fc.constantFrom('InSync', 'Drifted', 'Unknown' as const),
      age: fc.nat({ max: 3 }),
    });
    const toRecord = ({ name, sync, age }: { name: number; sync: string; age: number }): StatusRecord =>
      recordAt(`Key/k${name}`, noon - age * minute, { sync: sync as StatusRecord['sync'] });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(some, { selector: ({ name }) => name, maxLength: 25 }),
        fc.uniqueArray(some, { selector: ({ name }) => name, maxLength: 10 }),
        fc.constantFrom(...sorts),
        fc.constantFrom('asc', 'desc' as const),
        fc.integer({ min: 1, max: 6 }),
        async (before, changed, sort, order, limit) => {
          const old = before.map(toRecord);
          const moved = new Set<string>(changed.map(({ name }) => `Key/k${name}`));
          const stays = old.filter(({ address }) => !moved.has(address));
          const now = [...stays, ...changed.map(toRecord)];
          const seen: string[] = [];
          let cursor: string | undefined;
          let records: readonly StatusRecord[] = old;
          do {
            const page: Answer = await list(records, {
              sort,
              order,
              limit,
              ...(cursor === undefined ? {} : { cursor }),
            });
            seen.push(...addresses(page));
            cursor = page.next;
            records = now;
          } while (cursor !== undefined);
          const ofStaying = seen.filter((address) => !moved.has(address));
          expect(ofStaying.toSorted()).toEqual(stays.map(({ address }) => address).toSorted());
        },
      ),
      { numRuns: 40 },
    );
  });

  it('shows 5,000 resources in rows of at most 300 bytes', async () => {
    const name = 'customer-data-of-the-largest-team-in-the-whole-company';
    const records = Array.from({ length: 5_000 }, (_, n) =>
      recordAt(`BucketEncryption/${name}-${n}` as Address, noon - day, { sync: 'Drifted' }),
    );
    const { items, total } = await list(records, { limit: 500 });
    expect(total).toBe(5_000);
    expect(items).toHaveLength(500);
    expect(JSON.stringify(items).length / items.length).toBeLessThan(300);
  });

  it('reads each record for the search once, however often it is searched', async () => {
    let reads = 0;
    const records = Array.from({ length: 100 }, (_, n) => {
      const record = recordAt(`Key/k${n}`, noon);
      return Object.defineProperty(record, 'ids', { get: () => ((reads += 1), {}) });
    });
    const control = controlOf([fakeController('keys', { fullAt: noon, status: statusWith(...records) })]);
    await control.list({ q: 'k1' }, ann);
    await control.list({ q: 'k2' }, ann);
    await control.list({ q: 'k3 eu' }, ann);
    expect(reads).toBe(100);
  });
});

// What is blocked, no approval releases: a person who is sent to approve it finds nothing to press.
it('counts blocked steps apart from those that wait for approval', async () => {
  const waiting = ['Key/a#policy', 'Key/a#tags', 'Key/a#enabled'] as const;
  const answer = await list(
    [recordAt('Key/a', noon, { sync: 'PendingChange', waiting })],
    {},
    {
      plan: planWith([
        stepOf('Key/a', 'policy', {
          gate: {
            is: 'blocked',
            reason: 'guardrails',
            code: 'engine.guardrails',
            why: 'a limit',
            release: '',
          },
        }),
        stepOf('Key/a', 'tags', {
          gate: { is: 'approval', classes: ['widen'], reason: 'waits-for-approval', why: 'gives access' },
        }),
      ]),
    },
  );
  expect(answer.items[0]).toMatchObject({ blocked: 1, waiting: 2 });
});
