/** Milliseconds since the epoch, UTC. */
export type Instant = number;

/** A length of time in milliseconds. */
export type Duration = number;

export const second: Duration = 1_000;
export const minute: Duration = 60_000;
export const hour: Duration = 3_600_000;
export const day: Duration = 86_400_000;

export function isoOf(at: Instant): string {
  return new Date(at).toISOString();
}
