import { createTask } from 'node-cron';
import type { Instant } from './instant.ts';

/** The minutes that a cron expression names, in a time zone. */
export interface Openings {
  at(instant: Instant): boolean;
}

/** Parses a cron expression that is known to be valid; throws for a time zone that nobody knows. */
export function openingsOf(expression: string, timeZone: string): Openings {
  const task = createTask(expression, () => undefined, { timezone: timeZone });
  // It only matches: node-cron would remember each task for the life of the process.
  void task.destroy();
  return { at: (instant) => task.match(new Date(instant)) };
}
