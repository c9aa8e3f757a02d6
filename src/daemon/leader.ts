import { sight, watchOn, type Sighting } from '../engine/lease/sighting.ts';
import {
  inUse,
  isClockOff,
  lengthOf,
  renewTerm,
  takeTerm,
  type LeaseParts,
  type Term,
} from '../engine/lease/term.ts';
import type { HeldLease } from '../engine/ports.ts';
import { withDeadline } from '../model/deadline.ts';
import type { StopOrder, Yielded } from '../model/decisions.ts';
import type { Duration } from '../model/instant.ts';
import type { Lease } from '../model/journal.ts';
import type { LeaderState } from './parts.ts';
import { leaderSentences } from '../report/sentences/leader.ts';
import type { Leadership, Publish } from './events.ts';
import { createHold, type Hold } from './hold.ts';

export interface LeaderParts extends LeaseParts {
  /** Name of the source, for events. */
  readonly source: string;
  readonly publish: Publish;
  /** What persons ordered, read where the lease is kept. */
  orders(): Promise<Orders>;
  /** Whether the work of this process hangs. */
  isWedged(): boolean;
  /** By how much the time of day is proven to differ from that of S3; undefined: nothing says what S3 has. */
  skew(): Duration | undefined;
}

export interface Orders {
  readonly stop: StopOrder | undefined;
  readonly yielded: Yielded | undefined;
}

/** The part of a controller that decides whether this process may write. */
export interface Leader {
  state(): LeaderState;
  /**
   * The right to write at this moment, to ask about; work goes `under` it. Undefined: this process does not lead, or
   * somebody ordered to stop.
   */
  lease(): HeldLease | undefined;
  /**
   * Works under the lease. The work stops once `ended` is aborted: the lease is given back when it is done, or when
   * every request must be over. Refused if this process does not lead.
   */
  under<T>(
    work: (lease: HeldLease, ended: AbortSignal) => Promise<T>,
  ): Promise<{ readonly is: 'done'; readonly value: T } | { readonly is: 'refused' }>;
  /** Reads lease and orders now instead of after the pause: somebody decided something. */
  check(): void;
  /** Resolves after the signal was aborted and the lease is given back. */
  readonly ended: Promise<void>;
}

/**
 * Takes the lease of a Stack, keeps it for the life of the process and gives it back when `signal` is aborted. Whoever
 * does not get it stands by, and takes over once its holder cannot work any more.
 */
