import type { Address } from '../../../model/address.ts';
import { derived } from '../../../model/derived.ts';
import type { StatusRecord } from '../../../model/history.ts';
import type { Plan, StepId } from '../../../model/plan.ts';
import { isoOf, type Instant } from '../../../model/instant.ts';
import { firstSeen } from '../../../report/display/first-seen.ts';
import type { ControllerState } from '../../controller.ts';
import { isForApproval } from '../../notify/conditions.ts';
import { recordsAt } from '../../records-at.ts';
import { draftsOf } from '../attention/draft.ts';
import { lastRank } from '../attention/problem.ts';
import type { AnswerOf } from '../operations.ts';

export type Row = AnswerOf<'list'>['items'][number];

/** A resource of the list, with what filters and orders look at. */
export interface Listed {
  readonly source: string;
  readonly record: StatusRecord;
  /** Since when it drifts. */
  readonly since: Instant | undefined;
  /** Its steps that are blocked: of what waits, approving them is not enough. */
  readonly blocked: number;
  /** How dangerous it is: 0 is the worst. What nobody must look at stands behind all that somebody must. */
  readonly rank: number;
}

/** Lists the resources of one source as they stand at an instant. */
export function listedIn(state: ControllerState, now: Instant): readonly Listed[] {
  const { source } = state;
  const since = seenIn(state.open);
  const blocked = blockedIn(state.plan);
  const ranks = new Map<Address, number>();
  for (const { addresses, rank } of draftsOf(state, now))
    for (const address of addresses) ranks.set(address, Math.min(rank, ranks.get(address) ?? rank));
  return recordsAt(state, now).map((record) => ({
    source,
    record,
    since: since.get(record.address),
    blocked: blocked(record),
    rank: ranks.get(record.address) ?? quietRank(record),
  }));
}

/** Shows some of the resources of one source as they stand at an instant, in the order of the addresses. */
export function rowsIn(
  { source, status, rhythm, open, plan }: ControllerState,
  addresses: readonly Address[],
  now: Instant,
): readonly Row[] {
  const since = seenIn(open);
  const blocked = blockedIn(plan);
  const known = new Map(addresses.map((address) => [address, status.get(address)]));
  const own = new Map([...known].flatMap(([address, one]) => (one === undefined ? [] : [[address, one]])));
  return recordsAt({ status: own, rhythm }, now).map((record) =>
    rowOf({ source, record, since: since.get(record.address), blocked: blocked(record) }),
  );
}

const seenIn = derived(firstSeen);

/** Counts the steps of a resource that are blocked in the plan. */
function blockedIn(plan: Plan | undefined): (record: Pick<StatusRecord, 'waiting'>) => number {
  const steps = plan === undefined ? undefined : blockedSteps(plan.steps);
  return ({ waiting }) => waiting.filter((step) => steps?.has(step)).length;
}

const blockedSteps = derived(
  (steps: Plan['steps']): ReadonlySet<StepId> =>
    new Set(steps.flatMap(({ id, gate }) => (gate.is === 'blocked' && !isForApproval(gate) ? [id] : []))),
);

const quiet = [
  'Unknown',
  'Drifted',
  'PendingChange',
  'Settling',
  'InSync',
] as const satisfies readonly StatusRecord['sync'][];

/** Orders what is in no finding: unread before changed before what is as it should be. */
function quietRank({ sync, health }: StatusRecord): number {
  return lastRank + 1 + quiet.indexOf(sync) * 2 + (health === 'Healthy' ? 1 : 0);
}

/** Tells whether a person should look at it. */
export function needsAttention({ rank }: Listed): boolean {
  return rank <= lastRank;
}

/** Finds when the oldest part of the verdict was read. */
export function readAt({ fullAt, fastAt }: StatusRecord): Instant | undefined {
  return fullAt ?? fastAt;
}

/** Shows a resource in a list, with nothing that a list does not need: a page of 500 is some 100 kB. */
export function rowOf({ source, record, since, blocked }: Omit<Listed, 'rank'>): Row {
  const { address, kind, place, sync, health, state, reason, waiting } = record;
  const read = readAt(record);
  const waits = waiting.length - blocked;
  return {
    source,
    address,
    kind,
    place,
    sync,
    health,
    ...(state === undefined ? {} : { state }),
    ...(reason === undefined ? {} : { reason }),
    ...(since === undefined ? {} : { since: isoOf(since) }),
    ...(read === undefined ? {} : { readAt: isoOf(read) }),
    ...(waits === 0 ? {} : { waiting: waits }),
    ...(blocked === 0 ? {} : { blocked }),
  };
}
