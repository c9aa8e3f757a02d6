import { day, minute, type Duration, type Instant } from '../model/instant.ts';

/** A process beats once a minute: one that was silent for so long counts no more. */
const countsFor: Duration = 5 * minute;
/** What a process left behind is removed after that. */
const keptFor: Duration = day;

/** When a process was heard of last. */
export interface Beat {
  readonly process: string;
  readonly at: Instant;
}

/** Separates live heartbeats from those that can be removed. */
export function sortBeats(
  beats: readonly Beat[],
  now: Instant,
): { readonly living: readonly string[]; readonly gone: readonly string[] } {
  return {
    living: beats.filter(({ at }) => now - at < countsFor).map(({ process }) => process),
    gone: beats.filter(({ at }) => now - at >= keptFor).map(({ process }) => process),
  };
}
