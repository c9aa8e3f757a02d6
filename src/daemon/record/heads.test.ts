import { expect, it } from 'vitest';
import type { ChainHead, HeadSink } from '../../model/history.ts';
import { hour, minute, second } from '../../model/instant.ts';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import { createHeadKeeper } from './heads.ts';

function setUp() {
  const clock = virtualClock();
  const start = clock.now();
  const written: { seq: number; at: number }[] = [];
  const told: boolean[] = [];
  const state: { head: ChainHead | undefined; fails: boolean; hangs: boolean } = {
    head: undefined,
    fails: false,
    hangs: false,
  };
  const sink: HeadSink = {
    name: 'test',
    async write(head, at) {
      if (state.hangs) await Promise.race([]);
      if (state.fails) throw new Error('gone');
      written.push({ seq: head.seq, at: at - start });
    },
    last: () => Promise.resolve(undefined),
  };
  const keeper = createHeadKeeper({
    recorder: { head: () => Promise.resolve(state.head) },
    sink,
    clock,
    interval: hour,
    told: ({ ok }) => told.push(ok),
  });
  const at = (seq: number): void => {
    state.head = { chain: 'a', seq, hash: String(seq) };
  };
  return { clock, written, told, state, keeper, at };
}

it('writes the head in each interval and at the end, and none twice', async () => {
  const { clock, written, keeper, at } = setUp();
  const stop = new AbortController();
  at(1);
  const running = keeper.run(stop.signal);
  await clock.sleep(second);
  at(5);
  await clock.sleep(2 * hour);
  at(9);
  stop.abort();
  await running;
  await keeper.flush();
  expect(written).toEqual([
    { seq: 1, at: 0 },
    { seq: 5, at: hour },
    { seq: 9, at: 2 * hour + second },
  ]);
});

it('tells that the sink fails, and tries again sooner', async () => {
  const { clock, written, told, state, keeper, at } = setUp();
  const stop = new AbortController();
  at(1);
  state.fails = true;
  const running = keeper.run(stop.signal);
  await clock.sleep(second);
  expect(told).toEqual([false]);
  state.fails = false;
  await clock.sleep(5 * minute);
  expect(told).toEqual([false, true]);
  expect(written).toEqual([{ seq: 1, at: 5 * minute }]);
  stop.abort();
  await running;
});

it('reports a failure when the sink gives no answer, and continues once it does', async () => {
  const { clock, written, told, state, keeper, at } = setUp();
  const stop = new AbortController();
  at(1);
  state.hangs = true;
  const running = keeper.run(stop.signal);
  await clock.sleep(2 * minute);
  expect(told).toEqual([false]);
  state.hangs = false;
  await clock.sleep(10 * minute);
  expect(told.at(-1)).toBe(true);
  expect(written.map(({ seq }) => seq)).toEqual([1]);
  stop.abort();
  await running;
});
