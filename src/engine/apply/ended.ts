import type { Instant } from '../../model/instant.ts';
import type { Outcome } from '../../model/outcome.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import { noAnswer, type SentAll } from './send.ts';

/** The end of a step, without the time it took. */
export type Ended =
  Exclude<Outcome, { readonly is: 'done' }> | { readonly is: 'done'; readonly calls: number };

/** A write that went out. */
interface Write {
  readonly sent: Extract<SentAll, { readonly is: 'accepted' | 'doubtful' }>;
  readonly calls: number;
  readonly at: Instant;
  /** What was written, as people read it. */
  readonly what: string;
  /** Says that AWS accepted it, if it reads otherwise than of one thing. */
  readonly accepted?: string;
}

/** Ends a step whose write AWS did not show in time. */
export function unshown({ sent, calls, at, what, accepted }: Write, until: Instant): Ended {
  if (sent.is === 'doubtful') return { is: 'waiting', until, ...noAnswer(sent.failure, what) };
  const why = accepted ?? applySentences.accepted({ what });
  return { is: 'waiting', until, reason: 'confirming', why, sent: { calls, at } };
}

/** Ends a step that contradicts its plan or its kind. */
export function internal(message: string): Extract<Ended, { readonly is: 'failed' }> {
  return { is: 'failed', failure: { severity: 'error', code: 'engine.internal', message } };
}
