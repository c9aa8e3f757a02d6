import { CommanderError, type Command } from 'commander';
import { defaultOptions, type Invocation, type Options } from '../options.ts';
import type { Refused } from '../refused.ts';
import { usualCommand } from './commands.ts';
import type { CommandName } from './names.ts';
import { createProgram } from './program.ts';
import { answerTo } from './verbs-of-others.ts';

export type Parsed =
  | { readonly is: 'invocation'; readonly invocation: Invocation }
  /** No command was named: a plan, unless there are words, which are then no command. */
  | { readonly is: 'usual'; readonly invocation: Invocation }
  | { readonly is: 'help' }
  | { readonly is: 'version' }
  /** What was typed makes no sense; said in the format that was asked for. */
  | (Refused & { readonly output: Options['output'] });

/** Parses the arguments; help goes to `out`. Touches nothing but these words. */
export async function parseArguments(argv: readonly string[], out: (text: string) => void): Promise<Parsed> {
  let parsed: Parsed = { is: 'help' };
  const refused: { readonly error: CommanderError; readonly command: Command }[] = [];
  const program = createProgram({
    out,
    version: () => {
      parsed = { is: 'version' };
    },
    found(name, args, given) {
      // A dry run is a plan.
      const command = name === 'apply' && given.dryRun === true ? 'plan' : name;
      parsed = { is: 'invocation', invocation: invocationOf(command, args, given) };
    },
    usual(args, given) {
      parsed = { is: 'usual', invocation: invocationOf(usualCommand.name, args, given) };
    },
    ended(error, command) {
      if (error.exitCode !== 0) refused.push({ error, command });
      throw error;
    },
  });
  const words = commandFirst(withSandboxValue(argv), program);
  const answer = answerTo(words.slice(firstWord(words, program)));
  if (answer !== undefined)
    return {
      is: 'refused',
      diagnostics: [{ severity: 'error', code: 'cli.no-such-verb', ...answer }],
      output: formatAsked(argv),
    };
  try {
    program.parse([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
  }
  const [first] = refused;
  if (first === undefined) return parsed;
  // Only an error needs the names of the kinds, which take long to load.
  const { refusalOf } = await import('./refusal.ts');
  return {
    is: 'refused',
    diagnostics: [{ severity: 'error', code: 'cli.usage', ...refusalOf(first.error, first.command, argv) }],
    output: formatAsked(argv),
  };
}

function invocationOf(command: CommandName, args: readonly string[], given: Partial<Options>): Invocation {
  return { command, args, options: { ...defaultOptions, ...given }, given: { ...given } };
}

/** Finds the format that arguments ask for which cannot be read, so by the letter. */
function formatAsked(argv: readonly string[]): Options['output'] {
  const json = argv.some(
    (word, index) =>
      /^(?:-o=?|--output=)json$/u.test(word) ||
      (/^(?:-o|--output)$/u.test(word) && argv[index + 1] === 'json'),
  );
  return json ? 'json' : 'human';
}

/**
 * Turns `--sandbox` into `--sandbox=`. Commander takes the next word for the value of an optional one: `--sandbox
 * manifests` must not mean that.
 */
function withSandboxValue(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  return argv.map((word, index) =>
    word === '--sandbox' && (end === -1 || index < end) ? '--sandbox=' : word,
  );
}

/** Puts an option that stands before its command behind it: only the command knows which values it has. */
function commandFirst(argv: readonly string[], program: Command): readonly string[] {
  const at = firstWord(argv, program);
  const command = argv[at] ?? '';
  if (program.commands.every((one) => ![one.name(), ...one.aliases()].includes(command))) return argv;
  return argv.slice(at, at + 1).concat(argv.slice(0, at), argv.slice(at + 1));
}

/** Finds where the first word stands that is no option and no value of one. */
function firstWord(argv: readonly string[], { options }: Command): number {
  const takesNext = (word: string): boolean =>
    options.some(
      ({ required, long, short }) =>
        required && (word === long || (short !== undefined && endsIn(word, short))),
    );
  let at = 0;
  while (argv[at]?.startsWith('-') === true && argv[at] !== '--') at += takesNext(argv[at] ?? '') ? 2 : 1;
  return at;
}

/** Switches of one letter, of which the last takes a value: `-yo`. In `-ojson` the rest is the value. */
function endsIn(word: string, short: string): boolean {
  return /^-[a-z]+$/u.test(word) && word.indexOf(short.slice(1)) === word.length - 1;
}
