import { spawn } from 'node:child_process';

/** A program that runs until it is stopped, seen as its operator sees it: lines, signals, exit code. */
export interface Process {
  readonly pid: number;
  /** The first line of its output that matches, what was printed before included. */
  line(pattern: RegExp, patience?: number): Promise<RegExpExecArray>;
  /** Everything that it printed until now. */
  printed(): string;
  signal(name: NodeJS.Signals): void;
  /** Its exit code, or the signal that ended it. Rejects if it does not end in time. */
  ended(patience?: number): Promise<number | NodeJS.Signals>;
}

export interface Start {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Far more than any of it takes on a loaded machine: a lane fails by this only if something hangs. */
const longest = 240_000;

export function startProcess({ command, args, cwd, env }: Start): Process {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  let over: number | NodeJS.Signals | undefined;
  const hear = (chunk: Buffer): void => void (text += chunk.toString());
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.on('error', (error) => {
    text += String(error);
    over = 127;
  });
  child.on('exit', (code, signal) => {
    over = code ?? signal ?? 'SIGKILL';
  });
  // A lane that fails leaves nothing behind.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));

  return {
    pid: child.pid ?? 0,
    printed: () => text,
    signal: (name) => void child.kill(name),
    line: (pattern, patience = longest) =>
      until(
        String(pattern),
        () => text,
        patience,
        () => {
          const found = pattern.exec(text);
          if (found === null && over !== undefined)
            throw new Error(`it ended with ${over}:\n${text.slice(-4000)}`);
          return found ?? undefined;
        },
      ),
    ended: (patience = longest) =>
      until(
        'its end',
        () => text,
        patience,
        () => over,
      ),
  };
}

/** Asks again and again until there is an answer. */
export async function until<T>(
  what: string,
  about: () => string,
  patience: number,
  ask: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`waited in vain for ${what}:\n${about().slice(-4000)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
