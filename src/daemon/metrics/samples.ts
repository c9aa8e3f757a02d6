import type { Episode, StatusRecord } from '../../model/history.ts';
import { second, type Duration, type Instant } from '../../model/instant.ts';
import type { Plan } from '../../model/plan.ts';
import { gaveAccess } from '../opened.ts';
import { activeDecisions } from './active.ts';
import type { ControllerState } from '../controller.ts';
import type { Backlog } from '../queue.ts';
import { recordsAt } from '../records-at.ts';
import type { LabelSet } from './bounded.ts';
import type { MetricName } from './catalogue/index.ts';
import type { Sample } from './meters.ts';
import type { Tracked } from './tracker.ts';

/** What is known of one source at the moment of a scrape. */
export interface SourceFacts {
  readonly state: ControllerState;
  readonly backlog: Backlog;
  /** Absent before its first event. */
  readonly tracked: Tracked | undefined;
}

/** Samples every gauge of one source. */
export function samplesOf({ state, backlog, tracked }: SourceFacts, now: Instant): readonly Sample[] {
  const { cadence } = state.rhythm;
  const { source } = state;
  const records = recordsAt(state, now);
  const one = (name: MetricName, value: number, labels: LabelSet = {}): Sample => ({
    name,
    labels: { source, ...labels },
    value,
  });
  const { startedAt } = state;
  const sourceState = state.wanted?.is ?? (state.inForce === undefined ? 'none' : 'in-force');
  return [
    one('keywright_ready', Number(state.unready.length === 0)),
    one('keywright_live', Number(!state.wedged)),
    one('keywright_mode', 1, { mode: state.maxMode }),
    ...records.map((record) => ofRecord(source, record)),
    one('keywright_resources_managed', records.length),
    one('keywright_resources_unreadable', records.filter(isUnreadable).length),
    one('keywright_resources_held', records.filter(({ hold }) => hold !== undefined).length),
    one('keywright_orphans', state.plan?.orphans.length ?? 0),
    ...blocked(source, state.plan),
    ...records.flatMap(({ deletesAt }) =>
      deletesAt === undefined ? [] : [one('keywright_next_deletion_timestamp_seconds', seconds(deletesAt))],
    ),
    ...ofEpisodes(source, state.open, records, now),
    one('keywright_protective_repair_failures', tracked?.protectiveFailures ?? 0),
    one('keywright_last_full_look_timestamp_seconds', seconds(state.fullAt ?? startedAt)),
    ...oldest(source, records),
    ...(['fast', 'full'] as const).map((look) =>
      one('keywright_look_interval_seconds', seconds(cadence[look]), { look }),
    ),
    ...ofQueue(source, backlog, now),
    one('keywright_lease', 1, { state: state.leadership.is }),
    ...(state.leadership.term === undefined ? [] : [one('keywright_lease_term', state.leadership.term)]),
    // Whoever only observes takes no lease.
    ...(state.maxMode === 'observe'
      ? []
      : [one('keywright_leader_seen_timestamp_seconds', seconds(leaderSeen(state.leadership, now)))]),
    one('keywright_source_state', 1, { state: sourceState }),
    one(
      'keywright_source_state_since_timestamp_seconds',
      seconds(state.wanted?.since ?? state.inForce?.since ?? startedAt),
    ),
    ...activeDecisions(state, now).map(([is, count]) => one('keywright_decisions', count, { is })),
    one('keywright_record_sink_ok', Number(tracked?.sinkOk ?? true)),
  ];
}

function ofRecord(source: string, { kind, place, sync, health }: StatusRecord): Sample {
  const { account, region } = place;
  return { name: 'keywright_resources', labels: { source, kind, account, region, sync, health }, value: 1 };
}

function isUnreadable({ reason, parts }: StatusRecord): boolean {
  return [reason, parts.fast?.reason, parts.rest?.reason].includes('unreadable');
}

function blocked(source: string, plan: Plan | undefined): readonly Sample[] {
  const gates = plan?.steps.flatMap(({ gate }) => (gate.is === 'released' ? [] : [gate.reason])) ?? [];
  const resources = plan?.resources.flatMap((one) => one.blocked?.reason ?? []) ?? [];
  const change = plan?.stackChange?.gate;
  const stack = change === undefined || change.is === 'released' ? [] : [change.reason];
  return [...gates, ...resources, ...stack].map((reason) => ({
    name: 'keywright_blocked',
    labels: { source, reason },
    value: 1,
  }));
}

function ofEpisodes(
  source: string,
  episodes: readonly Episode[],
  records: readonly StatusRecord[],
  now: Instant,
): readonly Sample[] {
  const since = [
    ...episodes.filter(gaveAccess).map(({ openedAt }) => openedAt),
    // Nothing puts it back, so it is no episode.
    ...records.flatMap(({ opened }) => opened?.since ?? []),
  ];
  const opened = since.map((at) => now - at);
  return [
    ...episodes.flatMap(({ address, label, openedAt }): readonly Sample[] => {
      const kind = address.slice(0, address.indexOf('/'));
      return [
        { name: 'keywright_drift_open', labels: { source, kind, label }, value: 1 },
        { name: 'keywright_drift_oldest_seconds', labels: { source, kind }, value: seconds(now - openedAt) },
      ];
    }),
    {
      name: 'keywright_access_opened_oldest_seconds',
      labels: { source },
      value: seconds(Math.max(0, ...opened)),
    },
  ];
}

/**
 * Finds the oldest look of each sort. Skips a kind without a fast set for the fast ones: it is never looked at fast.
 */
function oldest(source: string, records: readonly StatusRecord[]): readonly Sample[] {
  return (['fast', 'full'] as const).flatMap((look): readonly Sample[] => {
    const times = records.flatMap((record) => record[`${look}At`] ?? []);
    if (times.length === 0) return [];
    const value = seconds(times.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY));
    return [{ name: 'keywright_oldest_observation_timestamp_seconds', labels: { source, look }, value }];
  });
}

function ofQueue(source: string, { size, due, oldest }: Backlog, now: Instant): readonly Sample[] {
  const labels = { source };
  return [
    { name: 'keywright_queue_size', labels, value: size },
    { name: 'keywright_queue_due', labels, value: due },
    {
      name: 'keywright_queue_oldest_seconds',
      labels,
      value: oldest === undefined ? 0 : seconds(now - oldest),
    },
  ];
}

/**
 * Returns when a leader was last seen. Trusts a standby that sees a holder renew; a candidate saw the last one when
 * it began to wait.
 */
function leaderSeen({ is, since, by }: ControllerState['leadership'], now: Instant): Instant {
  if (is === 'leader' || is === 'yielded') return now;
  return is === 'standby' && by !== undefined ? now : since;
}

function seconds(time: Duration): number {
  return time / second;
}
