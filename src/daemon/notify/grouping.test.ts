import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hour, minute, second, type Instant } from '../../model/instant.ts';
import type { Condition } from './condition.ts';
import { groupConditions, isSilencedBy, type Memory, type Notification } from './grouping.ts';

const settings = { groupWait: 30 * second, repeat: 4 * hour };

function condition(key: string, more: Partial<Condition> = {}): Condition {
  return {
    key,
    sort: 'degraded',
    event: 'degraded',
    severity: 'warning',
    since: 0,
    title: key,
    text: '',
    addresses: [`Key/${key}`],
    ...more,
  };
}

/** Simulates a person who reads: each line is `at event keys`. */
function reader(): {
  see(
    at: Instant,
    conditions: readonly Condition[],
    silent?: (one: Condition) => boolean,
    passing?: readonly Condition[],
  ): readonly string[];
  next(): Instant | undefined;
} {
  let memory: Memory = new Map();
  let next: Instant | undefined;
  return {
    see(at, conditions, silent = () => false, passing = []) {
      const grouped = groupConditions(memory, { conditions, passing }, silent, settings, at);
      ({ memory, next } = grouped);
      return grouped.send.map(lineOf);
    },
    next: () => next,
  };
}

function lineOf({ event, severity, again, items }: Notification): string {
  const keys = items.map(({ key }) => key).join(',');
  return `${event} ${severity}${again ? ' again' : ''}: ${keys}`;
}

describe('the messages', () => {
  it('waits for others of its sort, and tells all of them at once', () => {
    const { see, next } = reader();
    expect(see(0, [condition('a')])).toEqual([]);
    expect(next()).toBe(30 * second);
    expect(see(20 * second, [condition('a'), condition('b')])).toEqual([]);
    expect(see(30 * second, [condition('a'), condition('b')])).toEqual(['degraded warning: a,b']);
    expect(see(40 * second, [condition('a'), condition('b')])).toEqual([]);
  });

  it('tells at once what is critical, and first', () => {
    const { see } = reader();
    see(0, [condition('a')]);
    const held = condition('b', { event: 'drift-opened', severity: 'critical' });
    expect(see(30 * second, [condition('a'), held])).toEqual([
      'drift-opened critical: b',
      'degraded warning: a',
    ]);
  });

  it('tells nothing of what comes and goes within the wait', () => {
    const { see, next } = reader();
    see(0, [condition('a')]);
    expect(see(10 * second, [])).toEqual([]);
    expect(next()).toBeUndefined();
    expect(see(hour, [])).toEqual([]);
  });

  it('tells once that it is over, and nothing if it comes back meanwhile', () => {
    const { see } = reader();
    see(0, [condition('a')]);
    see(30 * second, [condition('a')]);
    expect(see(minute, [])).toEqual([]);
    expect(see(minute + 10 * second, [condition('a')])).toEqual([]);
    expect(see(2 * minute, [])).toEqual([]);
    expect(see(3 * minute, [])).toEqual(['recovered info: a']);
    expect(see(9 * hour, [])).toEqual([]);
  });

  it('tells drift as closed, and of a decided plan nothing', () => {
    const { see } = reader();
    const all = [condition('d', { event: 'drift-opened' }), condition('p', { event: 'plan-waiting' })];
    see(0, all);
    see(minute, all);
    see(2 * minute, []);
    expect(see(3 * minute, [])).toEqual(['drift-closed info: d']);
  });

  it('tells the end of what began and ended between two looks', () => {
    const { see } = reader();
    const drift = condition('d', { event: 'drift-opened', severity: 'critical' });
    expect(see(0, [], undefined, [drift])).toEqual([]);
    expect(see(30 * second, [])).toEqual(['drift-closed info: d']);
    expect(see(hour, [])).toEqual([]);
  });

  it('reports the end of a reported condition once, although it is also passed on', () => {
    const { see } = reader();
    const drift = condition('d', { event: 'drift-opened', severity: 'critical' });
    expect(see(0, [drift])).toEqual(['drift-opened critical: d']);
    see(minute, [], undefined, [drift]);
    expect(see(2 * minute, [])).toEqual(['drift-closed info: d']);
    expect(see(3 * minute, [])).toEqual([]);
  });

  it('tells again what holds on, each after its own time', () => {
    const { see, next } = reader();
    see(0, [condition('a')]);
    see(30 * second, [condition('a')]);
    see(hour, [condition('a'), condition('b')]);
    expect(see(hour + 30 * second, [condition('a'), condition('b')])).toEqual(['degraded warning: b']);
    expect(next()).toBe(4 * hour + 30 * second);
    expect(see(4 * hour + 30 * second, [condition('a'), condition('b')])).toEqual([
      'degraded warning again: a',
    ]);
  });

  it('tells at once what became worse', () => {
    const { see } = reader();
    see(0, [condition('a')]);
    see(30 * second, [condition('a')]);
    expect(see(minute, [condition('a', { severity: 'critical' })])).toEqual(['degraded critical: a']);
  });

  it('tells what is silenced when the silence ends, if it still holds', () => {
    const { see } = reader();
    const silent = (): boolean => true;
    see(0, [condition('a'), condition('b')], silent);
    expect(see(hour, [condition('a'), condition('b')], silent)).toEqual([]);
    expect(see(2 * hour, [condition('a')])).toEqual(['degraded warning: a']);
  });
});

