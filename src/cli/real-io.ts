import { realClock } from '../runtime/clock.ts';
import { realEntropy } from '../runtime/entropy.ts';
import { realEnvironment } from '../runtime/environment.ts';
import { realFiles } from '../runtime/files.ts';
import { realLocalHttp } from '../runtime/local-http.ts';
import { realProcesses } from '../runtime/processes.ts';
import { realRandoms } from '../runtime/random.ts';
import { realSignals } from '../runtime/signals.ts';
import type { Terminal } from '../runtime/terminal.ts';
import { realWebClient } from '../runtime/web-client.ts';
import type { Io } from './io.ts';

/** Builds the access to this process and its machine. */
export function realIo(terminal: Terminal): Io {
  return {
    terminal,
    environment: realEnvironment(),
    files: realFiles(),
    clock: realClock(),
    randoms: realRandoms(),
    entropy: realEntropy(),
    signals: realSignals(),
    processes: realProcesses(),
    http: realLocalHttp(),
    web: realWebClient(),
  };
}
