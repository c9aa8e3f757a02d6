import { minute, type Duration, type Instant } from '../../model/instant.ts';
import { openingsOf, type Openings } from '../../model/openings.ts';
import type { Window } from '../../model/resource.ts';

/** Tells whether windows are open. Each step of each plan asks, so it goes on from the minute that it looked at last. */
export interface Windows {
  /**
   * Whether a window is open at an instant: it opened within its length before. A time that a change of the clocks
   * skips opens nothing, and one that it repeats opens twice (node-cron, by the time zone of the window).
   */
  isOpenAt(window: Window, at: Instant): boolean;
}

interface Known {
  readonly opens: Openings;
  /** Whether it may open in the local hour of an instant. */
  readonly opensInHour: Openings;
  /** The last minute that was looked at, and when it opened last by then. */
  seen: Instant;
  opened: Instant;
}

/** Hours begin at such a boundary in every time zone. */
const part: Duration = 15 * minute;
/** A Stack has at most some 1,000: those of an earlier one are let go of. */
const most = 2_000;

/** Makes the windows of a Stack; `read` understands their expressions. */
export function createWindows(read = openingsOf): Windows {
  const known = new Map<string, Known>();

  function knownOf({ opens, lasts, timeZone }: Window): Known {
    const name = JSON.stringify([opens, lasts, timeZone]);
    const found = known.get(name);
    if (found !== undefined) return found;
    if (known.size >= most) known.clear();
    const [, ...rest] = opens.split(/\s+/u);
    const made: Known = {
      opens: read(opens, timeZone),
      opensInHour: read(['*', ...rest].join(' '), timeZone),
      seen: Number.NEGATIVE_INFINITY,
      opened: Number.NEGATIVE_INFINITY,
    };
    known.set(name, made);
    return made;
  }

  return {
    isOpenAt(window, at) {
      const one = knownOf(window);
      const now = Math.floor(at / minute) * minute;
      // The time of day was set back: what was seen may be still to come.
      if (one.seen > now) one.seen = one.opened = Number.NEGATIVE_INFINITY;
      one.opened = lastOpening(one, now, Math.max(one.seen, at - window.lasts)) ?? one.opened;
      one.seen = now;
      return one.opened > at - window.lasts;
    },
  };
}

/** Finds the last opening after `after`, up to and with the minute `now`. */
function lastOpening({ opens, opensInHour }: Known, now: Instant, after: Instant): Instant | undefined {
  for (let start = now; start > after;) {
    const mayOpen = opensInHour.at(start);
    if (mayOpen && opens.at(start)) return start;
    // The last minute before, of which something else may be true.
    start = mayOpen ? start - minute : Math.floor(start / part) * part - minute;
  }
  return undefined;
}
