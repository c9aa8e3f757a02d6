import type { Clock } from '../model/clock.ts';
import type { Entropy } from '../runtime/entropy.ts';
import type { Environment } from '../runtime/environment.ts';
import type { Files } from '../runtime/files.ts';
import type { Processes } from '../runtime/processes.ts';
import type { Randoms } from '../runtime/random.ts';
import type { Signals } from '../runtime/signals.ts';
import type { Terminal } from '../runtime/terminal.ts';

/** All that a run of the command line sees of the world: a test hands in its own. */
export interface Io {
  readonly terminal: Terminal;
  readonly environment: Environment;
  readonly files: Files;
  readonly clock: Clock;
  readonly randoms: Randoms;
  readonly entropy: Entropy;
  readonly signals: Signals;
  readonly processes: Processes;
}
