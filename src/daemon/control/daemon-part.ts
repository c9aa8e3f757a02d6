import { isoOf } from '../../model/instant.ts';
import type { Commit } from '../../model/revision.ts';
import { diagnosticView } from '../../report/display/diagnostic.ts';
import type { StatusDisplay } from '../../report/display/status.ts';
import type { ControllerState } from '../controller.ts';

type DaemonPart = NonNullable<StatusDisplay['daemon']>;

/** What a controller says of itself: its source, and whether it may write. */
export function daemonPartOf(state: ControllerState): DaemonPart {
  const { source, maxMode, unready, wedged, leadership, inForce, wanted, fullAt } = state;
  return {
    source,
    maxMode,
    ready: unready.length === 0 && !wedged,
    unready,
    wedged,
    leadership: {
      is: leadership.is,
      since: isoOf(leadership.since),
      ...(leadership.by === undefined ? {} : { by: leadership.by }),
    },
    ...(inForce === undefined
      ? {}
      : { inForce: { id: inForce.id, ...commitOf(inForce.commit), since: isoOf(inForce.since) } }),
    ...(wanted === undefined
      ? {}
      : {
          wanted: {
            ...(wanted.id === undefined ? {} : { id: wanted.id }),
            ...commitOf(wanted.commit),
            since: isoOf(wanted.since),
            is: wanted.is,
            message: wanted.why,
            diagnostics: wanted.diagnostics.map(diagnosticView),
          },
        }),
    ...(fullAt === undefined ? {} : { fullAt: isoOf(fullAt) }),
  };
}

function commitOf(commit: Commit | undefined): Pick<NonNullable<DaemonPart['inForce']>, 'commit'> {
  if (commit === undefined) return {};
  const { id, subject, author, at, signer } = commit;
  return {
    commit: {
      id,
      subject,
      author: `${author.name} <${author.email}>`,
      at: isoOf(at),
      ...(signer === undefined ? {} : { signer }),
    },
  };
}
