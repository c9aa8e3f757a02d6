import type { StatusRecord } from '../../model/history.ts';
import type { Duration, Instant } from '../../model/instant.ts';
import { recordSentences } from '../../report/sentences/record.ts';

/** How often everything, and the fast set of it, is looked at. */
export interface Intervals {
  readonly fast: Duration;
  readonly full: Duration;
}

/** A verdict whose look is more than so many intervals old counts no longer (design §6). */
const most = 2;

/** Gives a record as it counts now: what was read too long ago is Unknown, whatever was seen then. */
export function atAge(record: StatusRecord, now: Instant, { fast, full }: Intervals): StatusRecord {
  const { fullAt, fastAt, sync } = record;
  if (sync === 'Unknown') return record;
  const old = [
    ...(fullAt !== undefined && now - fullAt > most * full ? [fullAt] : []),
    ...(fastAt !== undefined && now - fastAt > most * fast ? [fastAt] : []),
  ];
  if (old.length === 0) return record;
  return {
    ...record,
    sync: 'Unknown',
    reason: 'stale',
    why: recordSentences.stale({ at: Math.min(...old) }),
  };
}
