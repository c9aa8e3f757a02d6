import { minute } from '../model/instant.ts';
import type { Revision } from '../model/revision.ts';
import { consider } from './consider.ts';
import type { Desk } from './desk.ts';
import { fail } from './fail.ts';
import { restore } from './take.ts';
import { show, wantedOf } from './wanted.ts';

/** Takes each revision of the source as it comes, until the signal. What is wrong changes only what is reported. */
export async function followSource(desk: Desk, signal: AbortSignal): Promise<void> {
  const { source } = desk.parts;
  for await (const revision of source.revisions(signal)) {
    try {
      await desk.admitting.take(() => follow(revision, desk, signal));
    } catch (error) {
      fail(error, 'taking a revision', desk);
    }
    if (signal.aborted) return;
  }
}

async function follow(revision: Revision, desk: Desk, signal: AbortSignal): Promise<void> {
  if (revision.is === 'stack') {
    desk.latest.revision = revision;
    desk.latest.trouble = undefined;
    await consider(desk, signal, 'first');
    return;
  }
  desk.latest.trouble = wantedOf(revision);
  show(desk, desk.latest.trouble);
  if (desk.state.get().stack === undefined) await restore(desk, signal);
}

/**
 * Asks again which revision is to be in force: once a person decided something, and each minute, since a pin ends by
 * itself and another replica may have been told. It does so too while the source is in trouble: that stays told.
 */
export async function reconsider(desk: Desk, signal: AbortSignal): Promise<void> {
  const { clock } = desk.parts;
  while (!signal.aborted) {
    await desk.admissions.until(clock.now() + minute, signal);
    await desk.admitting
      .take(() => consider(desk, signal, 'again'))
      .catch((error: unknown) => {
        fail(error, 'taking a revision', desk);
      });
  }
}
