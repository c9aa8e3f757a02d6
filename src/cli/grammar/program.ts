import { Command, Option, type CommanderError } from 'commander';
import { commands, usualCommand } from './commands.ts';
import type { CommandName } from './names.ts';
import type { CommandDeclaration, OptionDeclaration } from './declaration.ts';

/** Where help goes, and who hears what was typed. */
export interface ProgramListener {
  out(text: string): void;
  /** A command with its words, and the texts given for each of its options and those before it. */
  found(declaration: CommandDeclaration<CommandName>, typed: Typed): void;
  /** The version was asked for in the old way. */
  version(): void;
  /** Help was shown, or the arguments were refused. Throws. */
  ended(error: CommanderError, declaration: CommandDeclaration<CommandName>): never;
}

export interface Typed {
  readonly words: readonly string[];
  /** By `flags`: the texts given, none for a switch. What stood before the command comes first. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/** Columns; a help that depends on the terminal cannot be compared. */
const helpWidth = 100;

/** The declarations as commander understands them. It cuts the words apart; what they mean is read elsewhere. */
export function createProgram(listener: ProgramListener): Command {
  const program = new Command('reconcile')
    .description(
      'Keeps the encryption of an AWS estate the way its manifests say.\n\n' +
        'Without a command: shows what would change, asks, and applies it.',
    )
    .configureOutput({
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      writeOut: (text) => {
        listener.out(text);
      },
      // Refusals are told as all other problems are.
      writeErr: () => undefined,
    })
    .showSuggestionAfterError(false)
    .allowExcessArguments(false)
    .enablePositionalOptions()
    .helpOption('-h, --help', 'print this help')
    .commandsGroup('Tools:')
    .helpCommand('help [command]', 'print the help of a command')
    .option('--version', 'print the version');
  declare(program, usualCommand, listener);
  for (const declaration of commands) {
    const command = program
      .command(declaration.name)
      .description(
        declaration.summary + (declaration.details === undefined ? '' : `\n\n${declaration.details}`),
      )
      .summary(declaration.summary)
      .helpGroup(`${declaration.group}:`);
    declare(command, declaration, listener);
  }
  return program;
}

function declare(
  command: Command,
  declaration: CommandDeclaration<CommandName>,
  listener: ProgramListener,
): void {
  for (const { term, about } of declaration.arguments) command.argument(term, about);
  for (const option of declaration.options) command.addOption(commanderOption(option));
  command
    .exitOverride((error) => listener.ended(error, declaration))
    .addHelpText('after', closing(declaration))
    .action(() => {
      if (command.parent === null && command.getOptionValue('version') === true) {
        listener.version();
        return;
      }
      listener.found(declaration, { words: command.args, options: typedOptions(command) });
    });
}

function commanderOption({ flags, about, choices, fallback }: OptionDeclaration): Option {
  const facts = [
    ...(choices === undefined ? [] : [`one of ${choices.join(', ')}`]),
    ...(fallback === undefined ? [] : [`default: ${fallback}`]),
  ];
  const option = new Option(flags, facts.length === 0 ? about : `${about} (${facts.join('; ')})`);
  const takesText = option.required || option.optional;
  return takesText
    ? option.argParser((text: string, before: readonly string[] | undefined) => [...(before ?? []), text])
    : option;
}

function typedOptions(command: Command): ReadonlyMap<string, readonly string[]> {
  const typed = new Map<string, readonly string[]>();
  for (const owner of [command.parent, command]) {
    for (const option of owner?.options ?? []) {
      const name = option.attributeName();
      if (owner?.getOptionValueSource(name) !== 'cli' || option.long === '--version') continue;
      const value: unknown = owner.getOptionValue(name);
      const texts = Array.isArray(value) ? value.map(String) : [];
      typed.set(option.flags, [...(typed.get(option.flags) ?? []), ...texts]);
    }
  }
  return typed;
}

function closing({ examples, exits }: CommandDeclaration): string {
  const width = Math.max(...examples.map(({ line }) => line.length));
  return [
    '',
    'Examples:',
    ...examples.map(({ line, does }) => `  ${line.padEnd(width)}  ${does}`),
    '',
    'Exit codes:',
    ...Object.entries(exits).map(([code, meaning]) => `  ${code}  ${meaning}`),
  ].join('\n');
}
