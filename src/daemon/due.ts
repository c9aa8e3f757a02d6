import type { Address } from '../model/address.ts';
import type { Instant } from '../model/instant.ts';

/** The lanes of the queue, the most urgent first: a person asked, something is to be repaired, a look is due. */
export const lanes = ['asked', 'repair', 'sweep'] as const;

export type DueLane = (typeof lanes)[number];

/** What made a resource due. */
export type Trigger = 'commit' | 'schedule' | 'retry' | 'request' | 'start';

/** How much is read: everything, or only what shows an attack or an accident soonest (authority.md §6). */
export type Look = 'full' | 'fast';

/** When a resource is looked at next, and why. */
export interface Due {
  readonly at: Instant;
  readonly lane: DueLane;
  readonly why: ReadonlySet<Trigger>;
  readonly look: Look;
}

export interface DueAddress extends Due {
  readonly address: Address;
}

/** Merges two reasons to look at one resource into one look: the earlier, more urgent and fuller of both. */
export function mergeDue(a: Due, b: Due): Due {
  return {
    at: Math.min(a.at, b.at),
    lane: lanes.indexOf(a.lane) <= lanes.indexOf(b.lane) ? a.lane : b.lane,
    why: a.why.union(b.why),
    look: a.look === 'full' || b.look === 'full' ? 'full' : 'fast',
  };
}
