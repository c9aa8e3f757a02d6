import type { Terminal } from '../runtime/terminal.ts';
import type { Io } from './io.ts';
import type { CommandName, Invocation } from './options.ts';
import { parseArguments } from './program.ts';

type RunCommand = (invocation: Invocation, io: Io, version: string) => Promise<number>;

/** Loaded when asked for: help must not wait for the engine, and a plan in the sandbox not for the SDK. */
const commands: Readonly<Record<CommandName, () => Promise<RunCommand>>> = {
  apply: async () => (await import('./commands/apply.ts')).apply,
  plan: async () => (await import('./commands/plan.ts')).plan,
  validate: async () => (await import('./commands/validate.ts')).validate,
  sandbox: async () => (await import('./commands/sandbox.ts')).sandbox,
  forget: async () => (await import('./commands/forget.ts')).forget,
};

/**
 * One run of the command line: arguments in, exit code out. Everything it touches is in what `open` gives,
 * which is asked for once there is more to do than to print help.
 */
export async function run(
  argv: readonly string[],
  terminal: Pick<Terminal, 'out' | 'err'>,
  open: () => Promise<Io>,
): Promise<number> {
  const parsed = parseArguments(argv, terminal);
  if (parsed.is === 'ended') return parsed.exit;
  const io = await open();
  const { misspeltCommand, versionOf } = await import('./start.ts');
  const version = await versionOf(io.files);
  if (parsed.is === 'version') {
    terminal.out(`${version}\n`);
    return 0;
  }
  const { invocation } = parsed;
  const misspelt = await misspeltCommand(invocation, io.files);
  if (misspelt !== undefined) {
    terminal.err(`error: unknown command '${misspelt.word}'\n(Did you mean ${misspelt.meant}?)\n`);
    return 1;
  }
  const command = await commands[invocation.command]();
  return command(invocation, io, version);
}
