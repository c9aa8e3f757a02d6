import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../model/address.ts';
import { hour } from '../model/instant.ts';
import { lanes, type Due, type DueLane, type Trigger } from './due.ts';
import { createWorkQueue, type WorkQueue } from './queue.ts';

const half = { next: () => 0.5 };

function due(
  at: number,
  lane: DueLane = 'sweep',
  why: Trigger = 'schedule',
  look: Due['look'] = 'fast',
): Due {
  return { at, lane, look, why: new Set([why]) };
}

function queueWith(rows: Readonly<Record<Address, Due>>): WorkQueue {
  const queue = createWorkQueue(half);
  for (const [address, one] of Object.entries(rows)) queue.add({ address: address as Address, ...one });
  return queue;
}

describe('the queue', () => {
  it('gives an address once, at the earliest, most urgent and fullest that was asked for', () => {
    const queue = queueWith({ 'Key/a': due(50) });
    queue.add({ address: 'Key/a', ...due(80, 'asked', 'request', 'full') });
    expect(queue.take(49, 9)).toEqual([]);
    expect(queue.take(50, 9)).toEqual([
      { address: 'Key/a', at: 50, lane: 'asked', look: 'full', why: new Set(['schedule', 'request']) },
    ]);
    expect(queue.take(99, 9)).toEqual([]);
  });

  it('tells what is due and since when, what is worked on included', () => {
    const queue = queueWith({ 'Key/a': due(10), 'Key/b': due(20), 'Key/c': due(90) });
    queue.take(15, 1);
    expect(queue.backlog(9)).toEqual({ size: 3, due: 0 });
    expect(queue.backlog(30)).toEqual({ size: 3, due: 2, oldest: 10 });
  });

  it('gives what became due while it was worked on only after that', () => {
    const queue = queueWith({ 'Key/a': due(0) });
    queue.take(0, 1);
    queue.add({ address: 'Key/a', ...due(1, 'asked', 'commit', 'full') });
    expect(queue.take(5, 1)).toEqual([]);
    queue.done('Key/a', { is: 'again', due: due(100) }, 5);
    expect(queue.take(5, 1)).toMatchObject([{ at: 1, lane: 'asked', look: 'full' }]);
  });

  it('doubles the pause after each failure in a row, and forgets them after a success', () => {
    const queue = queueWith({ 'Key/a': due(0) });
    const pauses: number[] = [];
    let now = 0;
    for (const worked of ['backoff', 'backoff', 'backoff', 'again', 'backoff'] as const) {
      queue.take(now, 1);
      queue.done(
        'Key/a',
        worked === 'again' ? { is: 'again', due: due(now) } : { is: worked, before: due(now + hour) },
        now,
      );
      const at = queue.nextAt() ?? Number.NaN;
      pauses.push(at - now);
      now = at;
    }
    expect(pauses).toEqual([3_750, 7_500, 15_000, 0, 3_750]);
  });

  it('keeps the usual look where a retry would come later', () => {
    const queue = queueWith({ 'Key/a': due(0) });
    queue.take(0, 1);
    queue.done('Key/a', { is: 'backoff', before: due(3) }, 0);
    expect(queue.take(3, 1)).toMatchObject([{ lane: 'sweep', look: 'fast' }]);
  });

  it('drops what no manifest declares, unless it was declared again meanwhile', () => {
    const queue = queueWith({ 'Key/a': due(0), 'Key/b': due(0) });
    queue.take(0, 2);
    queue.add({ address: 'Key/b', ...due(3, 'asked', 'commit') });
    queue.done('Key/a', { is: 'gone' }, 1);
    queue.done('Key/b', { is: 'gone' }, 1);
    expect(queue.backlog(0).size).toBe(1);
    expect(queue.take(3, 2)).toMatchObject([{ address: 'Key/b' }]);
  });

  it('gives each eighth turn to the lane that waited longest', () => {
    const queue = queueWith({ 'Key/old': due(0) });
    for (let n = 0; n < 20; n += 1) queue.add({ address: `Key/${n}`, ...due(5, 'asked', 'request') });
    expect(queue.take(9, 8).map(({ address }) => address)).toContain('Key/old');
  });

  it('never gives an address to two workers, nor before its time, and loses none', () => {
    const command = fc.oneof(
      fc.record({
        is: fc.constant('add' as const),
        n: fc.nat(9),
        at: fc.nat(50),
        lane: fc.constantFrom(...lanes),
      }),
      fc.record({ is: fc.constant('take' as const), limit: fc.integer({ min: 1, max: 4 }) }),
      fc.record({
        is: fc.constant('done' as const),
        how: fc.constantFrom('backoff' as const, 'again' as const),
      }),
      fc.record({ is: fc.constant('wait' as const), ms: fc.nat(20) }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        const queue = createWorkQueue(half);
        const working = new Set<Address>();
        const known = new Set<Address>();
        let now = 0;
        for (const one of commands) {
          if (one.is === 'wait') now += one.ms;
          else if (one.is === 'add') {
            known.add(`Key/${one.n}`);
            queue.add({ address: `Key/${one.n}`, ...due(one.at, one.lane) });
          } else if (one.is === 'take') {
            for (const { address, at } of queue.take(now, one.limit)) {
              expect(working.has(address)).toBe(false);
              expect(at).toBeLessThanOrEqual(now);
              working.add(address);
            }
          } else {
            const [address] = working;
            if (address === undefined) continue;
            working.delete(address);
            queue.done(
              address,
              one.how === 'backoff'
                ? { is: 'backoff', before: due(now + hour) }
                : { is: 'again', due: due(now + hour) },
              now,
            );
          }
          expect(queue.backlog(now).size).toBe(known.size);
        }
        for (const address of working) queue.done(address, { is: 'backoff', before: due(now) }, now);
        const rest = queue.take(now + 2 * hour, 99).map(({ address }) => address);
        expect(new Set(rest)).toEqual(known);
      }),
    );
  });
});
