import { join } from 'node:path';
import { createMachine } from '../../src/boot/machine.ts';
import { joinController, type DaemonHost } from '../../src/boot/daemon/controller.ts';
import type { ControllerState } from '../../src/daemon/controller.ts';
import { readDaemonConfig } from '../../src/daemon/config/read.ts';
import { runDaemon } from '../../src/daemon/daemon.ts';
import type { DaemonEvent } from '../../src/daemon/events.ts';
import { defaultCadence } from '../../src/daemon/schedule.ts';
import { defaultTiming } from '../../src/engine/ports.ts';
import type { Origin } from '../../src/manifest/sources/git/origin.test-helper.ts';
import { minute } from '../../src/model/instant.ts';
import { realCommands } from '../../src/runtime/commands.ts';
import { seededEntropy } from '../../src/runtime/entropy.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import { realDatabases, type Databases } from '../../src/runtime/database.ts';
import { realFiles, type Files } from '../../src/runtime/files.ts';
import { virtualClock, type VirtualClock } from '../../src/runtime/virtual-clock.ts';
import { virtualWatches } from '../../src/runtime/watch.test-helper.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { sandboxTransport } from '../../src/sandbox/transport.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';

export const account = '111122223333';

/** An AWS, and a real repository that daemons follow by the real git. Its clock stands still while git runs. */
export interface GitOps {
  readonly clock: VirtualClock;
  readonly events: readonly DaemonEvent[];
  /** Starts a daemon; it has the data folder of the one before. */
  start(): Following;
  /** Asks the AWS directly, as somebody else does. */
  kms(operation: string, input: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

export interface Following {
  state(): ControllerState;
  /** Lets time pass until something holds, at most an hour. */
  until(what: string, holds: (state: ControllerState) => boolean): Promise<ControllerState>;
  stop(): Promise<void>;
}

export function createGitOps(
  { root, repository }: Pick<Origin, 'root' | 'repository'>,
  flags: Readonly<Record<string, string>> = {},
  before: (args: readonly string[]) => void = () => undefined,
  databases: Databases = realDatabases(),
): GitOps {
  const clock = virtualClock();
  const randoms = seededRandoms(7);
  const sandbox = createSandbox({ clock, random: randoms.stream('sandbox') });
  const store = createVolatileStore(clock);
  const events: DaemonEvent[] = [];
  const config = readDaemonConfig({
    flags: {
      '--max-mode': 'enforce',
      ...('--source-directory' in flags
        ? {}
        : { '--source-git-url': repository, '--source-git-allow': 'file' }),
      '--source-allow-unsigned': 'true',
      ...flags,
    },
    variables: {},
    kinds: [],
    sandbox: true,
  });
  if (config.is !== 'ok') throw new Error(JSON.stringify(config.diagnostics));
  const [source] = config.config.sources;
  if (source === undefined) throw new Error('there is no source');
  const commands = realCommands();
  const host: DaemonHost = {
    clock,
    randoms,
    entropy: seededEntropy(randoms.stream('ids')),
    environment: {
      variables: { PATH: process.env['PATH'] },
      cwd: root,
      home: '/nonexistent',
      host: 'here',
      pid: 1,
      user: { uid: 1000, name: 'keywright' },
      platform: 'linux',
      node: '24.0.0',
      stdin: { isTerminal: false },
      stdout: { isTerminal: false, columns: undefined },
      stderr: { isTerminal: false },
    },
    files: filesDuring(clock),
    watches: virtualWatches(),
    names: { addressesOf: () => Promise.resolve([]) },
    commands: {
      run(command, signal) {
        before(command.args);
        return clock.during(commands.run(command, signal));
      },
    },
    databases,
    print: async () => undefined,
  };

  return {
    clock,
    events,
    kms(operation, input) {
      const at = { account, region: 'eu-central-1', principal: `arn:aws:iam::${account}:role/admin` };
      const answer = sandbox.raw({ service: 'kms', operation, ...at, input });
      if (answer.is === 'error') throw new Error(answer.message);
      return answer.output;
    },
    start() {
      const publish = (event: DaemonEvent): void => void events.push(event);
      const running = joinController(
        {
          source,
          settings: {
            under: { version: '1', settings: '', guardrails: '' },
            maxMode: 'enforce',
            cadence: defaultCadence,
            timing: defaultTiming,
            batch: 50,
          },
          dataDir: join(root, 'data'),
          version: '1',
          options: {},
          publish,
          machine: createMachine({ ...host, traffic: () => undefined }),
          embedded: {
            isVolatile: false,
            surroundings: async () => ({
              transport: sandboxTransport(sandbox),
              alone: true,
              firstStack: 'as-written',
              openStore: () => store,
              close: async () => undefined,
            }),
            close: async () => undefined,
          },
          retention: config.config.retention,
          backup: config.config.backup,
          record: config.config.record,
        },
        host,
      );
      const stop = new AbortController();
      const ended = runDaemon([running], stop.signal);
      const { state } = running.controller;
      return {
        state,
        async until(what, holds) {
          for (let waited = 0; waited < 60; waited += 1) {
            if (holds(state())) return state();
            await clock.sleep(minute);
          }
          throw new Error(
            `not within an hour: ${what}\n${events
              .slice(-30)
              .map((event) => JSON.stringify(event).slice(0, 300))
              .join('\n')}`,
          );
        },
        async stop() {
          stop.abort();
          await ended;
        },
      };
    },
  };
}

/** Stops the clock during file operations: the disk is real, and so is the time that it takes. */
function filesDuring(clock: VirtualClock): Files {
  return new Proxy(realFiles(), {
    get(target, name: keyof Files) {
      const method = target[name] as (...args: readonly unknown[]) => Promise<unknown>;
      return (...args: readonly unknown[]) => clock.during(method(...args));
    },
  });
}
