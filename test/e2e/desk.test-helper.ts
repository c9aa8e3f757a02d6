import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/run.ts';
import type { Clock } from '../../src/model/clock.ts';
import type { Instant } from '../../src/model/instant.ts';
import { seededEntropy } from '../../src/runtime/entropy.ts';
import type { Files } from '../../src/runtime/files.ts';
import type { LocalHttp } from '../../src/runtime/local-http.ts';
import { memoryHttp } from '../../src/runtime/memory-http.ts';
import type { WebClient } from '../../src/runtime/web-client.ts';
import { memoryDisk, type MemoryDisk } from '../../src/runtime/memory-files.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import type { Signals, StopSignal } from '../../src/runtime/signals.ts';
import { createSandbox, type SandboxAnswer, type SandboxRequest } from '../../src/sandbox/sandbox.ts';
import { lastInstantOf } from '../../src/boot/world-file.ts';
import { decodeWorld, encodeWorld } from '../../src/sandbox/store.ts';
import { stackOf } from '../support/estate.ts';

export const morning: Instant = Date.UTC(2026, 10, 2, 9);

const root = join(import.meta.dirname, '../..');

/** Loads the example estate as it is checked in, by path. */
export function exampleManifests(): Record<string, string> {
  const names = readdirSync(join(root, 'manifests'));
  return Object.fromEntries(
    names.map((name) => [`manifests/${name}`, readFileSync(join(root, 'manifests', name), 'utf8')]),
  );
}

/** How many resources the example estate declares. */
export const exampleSize = stackOf(Object.values(exampleManifests()).join('\n---\n'), 0).resources.size;

export interface DeskOptions {
  readonly files?: Readonly<Record<string, string>>;
  /** Set: standard input is a terminal, on which these lines are typed. */
  readonly typed?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly alive?: readonly number[];
  readonly pid?: number;
  /** What the clock says; 2 November 2026 in the morning unless told. */
  readonly now?: Instant;
  /** Of ids and names that are drawn; by default that of this run. */
  readonly seed?: string;
  /** Instead of one on which no time passes. */
  readonly clock?: Clock;
  /** In place of the network to AWS. */
  readonly below?: Io['below'];
  /** Through which it reaches a daemon; by default there is none. */
  readonly http?: LocalHttp;
  /** Through which it reaches the API of a daemon; by default nothing listens anywhere. */
  readonly web?: WebClient;
  /** Put between the run and its disk: troubles, or somebody who watches. */
  readonly through?: (files: Files) => Files;
  /** Instead of those that `watch` presses. */
  readonly signals?: Signals;
  /** Called with each text for stdout. */
  readonly written?: (text: string) => void;
  /** Called with each text for stderr: a person who watches, and may press Ctrl-C. */
  readonly watch?: (text: string, press: (signal: StopSignal) => void) => void;
}

export interface Ended {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  /** Both as a terminal shows them: in the order of writing. */
  readonly both: string;
  /** What a second Ctrl-C ended the process with. */
  readonly killed: readonly number[];
}

/** One person's desk: a disk that stays, on which the command line is run again and again. */
export interface Desk {
  readonly disk: MemoryDisk;
  run(...argv: string[]): Promise<Ended>;
  /** The same with something different this time. */
  runWith(options: DeskOptions, ...argv: string[]): Promise<Ended>;
  /** A call to the AWS kept in a directory, behind Keywright's back. */
  raw(
    directory: string,
    request: Omit<SandboxRequest, 'account' | 'region' | 'principal'> & { readonly region?: string },
    now?: Instant,
  ): Promise<SandboxAnswer>;
}

export function createDesk(options: DeskOptions = {}): Desk {
  const disk = memoryDisk({ contents: new Map(Object.entries(options.files ?? exampleManifests())) });
  let runs = 0;

  async function runWith(changed: DeskOptions, ...argv: string[]): Promise<Ended> {
    runs += 1;
    const asked = { ...options, ...changed };
    const out: string[] = [];
    const err: string[] = [];
    const both: string[] = [];
    const killed: number[] = [];
    const io = ioOf((asked.through ?? asIs)(disk.files), asked, { out, err, both, killed }, runs);
    const exit = await run(argv, io.terminal, () => Promise.resolve(io));
    return { exit, out: out.join(''), err: err.join(''), both: both.join(''), killed };
  }

  return {
    disk,
    runWith,
    run: (...argv) => runWith({}, ...argv),
    async raw(directory, request, at = morning) {
      const file = `${directory}/world.json`;
      const world = decodeWorld((await disk.files.read(file)) ?? '');
      // Long enough after the last run that nothing of it is settling.
      const now = Math.max(at, lastInstantOf(world)) + 3_600_000;
      const clock = { now: () => now, sleep: () => Promise.resolve() };
      const sandbox = createSandbox({ clock, random: seededRandoms('raw').stream('sandbox'), world });
      const account = world.accounts[0] ?? '';
      const answer = sandbox.raw({
        region: 'us-east-1',
        ...request,
        account,
        principal: `arn:aws:iam::${account}:role/admin`,
      });
      await disk.files.write(file, encodeWorld(sandbox.world()));
      return answer;
    },
  };
}

function asIs(files: Files): Files {
  return files;
}

interface Recorded {
  readonly out: string[];
  readonly err: string[];
  readonly both: string[];
  readonly killed: number[];
}

function ioOf(files: Files, options: DeskOptions, { out, err, both, killed }: Recorded, run: number): Io {
  const typed = [...(options.typed ?? [])];
  const handlers = new Set<(signal: StopSignal) => void>();
  const isTerminal = options.typed !== undefined;
  function press(signal: StopSignal): void {
    for (const handler of handlers) handler(signal);
  }
  function tell(text: string): void {
    err.push(text);
    both.push(text);
    options.watch?.(text, press);
  }
  const randoms = seededRandoms(options.seed ?? `e2e ${String(run)}`);
  return {
    files,
    terminal: {
      out(text) {
        out.push(text);
        both.push(text);
        options.written?.(text);
      },
      err: tell,
      size: () => undefined,
      area: () => undefined,
      onResize: () => () => undefined,
      async ask(question, signal) {
        tell(question);
        await Promise.resolve();
        const answer = signal.aborted ? undefined : typed.shift();
        tell(`${answer ?? ''}\n`);
        return answer;
      },
    },
    environment: {
      variables: { USER: 'ada', HOME: '/home/ada', ...options.variables },
      cwd: '/home/ada/estate',
      home: '/home/ada',
      host: 'desk',
      pid: options.pid ?? 4711,
      user: { uid: 1000, name: 'ada' },
      platform: 'linux',
      node: '24.0.0',
      stdin: { isTerminal },
      stdout: { isTerminal, columns: undefined },
      stderr: { isTerminal },
    },
    clock: options.clock ?? {
      now: () => options.now ?? morning,
      monotonic: () => options.now ?? morning,
      sleep: () => Promise.resolve(),
    },
    randoms,
    entropy: seededEntropy(randoms.stream('entropy')),
    signals: options.signals ?? {
      onStop(handler) {
        handlers.add(handler);
        return () => void handlers.delete(handler);
      },
    },
    processes: {
      isAlive: (pid) => (options.alive ?? []).includes(pid),
      exit: (code) => void killed.push(code),
    },
    http: options.http ?? memoryHttp(),
    web: options.web ?? {
      post: () => Promise.resolve({ is: 'failed', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' }),
    },
    ...(options.below === undefined ? {} : { below: options.below }),
  };
}
