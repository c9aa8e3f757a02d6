import type { CommanderError } from 'commander';
import { nearest } from '../../manifest/nearest.ts';
import { commands, usualCommand } from './commands.ts';
import type { CommandDeclaration } from './declaration.ts';

/** What to do about arguments that commander refused: the nearest that exists, or whose help to read. */
export function adviceOn(
  error: Pick<CommanderError, 'code' | 'message'>,
  declaration: CommandDeclaration,
  argv: readonly string[],
): string {
  const help =
    declaration === usualCommand ? 'see reconcile --help' : `see reconcile ${declaration.name} --help`;
  const named = /'([^']+)'/u.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.unknownOption':
      return misspeltFirst(argv, declaration) ?? nearOption(named, declaration) ?? help;
    case 'commander.unknownCommand':
      return near(named) ?? help;
    case 'commander.excessArguments':
      return `${help}; an option stands before or after its command, a value with spaces in quotes`;
    default:
      return help;
  }
}

/** `reconcile plna --calls full`: the option is unknown because the command is. */
function misspeltFirst(argv: readonly string[], declaration: CommandDeclaration): string | undefined {
  const [word = ''] = argv;
  const isWord = /^[a-z]+$/u.test(word) && commands.every(({ name }) => name !== word);
  return declaration === usualCommand && isWord ? near(word) : undefined;
}

function near(word: string): string | undefined {
  const found = nearest(
    word,
    commands.map(({ name }) => name),
  );
  return found === undefined ? undefined : `did you mean reconcile ${found}?`;
}

function nearOption(typed: string, declaration: CommandDeclaration): string | undefined {
  const name = typed.replace(/^-+/u, '').replace(/=.*$/su, '');
  const own = nearest(name, [...declaration.options.map(({ flags }) => spelt(flags)), 'help'].map(bare));
  if (own !== undefined) {
    const full = declaration.options.find(({ flags }) => bare(spelt(flags)) === own);
    return `did you mean ${full === undefined ? '--help' : spelt(full.flags)}?`;
  }
  const elsewhere = nearest(
    name,
    commands.flatMap(({ options }) => options.map(({ flags }) => bare(spelt(flags)))),
  );
  return elsewhere === undefined ? undefined : whoHas(elsewhere);
}

/** The commands that have an option; undefined if none has. */
export function whoHas(name: string): string | undefined {
  const having = commands.filter(({ options }) => options.some(({ flags }) => bare(spelt(flags)) === name));
  const told = having.map((command) => `reconcile ${command.name}`).join(', ');
  return having.length === 0 ? undefined : `--${name} belongs to ${told}`;
}

/** `--no-color` of `--no-color`, `--output` of `-o, --output <format>`. */
function spelt(flags: string): string {
  return /--[a-z][a-z-]*/u.exec(flags)?.[0] ?? flags;
}

function bare(flag: string): string {
  return flag.replace(/^-+/u, '');
}
