import type { Instant } from '../../model/instant.ts';
import type { Revision } from '../../model/revision.ts';
import { endOf } from '../ends.ts';
import type { Pace } from './pace.ts';
import { unreachable } from './refusals.ts';

/** One look at a source. `last` is what was given last; it gives nothing where that still is so. */
export type LookAtSource = (last: Revision | undefined, signal: AbortSignal) => Promise<Revision | undefined>;

/** Gives what a source declares, look by look: each revision once, a trouble when it begins, changes or ends. */
export async function* give(
  look: LookAtSource,
  pace: Pace,
  now: () => Instant,
  signal: AbortSignal,
): AsyncGenerator<Revision, void, undefined> {
  let last: Revision | undefined;
  while (!signal.aborted) {
    pace.begin();
    const next = await caught(look(last, signal), now);
    // What a stopped look found is not what the source says.
    if (isAborted(signal)) return;
    if (next !== undefined && isNews(next, last)) {
      last = next;
      yield next;
    }
    await pace.rest(signal);
  }
}

/** Identifies what was given last, as long as it need not be read again. */
export function knownOf(last: Revision | undefined, now: Instant): string | undefined {
  if (last === undefined || last.is === 'unreachable') return undefined;
  return last.is === 'stack' && (endOf(last.stack) ?? Infinity) <= now ? undefined : last.id;
}

/** Returns true if the signal is aborted, which may happen while a look is under way. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

async function caught(
  look: Promise<Revision | undefined>,
  now: () => Instant,
): Promise<Revision | undefined> {
  try {
    return await look;
  } catch (error) {
    return unreachable(now(), error instanceof Error ? error.message : String(error));
  }
}

/**
 * Returns true if a revision is news. A trouble counts by what a person would do about it: its words may differ at
 * each try.
 */
function isNews(next: Revision, last: Revision | undefined): boolean {
  return next.is !== 'unreachable' || last?.is !== 'unreachable' || codesOf(last) !== codesOf(next);
}

function codesOf({ diagnostics }: Extract<Revision, { readonly is: 'unreachable' }>): string {
  return diagnostics.map(({ code }) => code).join(' ');
}
