import { createLimiter, type Limiter } from '../aws/limiter.ts';
import type { Machine as EngineMachine } from '../engine/ports.ts';
import { kindsByName } from '../kinds/index.ts';
import type { Clock } from '../model/clock.ts';
import type { TrafficEvent } from '../model/progress.ts';
import type { Entropy } from '../runtime/entropy.ts';
import type { Randoms } from '../runtime/random.ts';

/** What lives as long as the process. Two estates share its clock and its share of AWS's quotas, and nothing else. */
export interface Machine extends EngineMachine {
  readonly limiter: Limiter;
  readonly randoms: Randoms;
  readonly traffic: (event: TrafficEvent) => void;
}

export interface MachineParts {
  readonly clock: Clock;
  readonly randoms: Randoms;
  readonly entropy: Entropy;
  /** Told of what waits for a quota and of what is sent again. */
  readonly traffic: (event: TrafficEvent) => void;
  /** The part of the quotas of an account that this process may use; one half unless told. */
  readonly share?: (account: string) => number;
}

export function createMachine({ clock, randoms, entropy, traffic, share }: MachineParts): Machine {
  return {
    clock,
    randoms,
    traffic,
    kinds: kindsByName(),
    newId: () => entropy.hex(16),
    limiter: createLimiter(clock, { traffic, ...(share === undefined ? {} : { share }) }),
  };
}
