import { realTerminal } from '../runtime/terminal.ts';
import { run } from './run.ts';

/** Runs the command line in this process; gives the exit code. `argv` without node and the script. */
export function main(argv: readonly string[]): Promise<number> {
  const terminal = realTerminal();
  return run(argv, terminal, async () => (await import('./real-io.ts')).realIo(terminal));
}
