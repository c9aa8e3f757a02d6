import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Overview } from '../../server/types.ts';
import type { Known } from '../api/reader.ts';
import { chosenSource } from './location.ts';

export type SourceOverview = Overview['items'][number];

/** The figures of every source: the frame reads them once for all that is in it. */
export const OverviewContext = createContext<ReadonlySignal<Known<Overview>>>(
  signal<Known<Overview>>({ isLoading: true }),
);

export function useOverview(): ReadonlySignal<Known<Overview>> {
  return useContext(OverviewContext);
}

/** Returns the sources that are shown: all, or the one that is chosen. */
export function shownIn({ items }: Overview): readonly SourceOverview[] {
  const source = chosenSource.value;
  return source === undefined ? items : items.filter((one) => one.source === source);
}
