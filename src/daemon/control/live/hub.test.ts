import { expect, it } from 'vitest';
import { everything, type Binding } from '../../../model/binding.ts';
import { noDecisions } from '../../../model/decisions.ts';
import { noon } from '../../testing/caller.test-helper.ts';
import { fakeController, planWith, recordAt, statusWith } from '../../testing/controller.test-helper.ts';
import { stepOf } from '../../../model/plan.test-helper.ts';
import { createHub } from './hub.ts';

const keys: readonly Binding[] = [{ role: 'viewer', kinds: ['Key'] }];

function hubOf() {
  const key = recordAt('Key/a', noon);
  const controller = fakeController('keys', { status: statusWith(key, recordAt('Trail/t', noon)) });
  let ids = 0;
  const newId = (): string => `e${String((ids += 1))}`;
  return { key, controller, hub: createHub({ controllers: [controller], now: () => noon, newId }) };
}

it('tells a limited caller nothing of what they may not read (authority.md §5.24)', () => {
  const { key, controller, hub } = hubOf();
  const own = hub.channel(keys);
  const all = hub.channel(everything);
  controller.set({ status: statusWith(key, recordAt('Trail/t', noon, { sync: 'Drifted' })) });
  controller.set({ plan: planWith([]) });
  const before = own.number();
  controller.set({ plan: planWith([stepOf('Trail/t', 'create')]) });
  controller.set({ status: statusWith(key) });
  expect(all.since(0)?.topics).toContain('resources');
  expect(own.since(before)).toMatchObject({ number: before, topics: [], changed: [], gone: [] });

  controller.set({ status: statusWith(recordAt('Key/a', noon, { sync: 'Drifted' })) });
  expect(own.since(before)).toMatchObject({ changed: ['Key/a'] });
});

it('gives callers with the same bindings one channel, and others another name', () => {
  const { hub } = hubOf();
  expect(hub.channel([...keys])).toBe(hub.channel(keys));
  expect(hub.channel(everything).epoch).not.toBe(hub.channel(keys).epoch);
});

it('keeps a bounded number of channels, those that were used last', () => {
  const { hub } = hubOf();
  const of = (name: string): readonly Binding[] => [{ role: 'viewer', stacks: [name] }];
  const first = hub.channel(of('first'));
  for (let at = 0; at < 500; at += 1) {
    hub.channel(of(String(at)));
    expect(hub.channel(of('first'))).toBe(first);
  }
  expect(hub.channel(of('0')).epoch).toBe('e502');
});

it('keeps the channels of as many kinds of callers as there may be streams', () => {
  const { hub } = hubOf();
  const all = Array.from({ length: 256 }, (_, at): readonly Binding[] => [
    { role: 'viewer', stacks: [String(at)] },
  ]);
  const channels = all.map((one) => hub.channel(one));
  expect(all.map((one) => hub.channel(one))).toEqual(channels);
  expect(hub.channel(all[0] ?? []).epoch).toBe('e1');
});

it('wakes the waiting streams with each event that may change something', async () => {
  const { hub } = hubOf();
  const end = new AbortController();
  let woken = 0;
  const wait = async (): Promise<void> => {
    await hub.stirred(end.signal);
    woken += 1;
  };
  const first = wait();
  hub.listen({ is: 'request' });
  await Promise.resolve();
  expect(woken).toBe(0);
  hub.listen({ is: 'status' });
  await first;
  const second = wait();
  end.abort();
  await second;
  await wait();
  expect(woken).toBe(3);
});

it('names a decision to each caller who may see it', () => {
  const { controller, hub } = hubOf();
  const own = hub.channel(keys);
  const pause = {
    id: 'p1',
    by: { id: 'person:ann', name: 'ann' },
    at: noon,
    why: 'x',
    until: noon + 1,
    addresses: ['Key/a'] as const,
  };
  controller.set({ decisions: { ...noDecisions, pauses: [pause] } });
  expect(own.since(0)?.topics).toContain('attention');
});
