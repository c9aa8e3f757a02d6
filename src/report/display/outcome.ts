import { isoOf } from '../../model/instant.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { OutcomeView } from './display.ts';

/** Tells how a step ended, without what only the engine needs. */
export function outcomeView(ended: Outcome): OutcomeView {
  switch (ended.is) {
    case 'done':
      return { is: 'done', calls: ended.calls, tookMs: ended.took };
    case 'waiting':
      return { is: 'waiting', until: isoOf(ended.until), reason: ended.reason, why: ended.why };
    case 'blocked':
      return { is: 'blocked' };
    case 'failed':
      return { is: 'failed', failure: { code: ended.failure.code, message: ended.failure.message } };
    case 'skipped':
    case 'stale':
    case 'not-started':
      return ended;
  }
}
