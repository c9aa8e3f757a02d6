import type { Command, CommanderError } from 'commander';
import { nearest } from '../../model/nearest.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { addressOfTwo } from '../control/words.ts';
import { quotedWords } from '../same-estate.ts';
import { insteadOf } from './verbs-of-others.ts';

type Refusal = Pick<Diagnostic, 'message' | 'hint'>;

/**
 * Explains what is wrong with arguments that commander refused, and what to do. Offers the nearest that exists, or
 * says whose help to read.
 */
export function refusalOf(
  { code, message }: Pick<CommanderError, 'code' | 'message'>,
  command: Command,
  argv: readonly string[],
): Refusal {
  const root = command.parent ?? command;
  const help = `see ${root === command ? 'reconcile' : `reconcile ${command.name()}`} --help`;
  const [named = '', other = ''] = [...message.matchAll(/'((?:(?! argument '|' ).)*)'/gu)].map(
    ([, one = '']) => one,
  );
  const plain = message.replace(/^error: |\.$/gu, '');
  const short = isOfOption(code) ? argv.find((word) => isOneHyphen(word, command)) : undefined;
  if (short !== undefined)
    return { message: `'${short}' has one hyphen`, hint: `an option of several letters has two: -${short}` };
  switch (code) {
    case 'commander.help':
      // Of `help` on a command that there is not, commander only says that it printed help.
      return {
        message: `unknown command '${argv.find((one) => one !== 'help') ?? ''}'`,
        hint: help,
      };
    case 'commander.invalidArgument':
      return invalid(message);
    case 'commander.conflictingOption':
      return {
        message: `${longIn(named)} and ${longIn(other)} cannot be combined`,
        hint: `use only one of them; see ${command.name()} --help`,
      };
    case 'commander.unknownOption': {
      const others = root === command ? undefined : whoHas(nameIn(named), root);
      return others === undefined
        ? {
            message: plain,
            hint:
              insteadOf(nameIn(named), optionsOf(command)) ??
              misspeltFirst(argv, command) ??
              ofApply(named, argv, root) ??
              nearOption(named, command) ??
              help,
          }
        : { message: `'${command.name()}' has no option --${nameIn(named)}`, hint: others };
    }
    case 'commander.unknownCommand':
      return { message: plain, hint: nearCommand(named, root) ?? help };
    case 'commander.excessArguments':
      return {
        message: plain,
        hint:
          ofTwoWords(argv, command) ??
          `${help}; write an option before or after its command, and a value with spaces in quotes`,
      };
    default:
      return { message: plain, hint: help };
  }
}

function isOfOption(code: string): boolean {
  return code === 'commander.unknownOption' || code === 'commander.invalidArgument';
}

/**
 * Recognizes an option with one hyphen, as in Terraform's `-target=ADDRESS`. Here it is read as letters, so the error
 * would name something that nobody typed.
 */
function isOneHyphen(word: string, command: Command): boolean {
  return /^-[a-z][a-z-]+(?:=.*)?$/su.test(word) && optionsOf(command).includes(nameIn(word));
}

/** Rewords `option '--port <n>' argument '99999' is invalid. A port is a number up to 65535.` */
function invalid(message: string): Refusal {
  const [, flags = '', given = '', wanted = ''] =
    /option '(.*?)' argument '(.*)' is invalid\. (.*)$/su.exec(message) ?? [];
  return {
    message: `${longIn(flags)} cannot be ${JSON.stringify(given)}`,
    hint: wanted.replace('Allowed choices are', 'one of').replace(/\.$/u, ''),
  };
}

/**
 * Finds the command that was meant in `reconcile plna --calls full`: the option is unknown because the command is.
 */
function misspeltFirst([word = '']: readonly string[], command: Command): string | undefined {
  const isWord = /^[a-z]+$/u.test(word) && command.commands.every((one) => one.name() !== word);
  return command.parent === null && isWord ? nearCommand(word, command) : undefined;
}

/** Finds the command for `reconcile --yes`: the usual command is a plan, and only apply has the option. */
function ofApply(option: string, argv: readonly string[], root: Command): string | undefined {
  const apply = root.commands.find((one) => one.name() === 'apply');
  if (apply === undefined || !optionsOf(apply).includes(nameIn(option))) return undefined;
  return `without a command, Keywright only plans; to apply: reconcile apply${quotedWords(argv)}`;
}

/** Offers the address where somebody writes `Key orders`, as kubectl takes it. */
function ofTwoWords(argv: readonly string[], command: Command): string | undefined {
  const [address] = argv.flatMap((word, index) => addressOfTwo(word, argv[index + 1]) ?? []);
  if (address === undefined) return undefined;
  const takes = command.registeredArguments.some((argument) => argument.name().includes('address'));
  return takes ? `write ${address} as one word` : `to show a resource: reconcile describe ${address}`;
}

function nearCommand(word: string, root: Command): string | undefined {
  const found = nearest(word, namesOf(root.commands));
  return found === undefined ? undefined : `did you mean reconcile ${found}?`;
}

function nearOption(typed: string, command: Command): string | undefined {
  const name = nameIn(typed);
  const own = nearest(name, [...optionsOf(command), 'help']);
  if (own !== undefined) return `did you mean --${own}?`;
  const root = command.parent ?? command;
  const elsewhere = nearest(name, root.commands.flatMap(optionsOf));
  return elsewhere === undefined ? undefined : whoHas(elsewhere, root);
}

/** Lists the commands that have an option; undefined if none has. */
function whoHas(option: string, root: Command): string | undefined {
  const having = namesOf(root.commands.filter((one) => optionsOf(one).includes(option)));
  return having.length === 0
    ? undefined
    : `--${option} belongs to ${having.map((name) => `reconcile ${name}`).join(', ')}`;
}

function namesOf(commands: readonly Command[]): readonly string[] {
  return commands.map((one) => one.name());
}

/** Lists the options of a command without the hyphens before them. */
function optionsOf({ options }: Command): readonly string[] {
  return options.map((option) => option.name());
}

/** Extracts `output` from `--output=json`. */
function nameIn(typed: string): string {
  return typed.replace(/^-+/u, '').replace(/=.*$/su, '');
}

/** Extracts `--output` from `-o, --output <format>`. */
function longIn(text: string): string {
  return /--[a-z][a-z-]*/u.exec(text)?.[0] ?? text;
}
