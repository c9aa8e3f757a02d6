import { minute, type Duration, type Instant } from '../model/instant.ts';
import type { ControllerState } from './controller.ts';
import type { Desk } from './desk.ts';
import type { Tenure } from './parts.ts';
import type { Cadence } from './schedule.ts';

/** Whether a controller serves, and whether its process must be started again. */
export interface Health {
  readonly live: boolean;
  readonly ready: boolean;
  /** Why not, each in a sentence. */
  readonly why: readonly string[];
}

/** After so many intervals without a full look, what is known is old. */
const staleAfter = 2;

/** Judges a state at an instant. `hindered` is what stands between the process and its work now. */
export function healthOf(
  { stack, fullAt, wedged, wanted }: Pick<ControllerState, 'stack' | 'fullAt' | 'wedged' | 'wanted'>,
  { full }: Cadence,
  hindered: readonly string[],
  now: Instant,
): Health {
  const why = [...hindered];
  if (stack === undefined)
    why.push(
      wanted === undefined ? 'no revision has been read yet' : `no revision is accepted: ${wanted.why}`,
    );
  else if (fullAt === undefined) why.push('no look has finished yet');
  else if (now - fullAt > staleAfter * full) why.push('the last full look is older than two intervals');
  if (wedged) why.push('work is stuck');
  return { live: !wedged, ready: why.length === 0, why };
}

const checkedEvery: Duration = minute;
/** Credentials may change hands while the process lives. */
const whoEvery: Duration = 60 * minute;

/** Judges the health again and again, and asks once an hour who we are, until the signal. */
export async function watchHealth(
  desk: Pick<Desk, 'parts' | 'state' | 'tenure' | 'checkups'>,
  signal: AbortSignal,
): Promise<void> {
  const { clock, name, publish } = desk.parts;
  let told: string | undefined;
  let closed: readonly string[] = [];
  let askedOf: unknown;
  /** On the monotonic clock. */
  let askedAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    const tenure = desk.tenure();
    // One failure is over soon: it must not count for an hour.
    const again = closed.length > 0 ? checkedEvery : whoEvery;
    if (tenure !== undefined && (tenure !== askedOf || clock.monotonic() - askedAt >= again)) {
      closed = await closedTo(tenure);
      askedOf = tenure;
      askedAt = clock.monotonic();
    }
    const hindered = [...closed, ...(tenure?.leader.state().unready ?? [])];
    const health = healthOf(desk.state.get(), desk.state.get().rhythm.cadence, hindered, clock.now());
    desk.state.set({ unready: health.why });
    if (JSON.stringify(health) !== told) publish({ source: name, at: clock.now(), is: 'health', ...health });
    told = JSON.stringify(health);
    await desk.checkups.until(clock.now() + checkedEvery, signal);
  }
}

/**
 * Tells why no account can be asked, each in a sentence. Includes what cannot even be asked for, which is no end of
 * this loop.
 */
async function closedTo(tenure: Tenure): Promise<readonly string[]> {
  try {
    return (await tenure.preflight()).map(({ message }) => message);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
