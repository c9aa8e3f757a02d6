import { createController, type Running } from '../daemon/run-controller.ts';
import { createMachine, type Machine } from '../boot/machine.ts';
import { keptIn } from '../boot/daemon/kept.ts';
import { forSentManifests } from '../boot/daemon/sent-manifests.ts';
import { openTenure } from '../boot/daemon/tenure.ts';
import type { Host } from '../boot/host.ts';
import type { DaemonEvent } from '../daemon/events.ts';
import type { ControllerSettings } from '../daemon/parts.ts';
import { defaultCadence } from '../daemon/schedule.ts';
import { defaultTiming } from '../engine/ports.ts';
import type { Journal } from '../model/journal.ts';
import type { Stack } from '../model/resource.ts';
import type { Signatures } from '../daemon/decide/admission.ts';
import type { History } from '../model/history.ts';
import type { Clock } from '../model/clock.ts';
import { hour, minute } from '../model/instant.ts';
import { seededEntropy } from '../runtime/entropy.ts';
import type { Environment } from '../runtime/environment.ts';
import { memoryDisk, type MemoryDisk } from '../runtime/memory-files.ts';
import { seededRandoms } from '../runtime/random.ts';
import { virtualClock, type VirtualClock } from '../runtime/virtual-clock.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../sandbox/sandbox.ts';
import type { Transport } from '../aws/transport.ts';
import { sandboxTransport } from '../sandbox/transport.ts';
import { createVolatileHistory } from '../store/memory/history.ts';
import { createVolatileStore } from '../store/memory/volatile.ts';
import type { Store } from '../store/store.ts';
import { account, otherAccount, stranger } from './estate.ts';
import { lineOf } from './log.ts';
import { createMortal } from './mortal.ts';
import { createRepository, type Repository } from './repository.ts';

export interface WorldOptions extends Partial<Omit<SandboxOptions, 'clock' | 'random'>> {
  readonly seed: number | string;
  /** Opens what is kept of a Stack, where that is not in memory only. */
  readonly openStore?: (settings: Stack['settings'], clock: Clock) => Store;
}

/** One AWS, one repository and n daemons on one virtual clock. Nothing of it is real but the program. */
export interface World {
  readonly clock: VirtualClock;
  readonly sandbox: Sandbox;
  readonly repository: Repository;
  /** What daemons told, a line an event: equal seeds give equal lines. */
  readonly log: readonly string[];
  readonly events: readonly DaemonEvent[];
  start(options?: DaemonOptions): Daemon;
  advance(ms: number): Promise<void>;
  /** Stops every daemon that lives. */
  end(): Promise<void>;
}

export interface DaemonOptions {
  readonly name?: string;
  readonly settings?: Partial<ControllerSettings>;
  /** What its machine has for a clock, where that is not the clock of the world. */
  readonly clock?: Clock;
  /** Its data folder and what it remembers; a restart hands in those of the process before. */
  readonly disk?: MemoryDisk;
  readonly history?: History;
  /** What it reads manifests from, where that is not the repository of the world. */
  readonly repository?: Repository;
  /** Another source of the same process: they share its quotas and its clock. */
  readonly beside?: Daemon;
  /** What stands between it and the journal, such as a network. */
  readonly journal?: (journal: Journal) => Journal;
  /** What stands between it and AWS. */
  readonly network?: (aws: Transport) => Transport;
  /** An AWS outside of the process: a person must accept first what is there. */
  readonly needsBaseline?: boolean;
  readonly signatures?: Signatures;
}

export interface Daemon extends Running {
  readonly name: string;
  /** Of its process. */
  readonly machine: Machine;
  readonly disk: MemoryDisk;
  readonly history: History;
  /** Asks it to stop, and waits until it did. */
  stop(): Promise<void>;
  /** Lets it die between two awaits. */
  kill(): void;
  /** Stops it between two awaits, until `thaw`. */
  freeze(): void;
  thaw(): void;
}

