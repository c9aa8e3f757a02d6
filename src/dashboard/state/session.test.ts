import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rejoin, signIn, signedIn } from './session.ts';

const session = {
  at: '2026-01-01T00:00:00Z',
  person: { id: 'ann', name: 'ann' },
  via: 'token',
  bindings: [],
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  signedIn.value = { is: 'asking' };
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Answers each question of the page with the next of these; the last one stays. */
function answering(...answers: readonly ('nothing' | 200 | 401 | 502)[]): RequestInit[] {
  const asked: RequestInit[] = [];
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(init);
    if (answer === 'nothing') throw new TypeError('Failed to fetch');
    return Response.json(answer === 200 ? session : {}, { status: answer ?? 200 });
  });
  return asked;
}

function keysOf(asked: readonly RequestInit[]): Set<string | null> {
  return new Set(asked.map(({ headers }) => new Headers(headers).get('idempotency-key')));
}

test.each(['nothing', 502] as const)('signs in automatically after the answer "%s"', async (away) => {
  const asked = answering(away, away, 200);
  await signIn('kw_token');
  expect(signedIn.value).toMatchObject({ is: 'out', failure: {} });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(signedIn.value).toEqual({ is: 'in', session });
  expect(asked).toHaveLength(3);
  expect(keysOf(asked).size).toBe(1);
});

test('asks no more when the token is refused', async () => {
  const asked = answering('nothing', 401);
  await signIn('kw_token');
  await vi.advanceTimersByTimeAsync(120_000);
  expect(asked).toHaveLength(2);
  expect(signedIn.value).toMatchObject({ is: 'out', failure: { is: 'refused' } });
});

test('drops the token of before when somebody enters another one', async () => {
  const asked = answering('nothing', 401);
  await signIn('kw_one');
  await signIn('kw_other');
  await vi.advanceTimersByTimeAsync(120_000);
  expect(asked).toHaveLength(2);
});

test('takes over the session that another tab began, and keeps what it says where there is none', async () => {
  const refused = { is: 'out', failure: { is: 'unreachable' } } as const;
  signedIn.value = refused;
  answering(401, 200);
  await rejoin();
  expect(signedIn.value).toEqual(refused);
  await rejoin();
  expect(signedIn.value).toEqual({ is: 'in', session });
});
