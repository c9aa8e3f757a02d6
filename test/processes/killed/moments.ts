import { setTimeout } from 'node:timers/promises';
import type { Random } from '../../../src/model/clock.ts';
import type { Process } from '../process.ts';
import type { OutlivingAws } from './aws.ts';

/** A daemon that has nothing more to ask is killed at rest; one that has to write is waited for on a slow machine. */
const patience = { requests: 4_000, writes: 20_000 };

/**
 * Kills a daemon at a moment that is drawn: while AWS carries out a write of it, while it waits for another answer, or
 * after some time in whatever it does, also in its start. It has at least `least` writes to send.
 */
export async function killSomewhere(
  daemon: Process,
  aws: OutlivingAws,
  random: Random,
  least: number,
): Promise<void> {
  const drawn = random.next();
  const size = random.next();
  const over = new AbortController();
  const pause = drawn < 0.45 ? patience.writes : drawn < 0.75 ? patience.requests : Math.floor(size * 2_500);
  if (drawn < 0.45) aws.after(1 + Math.floor(size * least), 'writes', end);
  else if (drawn < 0.75) aws.after(1 + Math.floor(size * 40), 'requests', end);
  await setTimeout(pause, undefined, { signal: over.signal }).catch(() => undefined);
  daemon.signal('SIGKILL');
  await daemon.ended();

  function end(): void {
    daemon.signal('SIGKILL');
    over.abort();
  }
}