export function createWorld({ seed, openStore, ...options }: WorldOptions): World {
  const clock = virtualClock();
  const randoms = seededRandoms(seed);
  const sandbox = createSandbox({
    clock,
    random: randoms.stream('sandbox'),
    accounts: [account, otherAccount],
    principals: [stranger],
    ...options,
  });
  const repository = createRepository(clock);
  const stores = new Map<string, Store>();
  // As in the world outside, another Stack or place has a lease and decisions of its own.
  const storeOf = (of: Stack['settings']): Store => {
    const { name, uid, coordination } = of;
    const place = JSON.stringify([name, uid, coordination]);
    const store = stores.get(place) ?? openStore?.(of, clock) ?? createVolatileStore(clock);
    stores.set(place, store);
    return store;
  };
  const events: DaemonEvent[] = [];
  const log: string[] = [];
  const living = new Set<Daemon>();
  let started = 0;

  function start({
    name = `daemon-${String((started += 1))}`,
    settings,
    journal: mine,
    network = (aws) => aws,
    needsBaseline = false,
    signatures = 'not-required',
    repository: manifests = repository,
    beside,
    clock: ofMachine = clock,
    ...kept
  }: DaemonOptions = {}): Daemon {
    const mortal = createMortal();
    const own = mortal.clock(ofMachine);
    const disk = kept.disk ?? memoryDisk();
    const history = kept.history ?? createVolatileHistory();
    const streams = { stream: (of: string) => randoms.stream(`${name} ${String(started)} ${of}`) };
    const host: Host = {
      clock: own,
      randoms: streams,
      entropy: seededEntropy(streams.stream('ids')),
      environment: environmentOf(name),
      files: mortal.port(disk.files),
    };
    const publish = (event: DaemonEvent): void => {
      if (mortal.isDead) return;
      events.push(event);
      const line = lineOf(name, event);
      if (line !== undefined) log.push(line);
    };
    const machine =
      beside?.machine ??
      createMachine({
        ...host,
        traffic: (event) => publish({ source: name, at: event.at, is: 'progress', event }),
      });
    const all: ControllerSettings = {
      under: { version: '1', settings: '', guardrails: '' },
      maxMode: 'enforce',
      cadence: defaultCadence,
      timing: defaultTiming,
      batch: 50,
      ...settings,
    };
    const source = mortal.port(manifests.source(own, minute));
    const running = createController({
      name,
      clock: own,
      random: streams.stream('queue'),
      source,
      noHistory: createVolatileHistory(),
      settings: all,
      ...forSentManifests(all, machine),
      publish,
      kept: keptIn('/data/revision', host.files),
      open: (stack, seen) =>
        openTenure(
          stack,
          {
            host,
            machine,
            source: name,
            settings: all,
            publish,
            surroundings: async () => ({
              transport: mortal.port(network(sandboxTransport(sandbox))),
              alone: true,
              firstStack: 'as-written',
              openStore() {
                const store = storeOf(stack.settings);
                const journal = mortal.port(mine?.(store.journal) ?? store.journal);
                return { ...store, journal, memory: mortal.port(store.memory) };
              },
              close: async () => undefined,
            }),
            signatures,
            needsBaseline,
            print: async () => undefined,
            record: { interval: hour },
            recordsTo: () => undefined,
            kept: () => ({ history: mortal.port(history) }),
          },
          seen,
        ),
    });
    const stopping = new AbortController();
    const ended = running.run(stopping.signal);
    const daemon: Daemon = {
      ...running,
      name,
      machine,
      disk,
      history,
      async stop() {
        stopping.abort();
        await ended;
        living.delete(daemon);
      },
      freeze: mortal.freeze,
      thaw: mortal.thaw,
      kill() {
        mortal.kill();
        living.delete(daemon);
      },
    };
    living.add(daemon);
    return daemon;
  }

  return {
    clock,
    sandbox,
    repository,
    log,
    events,
    start,
    advance: (ms) => clock.sleep(ms),
    async end() {
      await Promise.all([...living].map((one) => one.stop()));
    },
  };
}

function environmentOf(host: string): Environment {
  return {
    variables: { USER: 'keywright' },
    cwd: '/',
    home: '/home/keywright',
    host,
    pid: 1,
    user: { uid: 1000, name: 'keywright' },
    platform: 'linux',
    node: '24',
    stdin: { isTerminal: false },
    stdout: { isTerminal: false, columns: undefined },
    stderr: { isTerminal: false },
  };
}
