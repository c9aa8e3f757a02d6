import { underLease } from '../engine/lease/lease.ts';
import type { HeldLease } from '../engine/ports.ts';
import { isLentTo } from '../model/decisions.ts';
import type { Duration } from '../model/instant.ts';
import type { Lease } from '../model/journal.ts';
import { durationText } from '../report/human/progress.ts';
import { leaseHeld, leaseLent } from '../store/failure.ts';
import type { Io } from './io.ts';
import type { Session } from './session.ts';

/**
 * Runs what needs the stack's lease. Where a process of this host holds it that is gone, waits until the
 * lease ends, never less: requests of the dead may still be on their way. A living holder is named and left alone,
 * and so is one whose lease lasts longer than this run may wait. What is lent to somebody else is not taken. Undefined:
 * it was not given.
 */
export async function holdingLease<T>(
  { booted, output, run, stop }: Session,
  io: Io,
  timeout: Duration,
  work: (lease: HeldLease) => Promise<T>,
): Promise<T | undefined> {
  const { clock } = booted.machine;
  const { journal } = booted.estate;
  const parts = { clock, journal, holder: booted.holder, timing: run.timing };
  const lent = (await journal.decisions())?.yielded;
  if (lent !== undefined && clock.now() < lent.until && !isLentTo(booted.holder, lent)) {
    output.diagnostics([leaseLent(lent, booted.holder)]);
    return undefined;
  }
  for (let waitedFor = -1; ;) {
    const answer = await underLease(parts, work);
    if (answer.is === 'done') return answer.value;
    const { by } = answer;
    // One that is longer after the wait was renewed: then its holder lives after all.
    const left: Duration = Math.max(0, by.until - clock.now());
    if (!isGone(by, io) || by.term === waitedFor || left > timeout || stop.asked()) {
      output.diagnostics([leaseHeld(by)]);
      return undefined;
    }
    waitedFor = by.term;
    output.note(
      `${by.holder} ended without giving back the lease of this stack: waiting until it ends (${durationText(left)})`,
    );
    await clock.sleep(left, stop.signal);
  }
}

/** `user@host:pid/start` of this host whose process is no more. */
function isGone({ holder }: Lease, { environment, processes }: Io): boolean {
  const parts = /^[^@]*@(?<host>.*):(?<pid>\d+)(?:\/\w+)?$/u.exec(holder)?.groups;
  if (parts === undefined || parts['host'] !== environment.host) return false;
  return !processes.isAlive(Number(parts['pid']));
}
