import type { Booted } from '../boot/boot.ts';
import type { Candidate, LeaseWait } from '../engine/lease/candidate.ts';
import { underLease, type Refused } from '../engine/lease/lease.ts';
import { isClockOff } from '../engine/lease/term.ts';
import { defaultTiming as timing, type HeldLease } from '../engine/ports.ts';
import { isLentTo } from '../model/decisions.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isoOf, type Duration } from '../model/instant.ts';
import { durationText } from '../report/human/progress.ts';
import { clockOff } from '../report/sentences/leader.ts';
import { leaseHeld, leaseLent, leaseUnwatched } from '../store/failure.ts';
import type { Io } from './io.ts';
import type { Session } from './session.ts';

/** How a command line waits for the lease. */
export interface Waiting {
  readonly patience: Duration;
  readonly signal: AbortSignal;
  note(text: string): void;
}

export type UnderLease<T> =
  | { readonly is: 'done'; readonly value: T }
  | { readonly is: 'stopped' }
  | { readonly is: 'refused'; readonly diagnostic: Diagnostic };

/** Runs what needs the stack's lease, and prints why it does not run. Undefined: the lease was not given. */
export async function holdingLease<T>(
  { booted, output, stop }: Session,
  io: Io,
  patience: Duration,
  work: (lease: HeldLease) => Promise<T>,
): Promise<T | undefined> {
  const note = (text: string): void => output.note(text);
  const answer = await withLease(booted, io, { patience, signal: stop.signal, note }, work);
  if (answer.is === 'done') return answer.value;
  if (answer.is === 'stopped') output.note('Stopped before anything was changed.');
  else output.diagnostics([answer.diagnostic]);
  return undefined;
}

/**
 * Runs `work` under the lease, once nobody else can work under it. A holder that seems to live is left alone, and what
 * is lent to somebody else is not taken.
 */
export async function withLease<T>(
  { machine, estate, holder }: Booted,
  { environment, processes }: Pick<Io, 'environment' | 'processes'>,
  { patience, signal, note }: Waiting,
  work: (lease: HeldLease) => Promise<T>,
): Promise<UnderLease<T>> {
  const skew = estate.skew();
  if (isClockOff(skew)) return { is: 'refused', diagnostic: wrongClock(skew) };
  const { clock } = machine;
  const { journal } = estate;

  async function lentToOther(): Promise<Diagnostic | undefined> {
    const lent = (await journal.decisions())?.yielded;
    const isOther = lent !== undefined && clock.now() < lent.until && !isLentTo(holder, lent);
    return isOther ? leaseLent(lent, holder) : undefined;
  }

  const lent = await lentToOther();
  if (lent !== undefined) return { is: 'refused', diagnostic: lent };
  const candidate: Candidate = {
    clock,
    journal,
    holder,
    timing,
    patience,
    signal,
    isGone: (other) => isGone(other, { environment, processes }),
    waits: (wait) => note(waitText(wait)),
  };
  const answer = await underLease(candidate, async (lease): Promise<UnderLease<T>> => {
    // A holder that gives the lease back while it is watched may do so to lend it.
    const meanwhile = await lentToOther();
    if (meanwhile !== undefined) return { is: 'refused', diagnostic: meanwhile };
    return { is: 'done', value: await work(lease) };
  });
  if (answer.is === 'done') return answer.value;
  return answer.why.is === 'stopped'
    ? { is: 'stopped' }
    : { is: 'refused', diagnostic: refusalOf(answer.by, answer.why) };
}

function refusalOf(by: Refused['by'], why: Exclude<Refused['why'], { readonly is: 'stopped' }>): Diagnostic {
  return why.is === 'too-long' && why.wait.is === 'silent'
    ? leaseUnwatched(by, durationText(why.wait.left))
    : leaseHeld(by);
}

function waitText({ is, by, left }: LeaseWait): string {
  const wait = durationText(left);
  return is === 'gone'
    ? `${by.holder} ended without releasing the lease of this stack; waiting ${wait} for it to expire`
    : `${by.holder} has not released the lease of this stack, which expired at ${isoOf(by.until)} by the clock of this machine. ` +
        `That clock may be wrong, so Keywright watches the lease for ${wait}.`;
}

function wrongClock(by: Duration): Diagnostic {
  return {
    severity: 'error',
    code: 'store.clock-off',
    message: clockOff(by),
    hint: 'synchronize the clock (NTP), then run again; Keywright writes nothing until then',
  };
}

/** Returns true if the holder is `user@host:pid/start` of this host and its process is no more. */
function isGone(holder: string, { environment, processes }: Pick<Io, 'environment' | 'processes'>): boolean {
  const parts = /^[^@]*@(?<host>.*):(?<pid>\d+)(?:\/\w+)?$/u.exec(holder)?.groups;
  if (parts === undefined || parts['host'] !== environment.host) return false;
  return !processes.isAlive(Number(parts['pid']));
}
