import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import { hour, minute, second, type Instant } from '../../model/instant.ts';
import type { ReasonCode, Reasoned } from '../../model/reasons.ts';
import { virtualClock, type VirtualClock } from '../../runtime/virtual-clock.ts';
import { createVolatileStore } from '../../store/memory/volatile.ts';
import type { Store } from '../../store/store.ts';
import { createSweeper, settle, type Settled } from './sweep.ts';
import { fakeAws, type FakeAws } from '../testing/aws.test-helper.ts';
import { callOf } from '../testing/box-facets.test-helper.ts';
import { byMark, kinds } from '../testing/kinds.test-helper.ts';
import { home, noon, settings } from '../testing/stack.test-helper.ts';

const createSettle = 2 * minute;

interface Bench {
  readonly clock: VirtualClock;
  readonly aws: FakeAws;
  readonly store: Store;
  readonly waits: { readonly until: Instant; readonly reason: ReasonCode }[];
  settle(address?: Address): Promise<Settled>;
}

/** Sets up a bench. `age`: how long ago the journal was begun. */
function bench(age = hour): Bench {
  const clock = virtualClock(noon);
  const aws = fakeAws(clock);
  const store = createVolatileStore({ now: () => noon - age });
  const sweeper = createSweeper(aws, clock, settings());
  const waits: { until: Instant; reason: ReasonCode }[] = [];
  const kind = kinds.get('Box');
  if (kind === undefined) throw new Error('no such kind');
  const input = {
    sweeper,
    ports: { clock, journal: store.journal, signal: new AbortController().signal },
    createSettle,
    waiting: (until: Instant, { reason }: Reasoned): void => void waits.push({ until, reason }),
  };
  return {
    clock,
    aws,
    store,
    waits,
    settle: (address = 'Box/a') => settle(input, kind, byMark(), address, home),
  };
}

async function intent(
  { store }: Bench,
  over: {
    readonly ago?: number;
    readonly visible?: readonly string[];
    readonly id?: string;
    readonly address?: Address;
  } = {},
): Promise<void> {
  const { ago = 0, visible = [], id = 'i1', address = 'Box/a' } = over;
  await store.journal.open({ id, address, place: home, at: noon - ago, visible });
}

function count({ aws }: Bench, name: string): number {
  return aws.log.filter((one) => one.name === name).length;
}

describe('no intent is open', () => {
  it('sweeps once with an old journal, which has every earlier run', async () => {
    const on = bench();
    on.aws.put('k1');
    expect(await on.settle()).toEqual({ is: 'nothing', visible: ['k1'] });
    expect(on.clock.now()).toBe(noon);
    expect(on.waits).toEqual([]);
  });

  it('sweeps twice with a young journal, after AWS can no longer hide a resource', async () => {
    const on = bench(30 * second);
    expect(await on.settle()).toMatchObject({ is: 'nothing' });
    expect(on.clock.now()).toBe(noon + 90 * second);
    expect(count(on, 'ListBoxes')).toBe(2);
    expect(on.waits).toEqual([
      {
        until: noon + 90 * second,
        reason: 'young-journal',
      },
    ]);
  });

  it.each([
    { what: 'a journal', age: -hour, open: false },
    { what: 'an intent', age: hour, open: true },
  ])(
    'waits no longer than for a new one when the clock that wrote $what was ahead',
    async ({ age, open }) => {
      const on = bench(age);
      if (open) await intent(on, { ago: -hour });
      on.aws.put('k1', {}, { mark: 'Box/a' });
      const hidden = on.aws.boxes.get('k1');
      if (hidden !== undefined) hidden.listedFrom = noon + createSettle;
      expect(await on.settle()).toEqual({ is: 'found', ids: { keyId: 'k1' } });
      expect(on.clock.now()).toBe(noon + createSettle);
    },
  );

  it('finds a resource of a forgotten run with a young journal without a wait', async () => {
    const on = bench(0);
    on.aws.put('k1', {}, { mark: 'Box/a' });
    expect(await on.settle()).toEqual({ is: 'found', ids: { keyId: 'k1' } });
    expect(on.clock.now()).toBe(noon);
    // A mark is no proof: the next look shows what is to be known of it before it is remembered.
    expect([...(await on.store.journal.known())]).toEqual([]);
  });

  it('finds a resource that appears during the wait', async () => {
    const on = bench(0);
    on.aws.put('k1', {}, { mark: 'Box/a' });
    const hidden = on.aws.boxes.get('k1');
    if (hidden !== undefined) hidden.listedFrom = noon + minute;
    expect(await on.settle()).toEqual({ is: 'found', ids: { keyId: 'k1' } });
    expect(on.clock.now()).toBe(noon + createSettle);
  });

  it('chooses and remembers none of two', async () => {
    const on = bench();
    on.aws.put('k1', {}, { mark: 'Box/a' });
    on.aws.put('k2', {}, { mark: 'Box/a' });
    expect(await on.settle()).toEqual({ is: 'several', found: [{ keyId: 'k1' }, { keyId: 'k2' }] });
    expect((await on.store.journal.known()).size).toBe(0);
  });

  it('ignores another address, another Stack and unreadable tags', async () => {
    const on = bench();
    on.aws.put('k1', {}, { mark: 'Box/b' });
    on.aws.put('k2');
    const other = on.aws.boxes.get('k2');
    if (other !== undefined) other.tags = { 'keywright:stack': 'bank/u2', 'keywright:address': 'Box/a' };
    on.aws.put('k3');
    on.aws.script('GetTags', undefined, undefined, { fails: {} });
    expect(await on.settle()).toEqual({ is: 'nothing', visible: ['k1', 'k2', 'k3'] });
  });

  it('finds the ownership tags of this Stack under another uid, whatever the address', async () => {
    const on = bench();
    on.aws.put('k1');
    const other = on.aws.boxes.get('k1');
    if (other !== undefined) other.tags = { 'keywright:stack': 'shop/u2', 'keywright:address': 'Box/b' };
    expect(await on.settle()).toEqual({ is: 'former', found: [{ keyId: 'k1' }] });
  });

  it('reports a failed listing as a failure, never as absence', async () => {
    const on = bench();
    on.aws.script('ListBoxes', { fails: { name: 'Oops' } });
    expect(await on.settle()).toMatchObject({ is: 'failed', failure: { name: 'Oops' } });
  });
});

