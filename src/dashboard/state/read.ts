import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { createMemory, createReader, knownBefore, type Known } from '../api/reader.ts';
import type { Read } from '../api/reads.ts';
import { serverNow } from './clock.ts';
import { liveState, whenChanged } from './live.ts';
import { client, signedIn } from './session.ts';

const memory = createMemory(60);

/** The page asks more often while no stream tells of changes. */
const pollEvery = { live: 60_000, connecting: 15_000, polling: 10_000 } as const;

/**
 * Asks the API something, and asks again whenever it may have changed. Shows at once what was known before; while
 * another question of the same sort is under way, e.g. after a filter changed, it still shows the former answer.
 */
export function useRead<T>(read: Read<T>): ReadonlySignal<Known<T>> {
  const known = useMemo(() => signal<Known<T>>(knownBefore<T>(read.path, memory)), []);
  useEffect(() => {
    const before = knownBefore<T>(read.path, memory);
    known.value = before.value === undefined ? { ...known.peek(), isLoading: true } : before;
    const reader = createReader<T>({
      path: read.path,
      client,
      memory,
      now: serverNow,
      tell(next) {
        known.value = next;
      },
    });
    const stopAsking = effect(() =>
      signedIn.value.is === 'in' ? whenChanged(read.topics, () => reader.again()) : undefined,
    );
    const stopPolling = effect(() => {
      const timer = setInterval(() => {
        if (document.visibilityState === 'visible') reader.again();
      }, pollEvery[liveState.value]);
      return () => clearInterval(timer);
    });
    return () => {
      stopAsking();
      stopPolling();
      reader.close();
    };
  }, [read.path]);
  return known;
}
