import { day, hour, type Duration, type Instant } from '../../model/instant.ts';
import { derived } from '../../model/derived.ts';
import type { ControllerState } from '../controller.ts';

/** Looks that are further apart than so many intervals leave what is known old: engine/record/stale.ts. */
const most = 2;

/**
 * Finds until when nothing that is shown of a state changes by the clock alone: before the first moment at which a
 * decision ends, a verdict is too old, or a deletion is a day or an hour nearer. It may come too early, and never late.
 */
export function shownUntil(state: ControllerState, now: Instant): Instant {
  const kept = keptFor(state);
  if (now < kept.at || now >= kept.until) {
    kept.at = now;
    kept.until = soonest(momentsOf(state, now), now);
  }
  return kept.until;
}

const keptFor = derived((_: ControllerState) => ({ at: Infinity, until: -Infinity }));

function* momentsOf(state: ControllerState, now: Instant): Generator<Instant> {
  const { pauses, silences, approvals, letGo, freeze, pin, yielded } = state.decisions;
  for (const one of [...pauses, ...silences, ...approvals, ...letGo, freeze, pin, yielded])
    if (one !== undefined) yield one.until;
  const { fast, full } = state.rhythm.cadence;
  yield afterAge(state.fullAt ?? state.startedAt, full);
  for (const { fullAt, fastAt, deletesAt } of state.status.values()) {
    if (fullAt !== undefined) yield afterAge(fullAt, full);
    if (fastAt !== undefined) yield afterAge(fastAt, fast);
    if (deletesAt !== undefined && deletesAt > now) yield nearer(deletesAt, now);
  }
}

/** Gives the first moment at which a look is too old. */
function afterAge(at: Instant, interval: Duration): Instant {
  return at + most * interval + 1;
}

/** Gives a moment not later than the one at which a sentence names fewer days or hours. */
function nearer(deletesAt: Instant, now: Instant): Instant {
  const left = deletesAt - now;
  return now + Math.max(1, left % (left > 2 * day ? day : hour));
}

function soonest(moments: Iterable<Instant>, now: Instant): Instant {
  let found = Infinity;
  for (const at of moments) if (at > now && at < found) found = at;
  return found;
}
