import { fileURLToPath } from 'node:url';
import { nearest } from '../manifest/nearest.ts';
import type { Io } from './io.ts';
import { commandNames, type CommandName, type Invocation } from './options.ts';
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

/** One run of the command line: arguments in, exit code out. Everything it touches is in `io`. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const version = await versionOf(io);
  const parsed = parseArguments(argv, io.terminal, version);
  if (parsed.is === 'ended') return parsed.exit;
  const { invocation } = parsed;
  const misspelt = await misspeltCommand(invocation, io);
  if (misspelt !== undefined) {
    io.terminal.err(`error: unknown command '${misspelt.word}'\n(Did you mean ${misspelt.meant}?)\n`);
    return 1;
  }
  const command = await commands[invocation.command]();
  return command(invocation, io, version);
}

/** A first word that is no path, but nearly a command: `reconcile plna`. */
async function misspeltCommand(
  { command, args }: Invocation,
  { files }: Io,
): Promise<{ readonly word: string; readonly meant: string } | undefined> {
  const [word] = args;
  if (command !== 'apply' || word === undefined || (await files.stat(word)) !== undefined) return undefined;
  const meant = nearest(word, commandNames);
  return meant === undefined ? undefined : { word, meant };
}

/** package.json stands two folders up, from src/cli as from dist/cli. */
async function versionOf(io: Io): Promise<string> {
  const text = await io.files.read(fileURLToPath(new URL('../../package.json', import.meta.url)));
  const found = text === undefined ? undefined : (JSON.parse(text) as { readonly version?: unknown }).version;
  return typeof found === 'string' ? found : 'unknown';
}
