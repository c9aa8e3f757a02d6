import { waitOf } from './back-off.ts';
import { eventsIn, type StreamEvent } from './parse.ts';
import { wait } from './wait.ts';

export interface StreamParts {
  /** Opens the stream, after the event that was seen last. */
  open(lastId: string | undefined, signal: AbortSignal): Promise<Response>;
  take(event: StreamEvent): void;
  state(is: 'connecting' | 'live' | 'refused'): void;
}

/** The server sends a comment each 15 s: a connection without one for so long is dead, whatever the network says. */
const silence = 40_000;

/** A proxy refuses for a while during a rollout: a page on a wall must come back without anybody. */
const untilAnotherTry = 5 * 60_000;

/**
 * Follows the stream of live updates until the signal aborts. Opens it again after each end. `EventSource` would do the
 * same, but it hides why an answer was refused, and a dead connection stays open in it.
 */
export async function follow(parts: StreamParts, signal: AbortSignal): Promise<void> {
  let failures = 0;
  let lastId: string | undefined;
  while (!signal.aborted) {
    parts.state('connecting');
    const connection = new AbortController();
    const stop = (): void => connection.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const response = await parts.open(lastId, connection.signal);
      if (response.status === 401) {
        parts.state('refused');
        return;
      }
      if (isFinal(response)) {
        parts.state('refused');
        await wait(untilAnotherTry, signal);
      } else if (response.ok && response.body !== null) {
        await drain(response.body, connection, (event) => {
          // A proxy may take the answer, and keep what is in it.
          failures = 0;
          parts.state('live');
          lastId = event.id ?? lastId;
          parts.take(event);
        });
      }
    } catch {
      // It is opened again below, whatever ended it.
    } finally {
      connection.abort();
      signal.removeEventListener('abort', stop);
    }
    failures += 1;
    await wait(waitOf(failures - 1, Math.random()), signal);
  }
}

/** Returns true where asking again at once gives the same answer: the server has no stream, or not for this caller. */
function isFinal({ status }: Response): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

async function drain(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  connection: AbortController,
  take: (event: StreamEvent) => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  while (true) {
    const timer = setTimeout(() => connection.abort(), silence);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    if (done) return;
    const parsed = eventsIn(rest + value);
    rest = parsed.rest;
    parsed.events.forEach(take);
  }
}
