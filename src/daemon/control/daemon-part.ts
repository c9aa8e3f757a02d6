import type { Bill } from '../../model/bill.ts';
import { isoOf, second } from '../../model/instant.ts';
import type { Commit } from '../../model/revision.ts';
import { diagnosticView } from '../../report/display/diagnostic.ts';
import type { StatusDisplay } from '../../report/display/status.ts';
import type { ControllerState, Wanted } from '../controller.ts';
import { unguarded } from '../dropped.ts';
import type { Rhythm } from '../schedule.ts';

type DaemonPart = NonNullable<StatusDisplay['daemon']>;

/** Describes what a controller says of itself: its source, and whether it may write. */
export function daemonPartOf(state: ControllerState): DaemonPart {
  const { source, maxMode, unready, wedged, leadership, inForce, fullAt, rhythm, underWay, tokens } = state;
  const dropped = unguarded(state.dropped, state.plan);
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
    ...(state.pinned === undefined ? {} : { pinned: viewOf(state.pinned) }),
    ...(state.wanted === undefined ? {} : { wanted: viewOf(state.wanted) }),
    ...(dropped.length === 0
      ? {}
      : {
          dropped: dropped.map(({ address, since, revision: { id, commit } }) => ({
            address,
            id,
            ...commitOf(commit),
            since: isoOf(since),
          })),
        }),
    ...(rhythm.bill === undefined ? {} : { looks: looksOf(rhythm, rhythm.bill) }),
    ...(tokens === undefined ? {} : { tokensFile: { ...tokens, since: isoOf(tokens.since) } }),
    ...(fullAt === undefined ? {} : { fullAt: isoOf(fullAt) }),
    ...(underWay === undefined ? {} : { underWay: underWayOf(underWay) }),
  };
}

function viewOf({ id, commit, since, is, why, diagnostics }: Wanted): NonNullable<DaemonPart['wanted']> {
  return {
    ...(id === undefined ? {} : { id }),
    ...commitOf(commit),
    since: isoOf(since),
    is,
    message: why,
    diagnostics: diagnostics.map(diagnosticView),
  };
}

function looksOf({ cadence, isOver }: Rhythm, bill: Bill): NonNullable<DaemonPart['looks']> {
  return {
    fastSeconds: cadence.fast / second,
    fullSeconds: cadence.full / second,
    callsPerFastLook: bill.fast.requests,
    callsPerFullLook: bill.full.requests,
    callsPerDay: bill.perDay.requests,
    kmsPerDay: bill.perDay.kms,
    trailEventsPerDay: bill.perDay.events.map(([trail, events]) => ({ trail, events })),
    usdIn30Days: bill.monthly,
    overBudget: isOver,
  };
}

function underWayOf({
  since,
  waits,
  steps,
  ended,
}: NonNullable<ControllerState['underWay']>): NonNullable<DaemonPart['underWay']> {
  return {
    since: isoOf(since),
    ...(steps === undefined ? {} : { steps, ended: ended ?? 0 }),
    ...(waits === undefined
      ? {}
      : { waits: { reason: waits.reason, why: waits.why, until: isoOf(waits.until) } }),
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
