import type { Host } from '../boot/host.ts';
import type { LocalHttp } from '../runtime/local-http.ts';
import type { Processes } from '../runtime/processes.ts';
import type { Signals } from '../runtime/signals.ts';
import type { Terminal } from '../runtime/terminal.ts';
import type { WebClient } from '../runtime/web-client.ts';

/** All that a run of the command line sees of the world: a test hands in its own. */
export interface Io extends Host {
  readonly terminal: Terminal;
  readonly signals: Signals;
  readonly processes: Processes;
  /** To a daemon of this machine. */
  readonly http: LocalHttp;
  /** To a daemon of another machine. */
  readonly web: WebClient;
}
