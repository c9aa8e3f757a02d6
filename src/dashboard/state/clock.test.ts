import { afterEach, expect, test, vi } from 'vitest';
import { noteAnswer, serverNow } from './clock.ts';

afterEach(() => void vi.useRealTimers());

test('takes the time of the daemon from an answer, and not from a plan, which says when it was made', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-30T12:00:00Z') });
  noteAnswer('/overview', { at: '2026-11-30T12:10:00Z' });
  noteAnswer('/plans/p1', { at: '2026-11-27T12:00:00Z' });
  expect(new Date(serverNow()).toISOString()).toBe('2026-11-30T12:10:00.000Z');
});
