import { signal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { createMemory, createReader, knownBefore, type Known } from '../api/reader.ts';
import type { Read } from '../api/reads.ts';
import { serverNow } from './clock.ts';
import { keepAsking } from './keep-asking.ts';
import { client } from './session.ts';

const memory = createMemory(60);

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
    const stopAsking = keepAsking(read.topics, () => reader.again());
    return () => {
      stopAsking();
      reader.close();
    };
  }, [read.path]);
  return known;
}
