import { day, type Duration } from '../../model/instant.ts';

/**
 * How long history is kept. Open episodes, the present status, the last line of the record and the documents applied
 * last stay.
 */
export interface Retention {
  readonly events: Duration;
  readonly plans: Duration;
  readonly episodes: Duration;
  /** Counted from when another document took its place. */
  readonly applied: Duration;
}

export const defaultRetention: Retention = {
  events: 400 * day,
  plans: 90 * day,
  episodes: 400 * day,
  applied: 400 * day,
};
