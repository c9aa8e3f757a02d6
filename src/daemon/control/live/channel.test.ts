import fc from 'fast-check';
import { expect, it } from 'vitest';
import { second } from '../../../model/instant.ts';
import { noon } from '../../testing/caller.test-helper.ts';
import { fakeController, recordAt, statusWith } from '../../testing/controller.test-helper.ts';
import { createChannel } from './channel.ts';

function channelOf() {
  const time = { now: noon };
  const controller = fakeController('keys', { status: statusWith(recordAt('Key/a', noon)) });
  return {
    time,
    controller,
    channel: createChannel(
      () => [controller],
      () => time.now,
    ),
  };
}

it('joins the changes since a number', () => {
  const { controller, channel } = channelOf();
  controller.set({ status: statusWith(recordAt('Key/a', noon), recordAt('Key/b', noon)) });
  expect(channel.number()).toBe(1);
  controller.set({ status: statusWith(recordAt('Key/b', noon)) });
  expect(channel.since(0)).toMatchObject({ number: 2, changed: ['Key/b'], gone: ['Key/a'] });
  expect(channel.since(2)).toMatchObject({ number: 2, topics: [] });
});

it('does not know what was before what it remembers, or what is yet to come', () => {
  const { controller, channel } = channelOf();
  expect(channel.since(1)).toBeUndefined();
  for (let at = 0; at < 300; at += 1) {
    controller.set({ fullAt: at });
    channel.number();
  }
  expect(channel.since(0)).toBeUndefined();
  expect(channel.since(299)).toMatchObject({ number: 300 });
});

it('tells of younger verdicts twice a minute, and not more often', () => {
  const { controller, channel, time } = channelOf();
  const look = (): number => {
    time.now += second;
    controller.set({ status: statusWith(recordAt('Key/a', time.now)) });
    return channel.number();
  };
  expect(Array.from({ length: 60 }, look).at(-1)).toBe(2);
});

it('tells of younger verdicts at once when the clock was set back', () => {
  const { controller, channel, time } = channelOf();
  time.now -= 3600 * second;
  controller.set({ status: statusWith(recordAt('Key/a', time.now)) });
  expect(channel.number()).toBe(1);
});

it('says nothing of a source that nobody may see, until it is seen', () => {
  const visible: ReturnType<typeof fakeController>[] = [];
  const controller = fakeController('keys');
  const channel = createChannel(
    () => visible,
    () => noon,
  );
  controller.set({ fullAt: noon });
  expect(channel.number()).toBe(0);
  visible.push(controller);
  expect(channel.since(0)?.topics).toHaveLength(5);
});

it('tells a client that looks seldom the same resources as one that looks often', () => {
  const names = ['Key/a', 'Key/b', 'Key/c'] as const;
  fc.assert(
    fc.property(fc.array(fc.subarray([...names]), { maxLength: 12 }), (states) => {
      const { controller, channel } = channelOf();
      const often = new Set<string>(['Key/a']);
      let number = 0;
      for (const [at, present] of states.entries()) {
        controller.set({
          status: statusWith(...present.map((name) => recordAt(name, noon, { why: String(at) }))),
        });
        const news = channel.since(number);
        for (const one of news?.changed ?? []) often.add(one);
        for (const one of news?.gone ?? []) often.delete(one);
        number = news?.number ?? number;
      }
      const seldom = channel.since(0);
      const known = new Set(['Key/a', ...(seldom?.changed ?? [])]);
      for (const one of seldom?.gone ?? []) known.delete(one);
      expect(known).toEqual(often);
      expect([...often].sort()).toEqual([...controller.state().status.keys()].sort());
    }),
  );
});
