import { commands, usualCommand } from '../grammar/commands.ts';
import { type CommandDeclaration, type Completes, type OptionDeclaration } from '../grammar/declaration.ts';

/** What a shell is told of one option. */
export interface ShellOption {
  /** `-o` and `--output`. */
  readonly names: readonly string[];
  readonly about: string;
  /** Undefined: a switch. */
  readonly value?: {
    readonly choices: readonly string[];
    readonly completes: Completes;
    readonly joined: boolean;
  };
  readonly repeats: boolean;
}

/** What a shell is told of one command; its first argument decides what is offered for words. */
export interface ShellCommand {
  readonly name: string;
  readonly about: string;
  readonly options: readonly ShellOption[];
  readonly argument?: { readonly choices: readonly string[]; readonly completes: Completes };
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
    ...(first === undefined
      ? {}
      : { argument: { choices: first.choices ?? [], completes: first.completes } }),
  };
}

function shellOption({ flags, about, choices, completes, repeats }: OptionDeclaration): ShellOption {
  const takes = /[<[]/u.test(flags);
  return {
    names: flags.match(/(?<![\w<[])--?[a-z][a-z-]*/gu) ?? [],
    about,
    repeats: repeats === true,
    ...(takes
      ? {
          value: { choices: choices ?? [], completes: completes ?? 'nothing', joined: flags.includes('[=') },
        }
      : {}),
  };
}
