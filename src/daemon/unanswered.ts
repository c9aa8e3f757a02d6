import type { Episode, Event, History } from '../model/history.ts';
import { facetNameOf, nameOfStep } from '../model/step-id.ts';
import { isMap } from '../model/tree.ts';

/** Most lines about one address that are read: far more than one pass writes. */
const mostLines = 100;

/**
 * Flags the open episodes whose repair was sent by a process that died before it could note so. Credits Keywright
 * with what a later look finds put back. Relies on the record, which has the line, since it is written before each
 * request.
 */
export async function withUnanswered(
  open: readonly Episode[],
  history: Pick<History, 'events'>,
): Promise<readonly Episode[]> {
  return Promise.all(
    open.map(async (episode) => {
      if (episode.writtenAt !== undefined) return episode;
      const lines = await history.events({ address: episode.address }, { limit: mostLines });
      const writtenAt = lastWriteIn(lines, episode);
      return writtenAt === undefined ? episode : { ...episode, writtenAt };
    }),
  );
}

/**
 * Finds when the facet was last written, or may have been; undefined where AWS refused it. Expects the newest line
 * first.
 */
function lastWriteIn(lines: readonly Event[], { facet, openedAt }: Episode): number | undefined {
  const last = lines.find(
    ({ step, at }) => at >= openedAt && step !== undefined && facetNameOf(nameOfStep(step)) === facet,
  );
  if (last === undefined) return undefined;
  switch (last.is) {
    case 'writing':
    case 'wrote':
      return last.at;
    case 'failed':
      return isMap(last.detail) && last.detail['effectUnknown'] === true ? last.at : undefined;
    default:
      return undefined;
  }
}
