import type { Address } from '../../model/address.ts';
import type { StatusRecord } from '../../model/history.ts';
import { isoOf, type Instant } from '../../model/instant.ts';
import { planIdOf } from '../../model/plan-id.ts';
import type { Plan, ResourcePlan } from '../../model/plan.ts';
import { inEffectOf, isAnythingIn } from '../../report/display/in-effect.ts';
import { firstSeen } from '../../report/display/first-seen.ts';
import { countsOf, statusOf, type ResourceStatus, type StatusDisplay } from '../../report/display/status.ts';
import type { ControllerState } from '../controller.ts';
import { standingRejections } from '../decide/rejections.ts';
import { recordsAt } from '../records-at.ts';
import { daemonPartOf } from './daemon-part.ts';

/**
 * Shows how the Stack of a controller stands, by its last looks. Gives the last word to the record of a resource: it
 * is newer than the plan. Lets nothing count as in sync that was not read, since the record knows how old each part
 * is.
 */
export function statusOfState(state: ControllerState, only: readonly Address[], now: Instant): StatusDisplay {
  const { stack, status, plan = emptyPlan(state, now), decisions, stop } = state;
  const planned = new Map(plan.resources.map((one) => [one.address, one]));
  const resources = recordsAt(state, now).map((record) => heldTo(record, planned.get(record.address)));
  const display = statusOf({
    plan: { ...plan, resources },
    observations: new Map(),
    resources: stack?.resources ?? new Map(),
    lastApplied: new Map(),
    intents: [],
    lease: undefined,
    now,
    only,
  });
  const seen = firstSeen(state.open);
  const rows = display.resources
    .map((row) => aged(row, status.get(row.address), now))
    .map((row) => drifted(row, seen.get(row.address)));
  const rejections = standingRejections(decisions, state.plan);
  const inEffect = inEffectOf({ ...decisions, rejections }, stop, now);
  return {
    ...display,
    counts: countsOf(rows),
    resources: rows,
    ...(display.stackChange === undefined ? {} : { planId: planIdOf(plan) }),
    daemon: daemonPartOf(state),
    ...(isAnythingIn(inEffect) ? { inEffect } : {}),
  };
}

function emptyPlan({ stack, source }: ControllerState, now: Instant): Plan {
  return {
    version: 1,
    stack: stack?.settings.name ?? source,
    uid: stack?.settings.uid ?? '',
    at: now,
    scope: { is: 'all' },
    resources: [],
    steps: [],
    orphans: [],
    diagnostics: [],
  };
}

/**
 * Holds the resource as it was planned last to the verdict of the record. Lets a record that no plan names stand
 * alone.
 */
export function heldTo(record: StatusRecord, planned: ResourcePlan | undefined): ResourcePlan {
  const { address, kind, place, ids, sync, health, state, reason, why, fullAt, fastAt } = record;
  const {
    state: _,
    reason: __,
    why: ___,
    hold: ____,
    foreign: before = [],
    notes,
    ...rest
  } = planned ?? alone;
  const { foreign = [], hold } = record;
  return {
    ...rest,
    notes: [...foreign, ...notes.filter((note) => !before.includes(note))],
    ...(foreign.length === 0 ? {} : { foreign }),
    address,
    kind,
    place,
    ids,
    exists: planned?.exists ?? Object.keys(ids).length > 0,
    sync,
    health,
    ...(state === undefined ? {} : { state }),
    ...(reason === undefined ? {} : { reason }),
    ...(why === undefined ? {} : { why }),
    ...(hold === undefined ? {} : { hold: { reason: hold.reason, why: hold.why } }),
    observedAt: fullAt ?? fastAt ?? 0,
  };
}

const alone: Pick<ResourcePlan, 'changes' | 'steps' | 'deferred' | 'ignored' | 'unreadable' | 'notes'> &
  Partial<ResourcePlan> = {
  changes: [],
  steps: [],
  deferred: [],
  ignored: [],
  unreadable: [],
  notes: [],
};

function drifted(row: ResourceStatus, seenAt: Instant | undefined): ResourceStatus {
  return row.sync === 'Drifted' && seenAt !== undefined ? { ...row, driftSeenAt: isoOf(seenAt) } : row;
}

/**
 * Adds the age of what was read. Gives none that anybody could rely on to what was never read whole. Counts that from
 * the first instant there is.
 */
function aged(row: ResourceStatus, record: StatusRecord | undefined, now: Instant): ResourceStatus {
  const read = record?.fullAt ?? record?.fastAt;
  return read === undefined ? row : { ...row, readAt: isoOf(read), ageMs: Math.max(0, now - read) };
}
