import type { Instant } from '../../model/instant.ts';
import type { ProgressEvent } from '../../model/progress.ts';
import { doingText, durationText, progressLine } from '../human/progress.ts';
import { visible } from '../text/visible.ts';
import { headOf, trafficLines } from './frame.ts';
import type { ProgressState } from './state.ts';

/** Above so many steps a log tells what ended, not what began. */
const manySteps = 200;

/**
 * Returns the line that an event is worth where nothing can be redrawn: in a log, a pipe, CI. Returns undefined if it
 * is worth none. Tells what waits once for each reason, and `told` remembers which; the heartbeat tells how long it
 * goes on. Tells every call too with `calls`.
 */
export function plainLine(
  event: ProgressEvent,
  state: ProgressState,
  told: Set<string>,
  options: { readonly calls?: boolean } = {},
): string | undefined {
  if (event.is === 'waiting' || event.is === 'settling') {
    const who = event.is === 'waiting' ? event.step.id : event.address;
    // All creates wait for the same journal.
    const key = event.reason === 'young-journal' ? event.why : `${who} ${event.why}`;
    if (told.has(key)) return undefined;
    told.add(key);
  }
  if (state.steps > manySteps && isQuietInMany(event)) return undefined;
  return progressLine(event, options);
}

/** Recognizes an event that is left out of a run of many steps. The summary names each that was held or not begun. */
function isQuietInMany(event: ProgressEvent): boolean {
  if (event.is === 'step-started') return true;
  if (event.is !== 'step-ended') return false;
  return ['skipped', 'blocked', 'not-started'].includes(event.outcome.is);
}

/** Writes one line for a long silence: how far it is, what has run the longest, what holds up calls. */
export function heartbeat(state: ProgressState, now: Instant, expectedEnd?: Instant): string | undefined {
  const head = headOf(state, now, expectedEnd);
  if (head === undefined) return undefined;
  const [oldest] = state.running.values();
  const others = state.running.size - 1;
  const step =
    oldest === undefined
      ? []
      : [
          `${oldest.step.address} ${doingText(oldest.step)} for ${durationText(now - oldest.since)}` +
            (oldest.waits === undefined ? '' : `, waits: ${oldest.waits.why}`) +
            (others > 0 ? `, and ${others} more` : ''),
        ];
  const [traffic] = trafficLines(state, now);
  return visible([`… ${head}`, ...step, ...(traffic === undefined ? [] : [traffic])].join('; '));
}
