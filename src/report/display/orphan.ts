import type { Orphan } from '../../model/plan.ts';

/** Keeps what the plan says of something that lost its manifest, and nothing else that the engine knows of it. */
export function orphanOf({ address, place, ids, opened }: Orphan): Orphan {
  return { address, place, ids, ...(opened === undefined ? {} : { opened }) };
}
