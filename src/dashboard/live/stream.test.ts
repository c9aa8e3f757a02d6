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
  const { asked, states, end, over } = following('fails', new Response('', { status: 503 }));
  await vi.advanceTimersByTimeAsync(3000);
  expect(asked).toHaveLength(3);
  expect(states).toEqual(['connecting', 'connecting', 'connecting', 'live']);
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

test.each([401, 403, 404])('does not ask again when the answer is %d', async (status) => {
  const { states, over } = following(new Response('', { status }));
  await over;
  expect(states).toEqual(['connecting', 'refused']);
});
