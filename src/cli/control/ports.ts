import type { Client } from '../../daemon/control/client.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import type { Refused } from '../refused.ts';

/** Asks a daemon, or does the same without one. A refusal is what the command ends with. */
export interface Asker extends Client {
  readonly isDaemon: boolean;
}

/** What a command does once it can ask. */
export type Asking = (asker: Asker) => Promise<number | Refused>;

export interface AskingRequest {
  readonly invocation: Invocation;
  readonly io: Io;
  readonly version: string;
  /** Paths of manifests that were named: then no daemon is meant. */
  readonly paths: readonly string[];
  /**
   * What it takes without a daemon: a look at AWS, only the journal, or nothing helps and a daemon must be there.
   */
  readonly without: 'look' | 'journal' | 'daemon';
  /** Whether it decides, so that something is written without a daemon. */
  readonly decides: boolean;
}
