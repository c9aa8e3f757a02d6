import { describe, expect, test } from 'vitest';
import { askResource, standingIn } from './ask-decision.ts';

const of = { source: 'main', namesSource: false };
const by = { id: 'person:ann', name: 'ann' };
const decided = { by, at: '2026-11-30T10:00:00Z', until: '2026-11-30T11:00:00Z', note: 'tests' };
const none = { brakes: [], pauses: [], silences: [], approvals: [], rejections: [] };

describe('standingIn', () => {
  test.each([
    [
      'a silence',
      { silences: [{ ...decided, id: 's1', labels: { team: 'payments' } }] },
      '/unsilence',
      { source: 'main', id: 's1' },
      'reconcile silence --end s1',
    ],
    [
      'a pause of some resources',
      { pauses: [{ ...decided, id: 'p1', addresses: ['Key/orders'] }] },
      '/resume',
      { source: 'main', addresses: ['Key/orders'] },
      'reconcile resume Key/orders',
    ],
    [
      'a rejection',
      { rejections: [{ ...decided, id: 'r1', address: 'Key/orders', step: 'Key/orders#policy' }] },
      '/unreject',
      { source: 'main', id: 'r1' },
      'reconcile reject --end r1',
    ],
    [
      'an order to stop',
      { stop: { by: 'ann', note: 'incident', at: decided.at } },
      '/start',
      { source: 'main' },
      'reconcile start',
    ],
  ] as const)('ends %s', (_, inEffect, path, body, command) => {
    const [standing] = standingIn({ ...none, ...inEffect }, of);
    expect(standing?.by).toBe('ann');
    expect(standing?.end).toMatchObject({ path, body, command });
  });

  test('names the source in commands when the daemon has several', () => {
    const inEffect = { ...none, pauses: [{ ...decided, id: 'p1' }] };
    const [standing] = standingIn(inEffect, { ...of, namesSource: true });
    expect(standing?.end?.command).toBe('reconcile resume --source main');
  });

  test('offers no end of an approval: a rejection of its step takes it back', () => {
    const approval = { ...decided, id: 'a1', address: 'Key/orders', step: 'Key/orders#policy', classes: [] };
    const [standing] = standingIn({ ...none, approvals: [approval] } as never, of);
    expect(standing).toMatchObject({ is: 'approval' });
    expect(standing?.end).toBeUndefined();
  });
});

test('asks for reason and length of a pause', () => {
  expect(askResource.pause('Key/orders', of)).toMatchObject({
    path: '/pause',
    fields: ['why', 'forMs'],
    body: { source: 'main', addresses: ['Key/orders'] },
    command: 'reconcile pause Key/orders --for 1h --reason TEXT',
  });
});
