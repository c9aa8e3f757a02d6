import type { Orphan } from '../../model/plan.ts';

/** Keeps the plan's fields of an orphan, and drops the other fields of the engine. */
export function orphanOf({ address, place, ids, superseded, opened }: Orphan): Orphan {
  return {
    address,
    place,
    ids,
    ...(superseded === undefined ? {} : { superseded }),
    ...(opened === undefined ? {} : { opened }),
  };
}
