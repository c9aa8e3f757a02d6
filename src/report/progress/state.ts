import type { Address } from '../../model/address.ts';
import { second, type Duration, type Instant } from '../../model/instant.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { StepId } from '../../model/plan.ts';
import type { ProgressEvent, StepRef } from '../../model/progress.ts';

/** A step under way, and what it waits for if it does. */
export interface Running {
  readonly step: StepRef;
  readonly since: Instant;
  /** The call it sent last. */
  readonly op?: string;
  readonly waits?: { readonly why: string; readonly until: Instant };
}

export type Queue = Extract<ProgressEvent, { readonly is: 'queued' }>;
export type Retry = Extract<ProgressEvent, { readonly is: 'retrying' }>;

/** All that is known of the work under way: a value made of the events so far, and of nothing else. */
export interface ProgressState {
  readonly phase: 'idle' | 'looking' | 'applying';
  /** When the phase began. */
  readonly since: Instant;
  readonly seen: number;
  readonly of: number;
  readonly steps: number;
  readonly ended: Readonly<Partial<Record<Outcome['is'], number>>>;
  /** How many steps were done since an instant: a pace. It begins anew with each wait, which says nothing of the rest. */
  readonly pace?: { readonly since: Instant; readonly done: number };
  /** In the order in which they started. */
  readonly running: ReadonlyMap<StepId, Running>;
  readonly settling: ReadonlyMap<Address, { readonly why: string; readonly until: Instant }>;
  /** By quota and place. */
  readonly queues: ReadonlyMap<string, Queue>;
  /** By operation and place. */
  readonly retries: ReadonlyMap<string, Retry>;
}

export const idle: ProgressState = {
  phase: 'idle',
  since: 0,
  seen: 0,
  of: 0,
  steps: 0,
  ended: {},
  running: new Map(),
  settling: new Map(),
  queues: new Map(),
  retries: new Map(),
};

/** Computes the state after one more event. */
export function advance(state: ProgressState, event: ProgressEvent): ProgressState {
  switch (event.is) {
    case 'looking':
      return {
        ...(state.phase === 'looking' ? state : { ...idle, since: event.at, settling: state.settling }),
        phase: 'looking',
        seen: event.seen,
        of: event.of,
      };
    case 'settling':
      return { ...state, settling: withEntry(state.settling, event.address, event) };
    case 'planned':
    case 'applied':
      return idle;
    case 'applying':
      return { ...idle, phase: 'applying', since: event.at, steps: event.steps };
    case 'queued':
      return { ...state, queues: queuesWith(state, event) };
    case 'retrying':
      return {
        ...state,
        retries: withEntry(stillDue(state.retries, event.at), placeKey(event.op, event), event),
      };
    default:
      return stepEvent(state, event);
  }
}

type StepEvent = Extract<ProgressEvent, { readonly step: StepRef }>;

function stepEvent(state: ProgressState, event: StepEvent): ProgressState {
  const { id } = event.step;
  const before = state.running.get(id);
  switch (event.is) {
    case 'step-started':
      return { ...state, running: withEntry(state.running, id, { step: event.step, since: event.at }) };
    case 'step-ended': {
      const running = new Map(state.running);
      running.delete(id);
      const { is } = event.outcome;
      const ended = { ...state.ended, [is]: (state.ended[is] ?? 0) + 1 };
      return { ...state, running, ended, ...(is === 'done' ? { pace: faster(state.pace, event.at) } : {}) };
    }
    case 'call-sent': {
      const since = before?.since ?? event.at;
      return { ...state, running: withEntry(state.running, id, { step: event.step, since, op: event.op }) };
    }
    case 'waiting': {
      const { why, until } = event;
      const since = before?.since ?? event.at - event.elapsed;
      const op = before?.op === undefined ? {} : { op: before.op };
      const waits = { why, until };
      const { pace: _, ...rest } = state;
      return { ...rest, running: withEntry(state.running, id, { step: event.step, since, ...op, waits }) };
    }
  }
}

function queuesWith({ queues }: ProgressState, event: Queue): ProgressState['queues'] {
  const key = placeKey(event.quota, event);
  if (event.waiting > 0) return withEntry(queues, key, event);
  const left = new Map(queues);
  left.delete(key);
  return left;
}

function stillDue(retries: ProgressState['retries'], now: Instant): ProgressState['retries'] {
  return new Map([...retries].filter(([, retry]) => retry.until > now));
}

function placeKey(what: string, { place }: Queue | Retry): string {
  return `${what} ${place.account}/${place.region}`;
}

function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}

export function endedSteps({ ended }: ProgressState): number {
  return Object.values(ended).reduce((sum, count) => sum + count, 0);
}

/** Before so much is done, how long it took says nothing of how long the rest takes. */
const enough = { steps: 5, time: 5_000 };

/**
 * Estimates how long it goes on; undefined while nothing is known. Takes the longest: the rest until the estimated
 * end, the steps' pace, or the wait of all that runs.
 */
export function timeLeft(
  state: ProgressState,
  now: Instant,
  expectedEnd: Instant = now,
): Duration | undefined {
  const left = state.steps - endedSteps(state);
  const { done, since } = state.pace ?? { done: 0, since: now };
  const byPace = done >= enough.steps && now - since >= enough.time ? ((now - since) / (done - 1)) * left : 0;
  const waits = [...state.running.values()].map((one) => one.waits?.until ?? now);
  const byWait = waits.length === 0 ? 0 : Math.min(...waits) - now;
  const known = Math.max(byPace, expectedEnd - now, byWait);
  return known < second ? undefined : known;
}

function faster(pace: ProgressState['pace'], at: Instant): NonNullable<ProgressState['pace']> {
  return pace === undefined ? { since: at, done: 1 } : { ...pace, done: pace.done + 1 };
}
