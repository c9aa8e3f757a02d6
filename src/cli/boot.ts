import { createCallLog, type SentRequest } from '../aws/call-log.ts';
import { createLimiter } from '../aws/limiter.ts';
import { bucketKey } from '../aws/bucket-key.ts';
import { createAws, objectsOnly, readOnly } from '../aws/port.ts';
import { defaultRetryTiming } from '../aws/attempts.ts';
import { namedPrincipals } from '../aws/principals.ts';
import type { Transport } from '../aws/transport.ts';
import type { FirstStack } from '../engine/authority/baseline.ts';
import { createLeash } from '../engine/lease/leash.ts';
import type { Ports } from '../engine/ports.ts';
import { kindsByName } from '../kinds/index.ts';
import type { Clock } from '../model/clock.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ProgressEvent } from '../model/progress.ts';
import type { Stack } from '../model/resource.ts';
import type { Store } from '../store/store.ts';
import { preflight, type Preflight } from './boot/preflight.ts';
import { surroundingsOf } from './boot/surroundings.ts';
import { holderOf } from './holder.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';

/** What a run needs, joined: the ports of the engine and what must be closed after it. */
export interface Booted {
  readonly ports: Ports;
  readonly store: Store;
  /** Things a person should know before the run. */
  readonly notes: readonly string[];
  preflight(): Promise<Preflight>;
  /** Real input and output while the clock of the sandbox stands still. */
  during<T>(work: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

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
  openStore(aws: Ports['aws']): Store | { readonly refused: Diagnostic };
  during<T>(work: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export type Opened<T> = T | { readonly refused: readonly Diagnostic[] };

export interface BootRequest {
  readonly stack: Stack;
  readonly options: Options;
  /** False for what only looks: then nothing is written, to AWS or to a disk. */
  readonly writes: boolean;
  /** What runs, for whoever finds this run in his way. */
  readonly command: string;
  readonly version: string;
  progress(event: ProgressEvent): void;
  /** Told of every request. */
  readonly sent?: (request: SentRequest) => void;
  /** Aborted when somebody asks to stop. */
  readonly stop: AbortSignal;
}

/** Joins kinds, AWS or its embedded twin, and the store into the ports of a pass. */
export async function boot(request: BootRequest, io: Io): Promise<Opened<Booted>> {
  const opened = await open(request, io);
  if ('refused' in opened) return opened;
  const { clock, transport, during, close, notes } = opened;
  const log = createCallLog();
  const { sent } = request;
  if (sent !== undefined) log.subscribe(sent);
  const limiter = createLimiter(clock, { traffic: request.progress });
  const { stop } = request;
  const parts = { transport, clock, random: io.randoms.stream('retries'), limiter, stop };
  const leash = createLeash();
  const untied = { ...parts, log, unanswered: leash.unanswered, traffic: request.progress };
  const port = createAws({ ...untied, refuse: () => leash.refuse() });
  const ofStore = createAws(untied);
  const aws = request.writes ? port : readOnly(port);
  const store = opened.openStore(request.writes ? objectsOnly(ofStore) : readOnly(ofStore));
  if ('refused' in store) {
    await close();
    return { refused: [store.refused] };
  }
  const declared = new Set(request.stack.settings.accounts.map(({ id }) => id));
  const ports: Ports = {
    aws,
    clock,
    journal: store.journal,
    memory: store.memory,
    kinds: kindsByName(),
    newId: () => io.entropy.hex(16),
    firstStack: opened.firstStack,
    holder: holderOf(io),
    excludes: opened.alone ? { is: 'everybody' } : { is: 'this-machine', random: io.randoms.stream('apart') },
    leash,
    named: (call) => namedPrincipals(call, { aws: port, clock, accounts: declared }),
    keyOfBucket: (bucket, at, options) =>
      bucketKey(bucket, at, { aws, partition: request.stack.settings.partition, options }),
    progress: request.progress,
    counts: log.counts,
    stopping: () => request.stop.aborted,
  };
  const quick = { ...defaultRetryTiming, attempts: 3 };
  // Not counted: it is no part of a pass.
  const asking = createCallLog();
  if (sent !== undefined) asking.subscribe(sent);
  const asker = readOnly(createAws({ ...parts, log: asking, timing: quick }));
  return {
    ports,
    store,
    notes,
    during,
    close,
    preflight: () =>
      preflight(asker, request.stack.settings.accounts, () => surroundingsOf(io, request.options.endpoint)),
  };
}

/** Only the one that is asked for is loaded: a run in the sandbox does not wait for the SDK. */
async function open(request: BootRequest, io: Io): Promise<Opened<Surroundings>> {
  if (request.options.sandbox === undefined) return (await import('./boot/real.ts')).openRealAws(request, io);
  return (await import('./boot/sandbox.ts')).openSandbox(request, io);
}
