import { spawn, type ChildProcess } from 'node:child_process';

/** One program to run. Nothing of this process's environment reaches it. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly input?: string;
  /** How much it may print. */
  readonly mostBytes: number;
  /** How large a file it may write; the system stops it at more. */
  readonly mostFileBytes?: number;
  /** In milliseconds. */
  readonly timeout: number;
}

export type CommandEnd =
  | { readonly is: 'ended'; readonly code: number; readonly output: Uint8Array; readonly errors: string }
  | {
      readonly is: 'killed';
      readonly why: 'timeout' | 'too-much-output' | 'aborted' | 'signal';
      readonly errors: string;
    }
  /** There is no such program, or it may not be run. */
  | { readonly is: 'missing'; readonly why: string };

/** Other programs as a port. */
export interface Commands {
  /** Runs a program to its end. Never rejects. An aborted signal kills it with all that it started. */
  run(command: Command, signal: AbortSignal): Promise<CommandEnd>;
}

/** Of what a program says about its trouble, so much is kept: the end, where the reason stands. */
const mostErrors = 16 * 1024;

/** How long a program may clean up after SIGTERM. */
const grace = 2_000;

export function realCommands(): Commands {
  return {
    run: (command, signal) =>
      signal.aborted
        ? Promise.resolve({ is: 'killed', why: 'aborted', errors: '' })
        : new Promise((resolve) => {
            runTo(resolve, command, signal);
          }),
  };
}

function runTo(resolve: (end: CommandEnd) => void, command: Command, signal: AbortSignal): void {
  const { mostBytes, timeout, input = '' } = command;
  const [program, args] = limited(command);
  // A group of its own, so that whatever it started ends with it.
  const child = spawn(program, args, {
    env: command.environment,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  let length = 0;
  let errors = '';
  let killed: Extract<CommandEnd, { readonly is: 'killed' }>['why'] | undefined;

  function kill(why: NonNullable<typeof killed>): void {
    if (killed !== undefined) return;
    killed = why;
    signalGroup(child, 'SIGTERM');
    hard = setTimeout(() => {
      signalGroup(child, 'SIGKILL');
      // What left the group may hold them open for ever.
      child.stdout.destroy();
      child.stderr.destroy();
    }, grace);
  }
  function aborted(): void {
    kill('aborted');
  }
  let hard: NodeJS.Timeout | undefined;
  const soft = setTimeout(() => {
    kill('timeout');
  }, timeout);
  signal.addEventListener('abort', aborted, { once: true });

  function end(how: CommandEnd): void {
    clearTimeout(soft);
    clearTimeout(hard);
    signal.removeEventListener('abort', aborted);
    // A helper that outlives a killed program would hold its connection, or write on.
    if (how.is === 'killed') signalGroup(child, 'SIGKILL');
    resolve(how);
  }

  child.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > mostBytes) kill('too-much-output');
    else output.push(chunk);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-mostErrors);
  });
  // A program that ends before it read its input: its end says why.
  child.stdin.on('error', () => undefined).end(input);
  child.once('error', (error) => {
    end({ is: 'missing', why: error.message });
  });
  child.once('close', (code) => {
    if (killed !== undefined) end({ is: 'killed', why: killed, errors });
    else if (code === null) end({ is: 'killed', why: 'signal', errors });
    else end({ is: 'ended', code, output: new Uint8Array(Buffer.concat(output)), errors });
  });
}

/**
 * Wraps the command in a shell. The shell sets the limit of the system (POSIX `ulimit -f` counts 512 bytes) and
 * then becomes the program. With the signal ignored a write fails as on a full disk. So the program says why it
 * ends.
 */
function limited({ program, args, mostFileBytes }: Command): readonly [string, readonly string[]] {
  if (mostFileBytes === undefined) return [program, args];
  const blocks = String(Math.max(1, Math.ceil(mostFileBytes / 512)));
  return [
    '/bin/sh',
    ['-c', 'trap "" XFSZ; ulimit -f "$1" && shift && exec "$@"', 'sh', blocks, program, ...args],
  ];
}

function signalGroup({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // It is gone.
  }
}
