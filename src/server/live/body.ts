import { second, type Duration } from '../../model/instant.ts';
import type { Clock } from '../../model/clock.ts';

/** A client that takes nothing for so long is gone or stuck. */
const patience: Duration = 60 * second;

/**
 * Makes the body of a stream: each part is made when the client takes it, so nothing piles up for a slow one. Ends for
 * a client that takes nothing any more. `ended` is called once, whoever ends it.
 */
export function bodyOf(
  events: AsyncGenerator<string, void, undefined>,
  clock: Clock,
  ended: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let untaken = new AbortController();
  let isOver = false;

  function finish(): void {
    if (isOver) return;
    isOver = true;
    untaken.abort();
    ended();
  }

  async function watch(controller: ReadableStreamDefaultController): Promise<void> {
    untaken = new AbortController();
    const { signal } = untaken;
    await clock.sleep(patience, signal);
    if (signal.aborted) return;
    finish();
    controller.close();
  }

  return new ReadableStream(
    {
      async pull(controller) {
        untaken.abort();
        const next = await events.next();
        if (isOver) return;
        if (next.done === true) {
          finish();
          controller.close();
          return;
        }
        controller.enqueue(encoder.encode(next.value));
        void watch(controller);
      },
      cancel: finish,
    },
    { highWaterMark: 1 },
  );
}
