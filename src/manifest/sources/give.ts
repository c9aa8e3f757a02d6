import type { Instant } from '../../model/instant.ts';
import type { Revision } from '../../model/revision.ts';
import type { Pace } from './pace.ts';
import { unreachable } from './refusals.ts';

/** One look at a source. `last` is what was given last; undefined says that nothing changed since. */
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

/** It becomes true while a look is under way. */
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

/** Compares by what a person would do about it: the words of one trouble may differ at each try. */
function isNews(next: Revision, last: Revision | undefined): boolean {
  if (last?.is !== next.is) return true;
  switch (next.is) {
    case 'stack':
      return last.is === next.is && last.id !== next.id;
    case 'refused':
      return last.is === next.is && (last.id !== next.id || codesOf(last) !== codesOf(next));
    case 'unreachable':
      return codesOf(last) !== codesOf(next);
  }
}

function codesOf(revision: Revision): string {
  return revision.is === 'stack' ? '' : revision.diagnostics.map(({ code }) => code).join(' ');
}
