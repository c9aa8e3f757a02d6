import type { Duration } from '../model/instant.ts';
import type { Lease } from '../model/journal.ts';
import { durationText } from '../report/human/progress.ts';
import { leaseHeld } from '../store/failure.ts';
import type { Io } from './io.ts';
import type { Session } from './session.ts';

type Refused = { readonly is: 'refused'; readonly by: Lease };

/**
 * Runs what needs the stack's lease. Where a process of this host holds it that is gone, waits until the
 * lease ends, never less: requests of the dead may still be on their way. A living holder is named and left alone,
 * and so is one whose lease lasts longer than this run may wait.
 */
export async function underLease<T extends { readonly is: string }>(
  { booted, output, stop }: Session,
  io: Io,
  timeout: Duration,
  attempt: () => Promise<T | Refused>,
): Promise<T | Refused> {
  for (let waitedFor = -1; ;) {
    const answer = await attempt();
    if (!isRefused(answer)) return answer;
    const { by } = answer;
    // One that is longer after the wait was renewed: then its holder lives after all.
    const { clock } = booted.ports;
    const left: Duration = Math.max(0, by.until - clock.now());
    if (!isGone(by, io) || by.term === waitedFor || left > timeout || stop.asked()) {
      output.diagnostics([leaseHeld(by)]);
      return answer;
    }
    waitedFor = by.term;
    output.note(
      `${by.holder} ended without giving back the lease of this stack: waiting until it ends (${durationText(left)})`,
    );
    await clock.sleep(left, stop.signal);
  }
}

function isRefused(answer: { readonly is: string }): answer is Refused {
  return answer.is === 'refused';
}

/** `user@host:pid` of this host whose process is no more. */
function isGone({ holder }: Lease, { environment, processes }: Io): boolean {
  const parts = /^[^@]*@(?<host>.*):(?<pid>\d+)$/u.exec(holder)?.groups;
  if (parts === undefined || parts['host'] !== environment.host) return false;
  return !processes.isAlive(Number(parts['pid']));
}