describe('an intent is open', () => {
  it('closes and remembers an intent with the resource it made', async () => {
    const on = bench();
    await intent(on, { visible: ['old'] });
    on.aws.put('old');
    on.aws.put('k1', {}, { mark: 'Box/a' });
    expect(await on.settle()).toEqual({ is: 'found', ids: { keyId: 'k1' } });
    expect(on.clock.now()).toBe(noon);
    expect(await on.store.journal.openIntents()).toEqual([]);
    expect([...(await on.store.journal.known())]).toEqual([['Box/a', { keyId: 'k1' }]]);
  });

  it('skips resources that existed before the call of the intent', async () => {
    const on = bench();
    await intent(on, { visible: ['old1', 'old2'], ago: hour });
    on.aws.put('old1');
    on.aws.put('old2');
    on.aws.put('new');
    await on.settle();
    expect(on.aws.log.filter(({ name }) => name === 'GetTags').map(({ call }) => call.input['Id'])).toEqual([
      'new',
    ]);
  });

  it('skips only resources that both of two intents saw', async () => {
    const on = bench();
    await intent(on, { id: 'i1', visible: ['a', 'b'], ago: hour });
    await intent(on, { id: 'i2', visible: ['b', 'c'], ago: hour });
    for (const id of ['a', 'b', 'c']) on.aws.put(id);
    await on.settle();
    expect(on.aws.log.filter(({ name }) => name === 'GetTags').map(({ call }) => call.input['Id'])).toEqual([
      'a',
      'c',
    ]);
  });

  it('closes an intent without a resource once it would have been visible', async () => {
    const on = bench();
    await intent(on);
    expect(await on.settle()).toEqual({ is: 'nothing', visible: [] });
    expect(on.clock.now()).toBe(noon + createSettle);
    expect(count(on, 'ListBoxes')).toBeGreaterThan(2);
    expect(on.waits).toHaveLength(1);
    expect(on.waits[0]?.reason).toBe('open-intent');
    expect(await on.store.journal.openIntents()).toEqual([]);
    expect((await on.store.journal.known()).size).toBe(0);
  });

  it('trusts the newest intent', async () => {
    const on = bench();
    await intent(on, { id: 'i1', ago: hour });
    await intent(on, { id: 'i2', ago: 30 * second });
    await on.settle();
    expect(on.clock.now()).toBe(noon + 90 * second);
    expect(await on.store.journal.openIntents()).toEqual([]);
  });

  it('sweeps once for an old intent', async () => {
    const on = bench();
    await intent(on, { ago: hour });
    expect(await on.settle()).toMatchObject({ is: 'nothing' });
    expect(on.clock.now()).toBe(noon);
  });

  it('finds a resource as soon as it appears', async () => {
    const on = bench();
    await intent(on);
    on.aws.put('k1', {}, { mark: 'Box/a' });
    const late = on.aws.boxes.get('k1');
    if (late !== undefined) late.listedFrom = noon + 40 * second;
    expect(await on.settle()).toMatchObject({ is: 'found' });
    expect(on.clock.now()).toBeGreaterThanOrEqual(noon + 40 * second);
    expect(on.clock.now()).toBeLessThan(noon + 40 * second + createSettle / 8 + 1);
  });

  it('keeps an intent open for a new resource with unreadable tags', async () => {
    const on = bench();
    await intent(on, { visible: ['old'] });
    on.aws.put('old');
    on.aws.put('closed');
    on.aws.always('GetTags', () => ({ fails: {} }));
    expect(await on.settle()).toEqual({ is: 'candidate', found: [{ keyId: 'closed' }] });
    expect(await on.store.journal.openIntents()).toHaveLength(1);
  });

  it('prefers a tagged resource to one with hidden tags', async () => {
    const on = bench();
    await intent(on);
    on.aws.put('closed');
    on.aws.put('k1', {}, { mark: 'Box/a' });
    on.aws.script('GetTags', { fails: {} });
    expect(await on.settle()).toMatchObject({ is: 'found', ids: { keyId: 'k1' } });
  });

  it('keeps an intent open with several candidates', async () => {
    const on = bench();
    await intent(on);
    on.aws.put('k1', {}, { mark: 'Box/a' });
    on.aws.put('k2', {}, { mark: 'Box/a' });
    expect(await on.settle()).toMatchObject({ is: 'several' });
    expect(await on.store.journal.openIntents()).toHaveLength(1);
  });

  it('keeps an intent open when a listing fails', async () => {
    const on = bench();
    await intent(on, { ago: hour });
    on.aws.script('ListBoxes', { fails: {} });
    expect(await on.settle()).toMatchObject({ is: 'failed' });
    expect(await on.store.journal.openIntents()).toHaveLength(1);
  });

  it('leaves the intent of another address alone', async () => {
    const on = bench();
    await intent(on, { address: 'Box/b' });
    expect(await on.settle()).toMatchObject({ is: 'nothing' });
    expect(on.clock.now()).toBe(noon);
    expect(await on.store.journal.openIntents()).toHaveLength(1);
  });
});

