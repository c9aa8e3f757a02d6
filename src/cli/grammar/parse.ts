import { CommanderError } from 'commander';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { defaultOptions, type Format, type Invocation, type Options } from '../options.ts';
import type { CommandName } from './names.ts';
import { longName, type CommandDeclaration } from './declaration.ts';
import { createProgram, type Typed } from './program.ts';
import { adviceOn, whoHas } from './advice.ts';

export type Parsed =
  | { readonly is: 'invocation'; readonly invocation: Invocation }
  | { readonly is: 'help' }
  | { readonly is: 'version' }
  /** What was typed makes no sense; said in the format that was asked for. */
  | { readonly is: 'refused'; readonly diagnostic: Diagnostic; readonly format: Format };

/** Reads the arguments; help goes to `out`. Nothing is touched but these words. */
export function parseArguments(argv: readonly string[], out: (text: string) => void): Parsed {
  let parsed: Parsed = { is: 'help' };
  const refuse = (message: string, hint?: string): void => {
    parsed = { is: 'refused', diagnostic: usage(message, hint), format: formatAsked(argv) };
  };
  const program = createProgram({
    out,
    version: () => {
      parsed = { is: 'version' };
    },
    found(declaration, typed) {
      const read = optionsOf(declaration, typed);
      if ('wrong' in read) refuse(read.wrong, read.hint);
      else parsed = { is: 'invocation', invocation: invocationOf(declaration.name, typed, read.options) };
    },
    ended(error, declaration) {
      if (error.exitCode !== 0) {
        // Of `help` on a command that there is not, commander only says that it printed help.
        const word = argv.find((one) => one !== 'help') ?? '';
        const message =
          error.code === 'commander.help'
            ? `there is no command '${word}' to help with`
            : error.message.replace(/^error: |\.$/gu, '');
        refuse(message, adviceOn(error, declaration, argv));
      }
      throw error;
    },
  });
  try {
    program.parse(withSandboxValue(argv), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
  }
  return parsed;
}

/** A dry run is a plan. */
function invocationOf(name: CommandName, { words }: Typed, options: Options): Invocation {
  const command = name === 'apply' && options.dryRun ? 'plan' : name;
  return { command, args: words, options };
}

type Read = { readonly options: Options } | { readonly wrong: string; readonly hint?: string };

/** What was typed, as the command understands it: an option of another command is refused, wherever it stands. */
function optionsOf(declaration: CommandDeclaration<CommandName>, { options }: Typed): Read {
  let read: Options = defaultOptions;
  for (const [flags, texts] of options) {
    const option = declaration.options.find((one) => longName(one.flags) === longName(flags));
    if (option === undefined) {
      return {
        wrong: `'${declaration.name}' has no option --${longName(flags)}`,
        hint: whoHas(longName(flags)) ?? `see reconcile ${declaration.name} --help`,
      };
    }
    const wrong = texts.find((text) => option.choices?.includes(text) === false);
    if (wrong !== undefined) {
      return {
        wrong: `--${longName(flags)} cannot be ${JSON.stringify(wrong)}`,
        hint: `one of ${option.choices?.join(', ') ?? ''}`,
      };
    }
    const other = option.excludes?.find((name) => [...options.keys()].some((one) => longName(one) === name));
    if (other !== undefined) {
      return {
        wrong: `--${longName(flags)} and --${other} cannot stand together`,
        hint: `take one of them; ${declaration.name} --help says what each is for`,
      };
    }
    const meant = option.read(texts);
    if ('wrong' in meant) {
      const given = texts.at(-1) ?? '';
      return {
        wrong: `--${longName(flags)} cannot be ${JSON.stringify(given)}`,
        hint: meant.wrong.replace(/\.$/u, ''),
      };
    }
    read = { ...read, ...meant };
  }
  return { options: read };
}

function usage(message: string, hint: string | undefined): Diagnostic {
  return { severity: 'error', code: 'cli.usage', message, ...(hint === undefined ? {} : { hint }) };
}

/** Of arguments that cannot be read, so by the letter. */
function formatAsked(argv: readonly string[]): Format {
  const json = argv.some(
    (word, index) =>
      /^(?:-o=?|--output=)json$/u.test(word) ||
      (/^(?:-o|--output)$/u.test(word) && argv[index + 1] === 'json'),
  );
  return json ? 'json' : 'human';
}

/** Commander takes the next word for the value of an optional one: `--sandbox manifests` must not mean that. */
function withSandboxValue(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  return argv.map((word, index) =>
    word === '--sandbox' && (end === -1 || index < end) ? '--sandbox=' : word,
  );
}
