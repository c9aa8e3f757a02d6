import type { SentRequest } from '../aws/call-log.ts';
import type { Transport } from '../aws/transport.ts';
import type { FirstStack } from '../engine/ports.ts';
import type { Aws } from '../model/call.ts';
import type { Clock } from '../model/clock.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ProgressEvent } from '../model/progress.ts';
import type { Stack } from '../model/resource.ts';
import type { Store } from '../store/store.ts';

/** Where AWS is, and what lives and ends with it. */
export interface Surroundings {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly notes: readonly string[];
  /** True where no other run can reach this AWS, or all that can share the lease. */
  readonly alone: boolean;
  /** An AWS that this run makes has no rules to protect: its first Stack counts as it is written. */
  readonly firstStack: FirstStack;
  /** Opened once AWS can be asked: a shared journal lives there. */
  openStore(aws: Aws): Store | { readonly refused: Diagnostic };
  during<T>(work: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export type Opened<T> = T | { readonly refused: readonly Diagnostic[] };

/** Which AWS, and where its state is kept. */
export interface Whereabouts {
  /** The AWS inside the process: only in memory, or kept in a directory. */
  readonly sandbox?: 'memory' | { readonly directory: string };
  /** What answers in the place of AWS. */
  readonly endpoint?: string;
  readonly stateDir?: string;
  /** What the manifests come from, for the name of the session. */
  readonly commit?: string;
}

export interface BootRequest {
  readonly stack: Stack;
  readonly options: Whereabouts;
  /** Where a daemon keeps what the Stack gives no place; absent: the state folder of the user. */
  readonly home?: string;
  /** False for what only looks: then nothing is written, to AWS or to a disk. */
  readonly writes: boolean;
  /** What runs, for whoever finds this run in his way. */
  readonly command: string;
  readonly version: string;
  progress(event: ProgressEvent): void;
  /** Told of every request. */
  readonly sent?: (request: SentRequest) => void;
  /** Whether sessions of the roles that write carry the plan and who approved it: a daemon's do. */
  readonly namesSource?: boolean;
  /** Aborted when somebody asks to stop. */
  readonly stop: AbortSignal;
}
