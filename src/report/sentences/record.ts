import { isoOf, type Instant } from '../../model/instant.ts';
import type { Sentences } from './words.ts';

/** What is said of how much of a resource was read, and when. */
export const recordSentences = {
  notRead: () => 'no look has read all of it yet',
  stale: ({ at }: { readonly at: Instant }) => `not read since ${isoOf(at)}, more than two intervals ago`,
} as const satisfies Sentences;
