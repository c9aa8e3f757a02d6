import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepAsking } from './keep-asking.ts';
import { liveState } from './live.ts';
import { signedIn } from './session.ts';

const ann = {
  at: '2026-01-01T00:00:00Z',
  person: { id: 'ann', name: 'ann' },
  via: 'token',
  bindings: [],
} as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  vi.stubGlobal('document', { visibilityState: 'visible' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('asks from time to time while somebody is signed in, and not after the session ends', () => {
  let asked = 0;
  signedIn.value = { is: 'in', session: ann };
  liveState.value = 'polling';
  const stop = keepAsking(['overview'], () => void (asked += 1));
  vi.advanceTimersByTime(10_000);
  expect(asked).toBe(2);
  signedIn.value = { is: 'out', ended: 'ann' };
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(2);
  signedIn.value = { is: 'in', session: ann };
  expect(asked).toBe(3);
  stop();
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(3);
});