export function lead(parts: LeaderParts, signal: AbortSignal): Leader {
  const { clock, journal, timing } = parts;
  const often = timing.leaseTtl / 12;
  let state: LeaderState = { is: 'candidate', since: clock.now(), unready: [] };
  let sighting: Sighting | undefined;
  let term: Term | undefined;
  const using = inUse(parts, () => term);
  let hold: Hold | undefined;
  /** Resolves once nobody works under a hold that ended. */
  let left: Promise<unknown> = Promise.resolve();
  /** When lease and orders were last known to be as they should, on the monotonic clock. */
  let confirmedAt: Duration = 0;
  let pausing = new AbortController();

  function enter(is: Leadership, more: Partial<Omit<LeaderState, 'is' | 'since'>> = {}): void {
    const isSame = state.is === is && state.by === more.by && state.term === more.term;
    const isTold = isSame && state.stop?.at === more.stop?.at;
    state = { unready: [], ...more, is, since: isSame ? state.since : clock.now() };
    if (isTold) return;
    const { by, term: number, stop } = state;
    parts.publish({
      source: parts.source,
      at: clock.now(),
      is: 'lease',
      state: is,
      ...(by === undefined ? {} : { by }),
      ...(number === undefined ? {} : { term: number }),
      ...(stop === undefined ? {} : { stop }),
    });
  }

  /**
   * Keeps a store that hangs from holding up the end of a round. Otherwise nothing would be renewed, nor seen to be
   * lost.
   */
  async function inTime<T>(ask: () => Promise<T>): Promise<T> {
    const answer = await withDeadline(clock, timing.leaseTtl / 4, ask);
    if (answer.is === 'late') throw new Error(leaderSentences.late());
    return answer.value;
  }

  function standBy({ holder, term: number }: Lease): void {
    enter('standby', { by: holder, term: number });
  }

  function endHold(): void {
    if (hold !== undefined) left = Promise.all([left, hold.end()]);
  }

  /** Enters the state of a process that must not lead although it could; false if nothing speaks against it. */
  function isUnfit(orders: Orders | undefined): boolean {
    const by = parts.skew();
    const yielded = orders?.yielded;
    if (isClockOff(by)) enter('candidate', { unready: [leaderSentences.skew({ by })] });
    // Another replica does what this one does not get done.
    else if (parts.isWedged()) enter('candidate', { unready: [leaderSentences.wedged()] });
    else if (yielded !== undefined && clock.now() < yielded.until) enter('yielded', { by: yielded.to });
    else return false;
    return true;
  }

  /** Looks at the lease of somebody else, and takes it when nobody can work under it any more. */
  async function stand(): Promise<Duration> {
    const written = await inTime(() => journal.written());
    sighting = sight(sighting, written, clock.monotonic());
    const more = watchOn(sighting, clock.monotonic(), lengthOf(timing));
    if (more > 0 && written !== undefined) {
      if (!isUnfit(undefined)) standBy(written);
      return Math.min(more, often);
    }
    const orders = await inTime(parts.orders);
    if (isUnfit(orders)) return often;
    const taken = await inTime(() => takeTerm(parts, { lease: written }));
    if (taken.is === 'refused') {
      standBy(taken.by);
      return often;
    }
    confirmedAt = taken.term.since;
    leadUnder(taken.term, orders);
    return timing.leaseTtl / 3;
  }

  /** Renews the lease and reads what persons ordered. What fails is tried again until two thirds of the term. */
  async function reign(present: Term): Promise<Duration> {
    const at = clock.monotonic();
    const [renewed, orders] = await Promise.all([
      inTime(() => renewTerm(parts, present)).catch(() => undefined),
      inTime(parts.orders).catch(() => undefined),
    ]);
    if (renewed?.is === 'refused') {
      endHold();
      term = undefined;
      enter('lost', { by: renewed.by.holder, term: renewed.by.term });
      return often;
    }
    if (renewed !== undefined) term = renewed.term;
    if (isUnfit(orders)) {
      await stepDown();
      return often;
    }
    if (renewed !== undefined && orders !== undefined) {
      confirmedAt = at;
      leadUnder(renewed.term, orders);
      return timing.leaseTtl / 3;
    }
    if (clock.monotonic() - confirmedAt < (timing.leaseTtl * 2) / 3) return often;
    endHold();
    enter('lost', { unready: [leaderSentences.unanswered()] });
    // Another replica may read what this one cannot. A renewal is asked for on: while nobody took the lease, it leads again.
    if (renewed !== undefined) await stepDown();
    return often;
  }

  function leadUnder(present: Term, { stop }: Orders): void {
    const { lease } = (term = present);
    if (hold === undefined || (hold.ended.aborted && stop === undefined)) hold = createHold(parts, using);
    if (stop !== undefined) endHold();
    enter('leader', {
      by: lease.holder,
      term: lease.term,
      ...(stop === undefined ? {} : { stop }),
    });
  }

  /** Gives the lease back once nobody works under it. */
  async function stepDown(): Promise<void> {
    endHold();
    await left;
    const last = term;
    term = undefined;
    if (last !== undefined) await inTime(() => using.release(last)).catch(() => undefined);
    sighting = undefined;
  }

  async function round(): Promise<Duration> {
    if (term !== undefined) return reign(term);
    try {
      return await stand();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      enter('candidate', { unready: [leaderSentences.unreadable({ why })] });
      return often;
    }
  }

  function isStopped(): boolean {
    return signal.aborted;
  }

  async function live(): Promise<void> {
    signal.addEventListener('abort', () => {
      endHold();
      pausing.abort();
    });
    while (!isStopped()) {
      pausing = new AbortController();
      const pause = await round();
      if (!isStopped()) await clock.sleep(pause, pausing.signal);
    }
    await stepDown();
    enter('candidate');
  }

  return {
    state: () => state,
    lease: () => (hold?.ended.aborted === false ? hold.lease : undefined),
    async under(work) {
      if (hold === undefined || hold.ended.aborted) return { is: 'refused' };
      return { is: 'done', value: await hold.use(work) };
    },
    check: () => pausing.abort(),
    ended: live(),
  };
}
