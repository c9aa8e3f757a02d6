import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StreamEvent } from './parse.ts';
import { follow } from './stream.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** Follows a stream whose connections the test gives, one after the other; the last one stays open. */
function following(...connections: readonly (Response | 'fails')[]) {
  const waiting = [...connections];
  const asked: (string | undefined)[] = [];
  const taken: StreamEvent[] = [];
  const states: string[] = [];
  const end = new AbortController();
  const over = follow(
    {
      async open(lastId, signal) {
        asked.push(lastId);
        const next = waiting.shift() ?? new Response(silent(signal));
        if (next === 'fails') throw new TypeError('Failed to fetch');
        return next;
      },
      take: (event) => taken.push(event),
      state: (is) => states.push(is),
    },
    end.signal,
  );
  return { asked, taken, states, over, end };
}

function silent(signal: AbortSignal): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start: (controller) => signal.addEventListener('abort', () => controller.error(signal.reason)),
  });
}

test('continues after the last event when the connection ends', async () => {
  const { asked, taken, end, over } = following(new Response('id: 7\nevent: changed\ndata: {}\n\n'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(taken).toEqual([{ id: '7', name: 'changed', data: '{}' }]);
  expect(asked).toEqual([undefined, '7']);
  end.abort();
  await over;
});

test('tries again when the daemon is away, and shows that it is not live', async () => {
  const { asked, states, end, over } = following(
    'fails',
    new Response('', { status: 503 }),
    new Response('event: hello\ndata: {}\n\n'),
  );
  await vi.advanceTimersByTimeAsync(3000);
  expect(asked.length).toBeGreaterThanOrEqual(3);
  expect(states.slice(0, 4)).toEqual(['connecting', 'connecting', 'connecting', 'live']);
  end.abort();
  await over;
});

test('opens a connection again when it is silent for too long', async () => {
  const { asked, end, over } = following();
  await vi.advanceTimersByTimeAsync(42_000);
  expect(asked).toHaveLength(2);
  end.abort();
  await over;
});

test('is not live before the first event: a proxy may keep the stream to itself', async () => {
  const { states, asked, end, over } = following(new Response(''), new Response(''), new Response(''));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(states).not.toContain('live');
  // With one second between them there would be dozens.
  expect(asked.length).toBeLessThan(8);
  end.abort();
  await over;
});

test('does not ask again when the caller must sign in', async () => {
  const { states, over } = following(new Response('', { status: 401 }));
  await over;
  expect(states).toEqual(['connecting', 'refused']);
});

test.each([403, 404])('asks again after some minutes when the answer is %d', async (status) => {
  const { asked, states, end, over } = following(new Response('', { status }));
  await vi.advanceTimersByTimeAsync(4 * 60_000);
  expect(states).toEqual(['connecting', 'refused']);
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect(asked.length).toBeGreaterThan(1);
  end.abort();
  await over;
});
