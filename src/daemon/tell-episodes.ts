import type { EpisodeChange } from '../engine/record/episodes.ts';
import type { Desk } from './desk.ts';

/** Tells of episodes that begin, change or end; not of those that are only seen again. */
export function tellEpisodes(
  changes: readonly EpisodeChange[],
  { parts: { clock, name, publish } }: Pick<Desk, 'parts'>,
): void {
  for (const { episode, change } of changes) {
    if (change !== 'seen') publish({ source: name, at: clock.now(), is: 'episode', episode, change });
  }
}