describe('sharing', () => {
  it('shares one sweep among all creates of a pass, also simultaneous ones', async () => {
    const on = bench();
    on.aws.latency = second;
    for (const id of ['a', 'b', 'c']) on.aws.put(id);
    await Promise.all([on.settle('Box/x'), on.settle('Box/y')]);
    await on.settle('Box/z');
    expect(count(on, 'ListBoxes')).toBe(1);
    expect(count(on, 'GetTags')).toBe(3);
  });

  it('shares two sweeps among all creates with a young journal', async () => {
    const on = bench(0);
    await Promise.all([on.settle('Box/x'), on.settle('Box/y'), on.settle('Box/z')]);
    expect(count(on, 'ListBoxes')).toBe(2);
    expect(on.clock.now()).toBe(noon + createSettle);
  });

  it('settles an intent never by an older sweep', async () => {
    const on = bench();
    await on.settle('Box/x');
    await intent(on, { ago: hour });
    await on.settle('Box/a');
    expect(count(on, 'ListBoxes')).toBe(2);
  });

  it('shares a sweep only if it began late enough, in the same place', async () => {
    const clock = virtualClock(noon);
    const aws = fakeAws(clock);
    const sweeper = createSweeper(aws, clock, settings());
    await sweeper.since(byMark(), home, 0);
    await sweeper.since(byMark(), home, noon);
    expect(aws.log).toHaveLength(1);
    await clock.sleep(1);
    await sweeper.since(byMark(), home, noon + 1);
    expect(aws.log).toHaveLength(2);
    await sweeper.since(byMark(), { ...home, region: 'us-east-1' }, 0);
    expect(aws.log).toHaveLength(3);
    expect(aws.log[0]?.call).toEqual(callOf('ListBoxes', home));
  });

  it('shares no failed sweep', async () => {
    const on = bench();
    on.aws.script('ListBoxes', { fails: { code: 'aws.transient', class: 'transient' } });
    await on.settle('Box/x');
    await on.clock.sleep(minute);
    expect(await on.settle('Box/y')).toMatchObject({ is: 'nothing' });
  });
});

it('forgets a sweep that rejects, and leaves no rejection unhandled', async () => {
  let calls = 0;
  const aws = {
    call: (): Promise<never> => {
      calls += 1;
      return Promise.reject(new Error('boom'));
    },
  };
  const sweeper = createSweeper(aws, virtualClock(noon), settings());
  await expect(sweeper.since(byMark(), home, 0)).rejects.toThrow('boom');
  await expect(sweeper.since(byMark(), home, 0)).rejects.toThrow('boom');
  expect(calls).toBe(2);
});