describe('a silence', () => {
  const by = { id: 's', by: { id: 'uid:1', name: 'alice' }, at: 0, why: 'known', until: hour };
  const labelsOf = (address: string): Record<string, string> => ({
    team: address === 'Key/a' ? 'pay' : 'web',
  });
  const many = condition('m', { addresses: ['Key/a', 'Key/b'] });
  const none = condition('n', { addresses: [] });

  it.each<{ why: string; silence: object; at: Instant; covers: Condition; is: boolean }>([
    { why: 'covers everything without a choice', silence: {}, at: 0, covers: none, is: true },
    { why: 'covers its address', silence: { addresses: ['Key/a'] }, at: 0, covers: condition('a'), is: true },
    {
      why: 'leaves other addresses',
      silence: { addresses: ['Key/b'] },
      at: 0,
      covers: condition('a'),
      is: false,
    },
    {
      why: 'covers its label',
      silence: { labels: { team: 'pay' } },
      at: 0,
      covers: condition('a'),
      is: true,
    },
    {
      why: 'leaves what is about others too',
      silence: { labels: { team: 'pay' } },
      at: 0,
      covers: many,
      is: false,
    },
    {
      why: 'leaves what is about no resource',
      silence: { addresses: ['Key/a'] },
      at: 0,
      covers: none,
      is: false,
    },
    { why: 'ends', silence: {}, at: hour, covers: none, is: false },
  ])('$why', ({ silence, at, covers, is }) => {
    expect(isSilencedBy([{ ...by, ...silence }], labelsOf, at)(covers)).toBe(is);
  });
});

it('never tells anything twice without an end or a repetition between, and loses nothing that lasts', () => {
  const keys = ['a', 'b', 'c'] as const;
  const step = fc.record({
    pause: fc.integer({ min: 0, max: 90 }).map((s) => s * second),
    present: fc.subarray([...keys]),
    silent: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let memory: Memory = new Map();
      let now = 0;
      const told = new Map<string, Instant>();
      let present: readonly string[] = [];
      const look = (silent: boolean): void => {
        const all = present.map((key) => condition(key));
        const grouped = groupConditions(
          memory,
          { conditions: all, passing: [] },
          () => silent,
          settings,
          now,
        );
        ({ memory } = grouped);
        expect(silent ? grouped.send : []).toEqual([]);
        for (const { event, again, items } of grouped.send)
          for (const { key } of items) {
            if (event === 'recovered') {
              expect(told.has(key)).toBe(true);
              told.delete(key);
            } else {
              const before = told.get(key);
              expect(before === undefined || (again && now - before >= settings.repeat)).toBe(true);
              told.set(key, now);
            }
          }
      };
      for (const { pause, present: shown, silent } of steps) {
        now += pause;
        present = shown;
        look(silent);
      }
      now += minute;
      look(false);
      now += minute;
      look(false);
      expect(new Set(told.keys())).toEqual(new Set(present));
    }),
  );
});
