import { second, type Instant } from '../model/instant.ts';
import type { Ports } from './ports.ts';

/** Sleeps until an instant, but hears within a second that the run shall stop. */
export async function restUntil(
  until: Instant,
  { clock, stopping }: Pick<Ports, 'clock' | 'stopping'>,
): Promise<void> {
  while (clock.now() < until && !stopping()) await clock.sleep(Math.min(second, until - clock.now()));
}
