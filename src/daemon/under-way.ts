import type { Instant } from '../model/instant.ts';
import type { ProgressEvent } from '../model/progress.ts';
import type { Reasoned } from '../model/reasons.ts';

/** A pass that may write, as far as it has come. */
export interface UnderWay {
  readonly since: Instant;
  /** Once it applies. */
  readonly steps?: number;
  readonly ended?: number;
  /** What it waited for last, and may wait for still. */
  readonly waits?: Reasoned & { readonly until: Instant };
}

/**
 * Follows a pass, which may take minutes, most of them to wait until AWS shows a write. Tells of it until it is over,
 * as nothing else does.
 */
export function underWayAfter(before: UnderWay, event: ProgressEvent): UnderWay {
  switch (event.is) {
    case 'applying':
      return { since: before.since, steps: event.steps, ended: 0 };
    case 'waiting':
    case 'settling': {
      const address = event.is === 'waiting' ? event.step.address : event.address;
      return {
        ...before,
        waits: { reason: event.reason, why: `${address}: ${event.why}`, until: event.until },
      };
    }
    case 'step-ended':
      return { ...before, ended: (before.ended ?? 0) + 1 };
    case 'looking':
    case 'planned':
    case 'applied':
    case 'queued':
    case 'retrying':
    case 'step-started':
    case 'call-sent':
      return before;
  }
}
