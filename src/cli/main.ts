import { realClock } from '../runtime/clock.ts';
import { realEntropy } from '../runtime/entropy.ts';
import { realEnvironment } from '../runtime/environment.ts';
import { realFiles } from '../runtime/files.ts';
import { realProcesses } from '../runtime/processes.ts';
import { realRandoms } from '../runtime/random.ts';
import { realSignals } from '../runtime/signals.ts';
import { realTerminal } from '../runtime/terminal.ts';
import { run } from './run.ts';

/** Runs the command line in this process; gives the exit code. `argv` without node and the script. */
export function main(argv: readonly string[]): Promise<number> {
  return run(argv, {
    terminal: realTerminal(),
    environment: realEnvironment(),
    files: realFiles(),
    clock: realClock(),
    randoms: realRandoms(),
    entropy: realEntropy(),
    signals: realSignals(),
    processes: realProcesses(),
  });
}
