import type { Instant } from '../../model/instant.ts';
import { rereads } from '../../model/pace.ts';
import type { Ports } from '../ports.ts';

/** Pauses before a read is repeated that has shown what was written: no waiting, so it is never cut short. */
export function beforeRepeat({ clock }: Pick<Ports, 'clock'>): Promise<void> {
  return clock.sleep(rereads.first);
}

/** Returns true once the run shall stop. Asked anew after each wait. */
export function isStopped({ signal }: Pick<Ports, 'signal'>): boolean {
  return signal.aborted;
}

/** Gives place and locks of a step to others while it lets time pass: only before anything that its write rests on. */
export type Aside = <T>(pass: () => Promise<T>) => Promise<T>;

type Resting = Pick<Ports, 'clock' | 'signal' | 'deadline'>;

/** Returns when the run must stop waiting. It moves with each finished step. */
export function deadlineOf({ deadline }: Pick<Ports, 'deadline'>): Instant {
  return deadline?.() ?? Number.POSITIVE_INFINITY;
}

/**
 * Tests whether a wait that must not be shortened fits into what the run may still wait. One that does not is not
 * begun: what it protects ends as waiting.
 */
export function mayRestUntil(until: Instant, ports: Resting): boolean {
  return until <= Math.max(ports.clock.now(), deadlineOf(ports)) && !ports.signal.aborted;
}

/**
 * Sleeps until an instant, but not past the run's deadline, nor once the run shall stop. The
 * engine waits nowhere else. Returns whether the whole time has passed.
 */
export async function restUntil(until: Instant, ports: Resting): Promise<boolean> {
  const { clock, signal } = ports;
  for (;;) {
    const left = Math.min(until, deadlineOf(ports)) - clock.now();
    if (left <= 0 || signal.aborted) return clock.now() >= until;
    await clock.sleep(left, signal);
  }
}
