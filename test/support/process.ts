import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apply } from '../../src/cli/commands/apply.ts';
import { plan } from '../../src/cli/commands/plan.ts';
import type { Io } from '../../src/cli/io.ts';
import { defaultOptions, type Invocation } from '../../src/cli/options.ts';
import { addressTag } from '../../src/model/resource.ts';
import { realClock } from '../../src/runtime/clock.ts';
import { realEntropy } from '../../src/runtime/entropy.ts';
import { realEnvironment } from '../../src/runtime/environment.ts';
import { realFiles } from '../../src/runtime/files.ts';
import { realLocalHttp } from '../../src/runtime/local-http.ts';
import { realWebClient } from '../../src/runtime/web-client.ts';
import { realProcesses } from '../../src/runtime/processes.ts';
import { realRandoms } from '../../src/runtime/random.ts';

const launcher = join(import.meta.dirname, '../../bin/reconcile.js');

export interface EndedProcess {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A signal that is sent once the process has written so many characters to stderr, and some milliseconds more. */
export interface Blow {
  readonly signal: 'SIGKILL' | 'SIGINT';
  readonly afterCharacters: number;
  readonly delayMs: number;
}

/** Runs the command line as a process of its own, and hits it at a moment if asked. */
export function reconcile(folder: string, argv: readonly string[], blow?: Blow): Promise<EndedProcess> {
  const child = spawn(process.execPath, [launcher, ...argv], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, USER: 'ada' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  let hit = false;
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
    if (blow === undefined || hit || err.length < blow.afterCharacters) return;
    hit = true;
    setTimeout(() => child.kill(blow.signal), blow.delayMs);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, signal, out, err });
    });
  });
}

interface KeyInFile {
  readonly tags?: readonly { readonly TagKey: string; readonly TagValue: string }[];
}

/** Addresses that the keys of a kept world carry, sorted: one entry for each key there is. */
export function addressesIn(world: string): readonly string[] {
  const { entities } = JSON.parse(readFileSync(join(world, 'world.json'), 'utf8')) as {
    readonly entities: Record<
      string,
      Record<string, Record<string, readonly (readonly [number, KeyInFile | null])[]>>
    >;
  };
  return Object.values(entities['key'] ?? {})
    .flatMap((ids) => Object.values(ids))
    .flatMap((versions) => {
      const tags = versions.at(-1)?.[1]?.tags ?? [];
      return [tags.find(({ TagKey }) => TagKey === addressTag)?.TagValue ?? 'nobody'];
    })
    .toSorted();
}

/**
 * Returns when the lease of an ended process expires, or undefined if it was released. The clock of the world counts,
 * which is never behind that of the machine.
 */
export function leaseEnd(world: string): number | undefined {
  const folder = join(world, 'lease');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  // A run that is killed may leave a half-written file beside: only one that was linked to its number counts.
  const last = files
    .filter((name) => /^\d{12}\.json$/u.test(name))
    .toSorted()
    .at(-1);
  if (last === undefined) return undefined;
  // The text of a lease stands as the host of a lock's owner (store/files.ts).
  const { host } = JSON.parse(readFileSync(join(folder, last), 'utf8')) as { readonly host: string };
  const { released, until } = JSON.parse(host) as { readonly released: boolean; readonly until: number };
  return released ? undefined : until;
}

/** Lists the ids of intents that a journal on disk holds open. An unfinished last line counts for nothing. */
export function openIntentsIn(world: string): readonly string[] {
  const lines = readFileSync(join(world, 'journal.jsonl'), 'utf8').split('\n').slice(0, -1);
  const open = new Set<string>();
  for (const line of lines) {
    const entry = JSON.parse(line) as { is: string; id?: string; intent?: { id: string } };
    if (entry.is === 'open' && entry.intent !== undefined) open.add(entry.intent.id);
    if (entry.is === 'close' && entry.id !== undefined) open.delete(entry.id);
  }
  return [...open];
}

/** Runs a command in this process on the real disk, without a child process. */
export async function reconcileHere(
  command: 'apply' | 'plan',
  world: string,
  file: string,
): Promise<Pick<EndedProcess, 'code' | 'out' | 'err'>> {
  let out = '';
  let err = '';
  const io: Io = {
    terminal: {
      out: (text: string) => void (out += text),
      err: (text: string) => void (err += text),
      size: () => undefined,
      area: () => undefined,
      onResize: () => () => undefined,
      ask: () => Promise.resolve(undefined),
    },
    environment: { ...realEnvironment(), variables: { USER: 'bob' } },
    files: realFiles(),
    clock: realClock(),
    randoms: realRandoms(),
    entropy: realEntropy(),
    signals: { onStop: () => () => undefined },
    processes: realProcesses(),
    http: realLocalHttp(),
    web: realWebClient(),
  };
  const invocation: Invocation = {
    command,
    args: [file],
    given: {},
    options: {
      ...defaultOptions,
      yes: true,
      approve: ['disable'],
      sandbox: { directory: world },
      color: false,
    },
  };
  const ended = await (command === 'apply' ? apply : plan)(invocation, io, 'test');
  return { code: typeof ended === 'number' ? ended : 1, out, err };
}
