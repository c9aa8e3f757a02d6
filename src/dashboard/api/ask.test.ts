import { expect, test } from 'vitest';
import { askOf, commandWith, reasonFault, suggestedSpan, type Action } from './ask.ts';

const finding = { source: 'main', title: 'Key/orders is disabled', addresses: ['Key/orders'] } as const;
const action = {
  needs: 'approver',
  allowed: true,
  text: 'Enables Key/orders.',
  command: 'reconcile approve x',
} as const;

test('approves the steps of a plan, and repeats the sentence', () => {
  const approve: Action = { ...action, is: 'approve', plan: 'a916b9d87d51', steps: ['Key/orders#state'] };
  expect(askOf(approve, finding)).toMatchObject({
    path: '/plans/a916b9d87d51/approve',
    body: { source: 'main', steps: ['Key/orders#state'] },
    sentence: 'Enables Key/orders.',
    about: 'Key/orders is disabled',
    fields: [],
  });
});

test.each([
  ['reject', ['why']],
  ['silence', ['why', 'forMs']],
  ['release', ['why', 'forMs']],
  ['sync', []],
  ['resume', []],
] as const)('asks for what the operation %s requires', (is, fields) => {
  expect(askOf({ ...action, is }, finding).fields).toEqual(fields);
});

test('accepts the very revision that the person saw', () => {
  const accept: Action = { ...action, is: 'accept-baseline', revision: 'abc1234' };
  expect(askOf(accept, finding)).toMatchObject({ path: '/accept-baseline', body: { revision: 'abc1234' } });
});

const silence = 'reconcile silence Key/a --for 4h --reason TEXT';

test.each([
  [{}, silence],
  [{ forMs: 30 * 60_000, why: 'known' }, 'reconcile silence Key/a --for 30m --reason known'],
  [
    { forMs: 24 * 3_600_000, why: "it's $& fine" },
    String.raw`reconcile silence Key/a --for 24h --reason 'it'\''s $& fine'`,
  ],
])('writes %j into the command', (chosen, command) => {
  expect(commandWith(silence, chosen)).toBe(command);
});

test('suggests the span that the command names', () => {
  expect(suggestedSpan(silence)).toBe(4 * 3_600_000);
  expect(suggestedSpan('reconcile sync')).toBe(3_600_000);
});

test('requires a reason of one line, as the record does', () => {
  expect(reasonFault('  ')).toBe('Say why: the record keeps it.');
  expect(reasonFault('x'.repeat(201))).toBe('At most 200 characters.');
  expect(reasonFault('maintenance')).toBeUndefined();
});
