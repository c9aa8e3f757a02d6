import { day, type Duration } from '../../model/instant.ts';

/** How long history is kept. Open episodes, the present status and the last line of the record stay. */
export interface Retention {
  readonly events: Duration;
  readonly plans: Duration;
  readonly episodes: Duration;
}

export const defaultRetention: Retention = { events: 400 * day, plans: 90 * day, episodes: 400 * day };
