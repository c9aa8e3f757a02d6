import { createTask } from 'node-cron';
import { minute, type Instant } from '../../model/instant.ts';
import type { Window } from '../../model/resource.ts';

/**
 * Whether a window is open at an instant: it opened within its length before. A time that a change of the clocks skips
 * opens nothing, and one that it repeats opens twice (node-cron, by the time zone of the window).
 */
export function isOpenAt({ opens, lasts, timeZone }: Window, at: Instant): boolean {
  const task = createTask(opens, () => undefined, { timezone: timeZone });
  const last = Math.floor(at / minute) * minute;
  for (let start = last; start > at - lasts; start -= minute) if (task.match(new Date(start))) return true;
  return false;
}
