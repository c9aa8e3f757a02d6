import { Command, type CommanderError } from 'commander';
import type { Options } from '../options.ts';
import { commands, usualCommand } from './commands.ts';
import type { CommandName } from './names.ts';
import type { CommandDeclaration } from './declaration.ts';

/** Where help goes, and who hears what was typed. */
export interface ProgramListener {
  out(text: string): void;
  /** A command with its words, and what was given for its options. */
  found(name: CommandName, words: readonly string[], options: Partial<Options>): void;
  /** No command was named. */
  usual(words: readonly string[], options: Partial<Options>): void;
  /** The version was asked for in the old way. */
  version(): void;
  /** Help was shown, or the arguments were refused. Throws. */
  ended(error: CommanderError, command: Command): never;
}

/** Columns; a help that depends on the terminal cannot be compared. */
const helpWidth = 100;

/** Builds the declarations as commander understands them. */
export function createProgram(listener: ProgramListener): Command {
  const program = new Command('reconcile')
    .description(
      'Keeps your AWS encryption in the state your Git manifests declare.\n\n' +
        'Without a command, runs `reconcile plan`. To apply: `reconcile apply`.',
    )
    .configureOutput({
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      writeOut: (text) => {
        listener.out(text);
      },
      // Refusals are reported like all other problems.
      writeErr: () => undefined,
    })
    .configureHelp({
      optionDescription({ description, argChoices, defaultValueDescription }) {
        const facts = [
          ...(argChoices === undefined ? [] : [`one of ${argChoices.join(', ')}`]),
          ...(defaultValueDescription === undefined ? [] : [`default: ${defaultValueDescription}`]),
        ];
        return facts.length === 0 ? description : `${description} (${facts.join('; ')})`;
      },
    })
    .showSuggestionAfterError(false)
    .allowExcessArguments(false)
    .enablePositionalOptions()
    .helpOption('-h, --help', 'print this help')
    .commandsGroup('Tools:')
    .helpCommand('help [command]', 'print help for a command')
    .option('--version', 'print the version')
    .hook('preSubcommand', (root, command) => {
      // All that stands before a command was put behind it: what is left here would be lost.
      const lost = root.options.find((option) => root.getOptionValueSource(option.attributeName()) === 'cli');
      if (lost !== undefined)
        command.error(`unknown option '${lost.long ?? ''}'`, { code: 'commander.unknownOption' });
    });
  declare(program, usualCommand, listener, (words, options) => {
    listener.usual(words, options);
  });
  for (const declaration of commands) {
    const command = program
      .command(declaration.name)
      .aliases(declaration.aliases ?? [])
      .description(
        declaration.summary + (declaration.details === undefined ? '' : `\n\n${declaration.details}`),
      )
      .summary(declaration.summary)
      .helpGroup(`${declaration.group}:`);
    declare(command, declaration, listener, (words, options) => {
      listener.found(declaration.name, words, options);
    });
  }
  // Only after the commands were made, which inherit it: the listener says what such a word may have meant.
  return program.allowExcessArguments(true);
}

function declare(
  command: Command,
  declaration: CommandDeclaration<CommandName>,
  listener: ProgramListener,
  found: (words: readonly string[], options: Partial<Options>) => void,
): void {
  for (const argument of declaration.arguments) command.addArgument(argument);
  for (const option of declaration.options) command.addOption(option);
  command
    .exitOverride((error) => listener.ended(error, command))
    .addHelpText('after', closing(declaration))
    .action(() => {
      if (command.getOptionValue('version') === true) listener.version();
      else found(command.args, command.opts());
    });
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
