import type { Transport } from '../../src/aws/transport.ts';
import type { VirtualClock } from '../../src/runtime/virtual-clock.ts';
import type { Store } from '../../src/store/store.ts';
import type { RunOptions } from './estate.ts';

export interface StopAt {
  readonly options: Pick<RunOptions, 'stop' | 'clock' | 'store' | 'transport'>;
  /** How many awaits began so far. */
  count(): number;
  /** When the stop came. */
  stoppedAt(): number;
  /** The request that AWS never answered. */
  unanswered(): string | undefined;
  /** Requests that began after the stop. */
  readonly after: readonly string[];
}

/**
 * Counts each await of a run (a sleep, a request, a call to the store) and stops the run when the n-th begins. With
 * `hangs`, AWS does what the n-th asks for and never answers it, if it is a request.
 */
export function stopAt(
  n: number,
  {
    clock,
    store,
    hangs = false,
  }: { readonly clock: VirtualClock; readonly store: Store; readonly hangs?: boolean },
): StopAt {
  const stop = new AbortController();
  const after: string[] = [];
  let begun = 0;
  let unanswered: string | undefined;
  let at = Number.POSITIVE_INFINITY;

  function begins(): boolean {
    begun += 1;
    if (begun !== n) return false;
    at = clock.now();
    // A stop never comes amid code that runs in one go: it comes once that waits.
    queueMicrotask(() => {
      stop.abort();
    });
    return true;
  }

  function counted<T extends object>(target: T): T {
    return new Proxy(target, {
      get(inner, name) {
        const member: unknown = Reflect.get(inner, name);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]): unknown => {
          begins();
          return Reflect.apply(member, inner, given) as unknown;
        };
      },
    });
  }

  const transport = (inner: Transport): Transport => ({
    async send(request) {
      if (stop.signal.aborted) after.push(request.op);
      const isLast = begins();
      const answer = await inner.send(request);
      if (!isLast || !hangs) return answer;
      unanswered = request.op;
      return new Promise<never>(() => undefined);
    },
  });

  return {
    options: {
      stop: stop.signal,
      transport,
      store: { ...store, journal: counted(store.journal), memory: counted(store.memory) },
      clock: {
        ...clock,
        sleep(ms, signal) {
          const slept = clock.sleep(ms, signal);
          begins();
          return slept;
        },
      },
    },
    count: () => begun,
    stoppedAt: () => at,
    unanswered: () => unanswered,
    after,
  };
}
