import type { Option } from 'commander';
import { commands, usualCommand } from '../grammar/commands.ts';
import type { CommandDeclaration } from '../grammar/declaration.ts';
import { repeatable } from '../grammar/options.ts';

/** What a shell offers for a word. */
export type Completes = 'path' | 'directory' | 'address' | 'kind' | 'nothing';

/** By the name that help gives a value. */
const completes: Readonly<Record<string, Completes>> = {
  file: 'path',
  paths: 'path',
  dir: 'directory',
  DIR: 'directory',
  address: 'address',
  'address-or-path': 'address',
  kind: 'kind',
  what: 'kind',
};

export interface ShellValue {
  readonly choices: readonly string[];
  readonly completes: Completes;
}

/** What a shell is told of one option. */
export interface ShellOption {
  /** `-o` and `--output`. */
  readonly names: readonly string[];
  readonly about: string;
  /** Undefined: a switch. */
  readonly value?: ShellValue & { readonly joined: boolean };
  readonly repeats: boolean;
}

/** What a shell is told of one command; its first argument decides what is offered for words. */
export interface ShellCommand {
  readonly name: string;
  readonly about: string;
  readonly options: readonly ShellOption[];
  readonly argument?: ShellValue;
}

const help: ShellOption = { names: ['-h', '--help'], about: 'print this help', repeats: false };

/** All commands, and that which runs without a word. */
export function shellCommands(): { readonly named: readonly ShellCommand[]; readonly usual: ShellCommand } {
  const usual = shellCommand(usualCommand);
  const version: ShellOption = { names: ['--version'], about: 'print the version', repeats: false };
  return { named: commands.map(shellCommand), usual: { ...usual, options: [...usual.options, version] } };
}

function shellCommand({ name, summary, options, arguments: words }: CommandDeclaration): ShellCommand {
  const [first] = words;
  return {
    name,
    about: summary,
    options: [...options.map(shellOption), help],
    ...(first === undefined ? {} : { argument: shellValue(first.name(), first.argChoices) }),
  };
}

function shellOption(option: Option): ShellOption {
  const { flags, short, long, description: about, argChoices } = option;
  const [, joined, value] = /[<[](=?)([\w-]+)/u.exec(flags) ?? [];
  return {
    names: [short, long].flatMap((name) => name ?? []),
    about,
    repeats: repeatable.includes(option),
    ...(value === undefined ? {} : { value: { ...shellValue(value, argChoices), joined: joined === '=' } }),
  };
}

function shellValue(name: string, choices: readonly string[] = []): ShellValue {
  return { choices, completes: completes[name] ?? 'nothing' };
}
