import { signal } from '@preact/signals';

/** How far the clock of the daemon is ahead of the one here: ages are those of the daemon. */
const ahead = signal(0);

/** Notes what the daemon's clock shows. Small differences are the time that an answer takes. */
export function noteServerTime(at: string): void {
  const difference = Date.parse(at) - Date.now();
  if (Number.isFinite(difference) && Math.abs(difference - ahead.peek()) > 2000) ahead.value = difference;
}

/** Notes the time that an answer carries. That of a plan is when it was made, maybe days ago. */
export function noteAnswer(path: string, value: unknown): void {
  if (path.startsWith('/plans/')) return;
  if (typeof value === 'object' && value !== null && 'at' in value && typeof value.at === 'string')
    noteServerTime(value.at);
}

/** Returns the time of the daemon. */
export function serverNow(): number {
  return Date.now() + ahead.value;
}
