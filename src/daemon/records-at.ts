import { atAge } from '../engine/record/stale.ts';
import type { StatusRecord } from '../model/history.ts';
import type { Instant } from '../model/instant.ts';
import type { ControllerState } from './controller.ts';

/** What of a state tells how its resources stand. */
export type Known = Pick<ControllerState, 'status' | 'rhythm'>;

/**
 * Gives the records of a state as they count at an instant. Everybody who shows, tells or counts them reads them here:
 * what was read too long ago is in sync for nobody.
 */
export function recordsAt({ status, rhythm }: Known, now: Instant): readonly StatusRecord[] {
  return [...status.values()].map((record) => atAge(record, now, rhythm.cadence));
}
