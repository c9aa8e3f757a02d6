import { expect, test } from 'vitest';
import { personIn, runsIn } from './runs.ts';

const write = { source: 'main', at: '2026-11-30T10:00:00Z', is: 'wrote', tone: 'done', text: 'x' } as const;

function writes(count: number, plan: string) {
  return Array.from({ length: count }, (_, n) => ({ ...write, id: `${plan}-${String(n)}`, plan }));
}

test('puts the writes of one plan together when there are many', () => {
  const drift = { ...write, id: 'd', is: 'drift-opened', tone: 'danger' } as const;
  const runs = runsIn([drift, ...writes(5, 'b'), ...writes(4, 'a'), ...writes(2, 'c')]);
  expect(runs.map(({ id, entries }) => [id, entries.length])).toEqual([
    ['d', 1],
    ['b-0', 5],
    ['a-0', 4],
    ['c-0', 1],
    ['c-1', 1],
  ]);
});

test('shows a failed write alone', () => {
  const [first, ...rest] = writes(5, 'a');
  const failed = { ...write, id: 'f', plan: 'a', is: 'failed', tone: 'danger' } as const;
  expect(first).toBeDefined();
  expect(runsIn([...rest, failed]).map(({ entries }) => entries.length)).toEqual([4, 1]);
});

test('names persons, and no process', () => {
  expect(personIn({ is: 'decided', subject: 'Ann' })).toBe('Ann');
  expect(personIn({ is: 'wrote', subject: 'somebody@vm:16696/4103' })).toBeUndefined();
});

test('names nobody for drift, since the record does not say who caused it', () => {
  expect(personIn({ is: 'drift-opened', subject: 'Ann' })).toBeUndefined();
});
