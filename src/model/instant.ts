/** Milliseconds since the epoch, UTC. */
export type Instant = number;

/** A length of time in milliseconds. */
export type Duration = number;

export const second: Duration = 1_000;
export const minute: Duration = 60_000;
export const hour: Duration = 3_600_000;
export const day: Duration = 86_400_000;

/** The first and the last instant that a date can be, in both directions of time. */
const furthest: Duration = 8_640_000_000_000_000;

/** Gives the time of day in UTC. What others wrote may lie beyond every date: then it is the last one. */
export function isoOf(at: Instant): string {
  return new Date(Math.min(furthest, Math.max(-furthest, at))).toISOString();
}

/** Shows an end as people write it: a midnight is the end of the day before it. */
export function untilText(end: Instant): string {
  const shown = isoOf(end);
  return shown.endsWith('T00:00:00.000Z') ? isoOf(end - 1).slice(0, 'yyyy-mm-dd'.length) : shown;
}
