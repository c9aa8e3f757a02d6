import { second, type Duration } from '../model/instant.ts';
import { createSetBack } from '../model/set-back.ts';
import type { Desk } from './desk.ts';

const checkedEvery: Duration = 30 * second;

/**
 * Looks at everything when somebody set the clock back, until the signal. Otherwise each resource would wait until the
 * time of day for which it is due comes again.
 */
export async function followClock(
  { parts: { clock }, wantWhole }: Pick<Desk, 'parts' | 'wantWhole'>,
  signal: AbortSignal,
): Promise<void> {
  // A look at everything is too much for a clock that is corrected by a fraction of a second again and again.
  const setBack = createSetBack(clock, second);
  while (!signal.aborted) {
    await clock.sleep(checkedEvery, signal);
    if (setBack.happened()) wantWhole('schedule');
  }
}
