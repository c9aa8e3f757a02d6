import type { SentRequest } from '../aws/call-log.ts';
import type { Transport } from '../aws/transport.ts';
import type { FirstStack } from '../engine/ports.ts';
import type { Aws } from '../model/call.ts';
import type { Clock } from '../model/clock.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ProgressEvent } from '../model/progress.ts';
import type { Stack } from '../model/resource.ts';
import type { Store } from '../store/store.ts';
import { createEstate, type Estate } from './estate.ts';
import { holderOf } from './holder.ts';
import type { Host } from './host.ts';
import { createMachine, type Machine } from './machine.ts';
import { preflight, type Preflight } from './preflight.ts';
import { surroundingsOf } from './surroundings.ts';

/** What works on one Stack, joined, and what must be closed after it. */
export interface Booted {
  readonly machine: Machine;
  readonly estate: Estate;
  /** Who this is, for the lease. */
  readonly holder: string;
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
  readonly stateDirectory?: string;
  /** What the manifests come from, for the name of the session. */
  readonly commit?: string;
}

export interface BootRequest {
  readonly stack: Stack;
  readonly options: Whereabouts;
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

/** Joins machine and estate above AWS or its embedded twin. */
export async function boot(request: BootRequest, host: Host): Promise<Opened<Booted>> {
  const opened = await open(request, host);
  if ('refused' in opened) return opened;
  const { clock, during, close, notes } = opened;
  const { options, sent, stack, stop, writes } = request;
  const machine = createMachine({ ...host, clock, traffic: request.progress });
  const estate = createEstate(machine, {
    ...opened,
    settings: stack.settings,
    writes,
    openStore: (aws) => opened.openStore({ call: (call, how) => aws.call(call, { signal: stop, ...how }) }),
    ...(sent === undefined ? {} : { sent }),
  });
  if ('refused' in estate) {
    await close();
    return { refused: [estate.refused] };
  }
  return {
    machine,
    estate,
    holder: holderOf(host),
    notes,
    during,
    close,
    preflight: () =>
      preflight(estate.asker, stack.settings.accounts, () => surroundingsOf(host, options.endpoint)),
  };
}

/** Only the one that is asked for is loaded: a run in the sandbox does not wait for the SDK. */
async function open(request: BootRequest, host: Host): Promise<Opened<Surroundings>> {
  if (request.options.sandbox === undefined) return (await import('./real.ts')).openRealAws(request, host);
  return (await import('./sandbox.ts')).openSandbox(request, host);
}
