import type { Duration, Instant } from './instant.ts';

/** Time as a port: the real one in `runtime/`, a virtual one in tests and the sandbox. */
export interface Clock {
  now(): Instant;
  /** Milliseconds since some moment of the past. It goes on evenly when somebody sets the time of day. */
  monotonic(): Duration;
  /** Resolves after `ms`; rejects never. With an aborted signal it resolves at once. For 0 it lets others have their turn. */
  sleep(ms: Duration, signal?: AbortSignal): Promise<void>;
}

/** A stream of numbers in [0, 1), one per named part, so that parts do not disturb each other's. */
export interface Random {
  next(): number;
}
