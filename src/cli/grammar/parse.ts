import { CommanderError } from 'commander';
import { defaultOptions, type Invocation, type Options } from '../options.ts';
import type { Refused } from '../refused.ts';
import { createProgram } from './program.ts';
import { refusalOf } from './refusal.ts';

export type Parsed =
  | { readonly is: 'invocation'; readonly invocation: Invocation }
  | { readonly is: 'help' }
  | { readonly is: 'version' }
  /** What was typed makes no sense; said in the format that was asked for. */
  | (Refused & { readonly output: Options['output'] });

/** Reads the arguments; help goes to `out`. Nothing is touched but these words. */
export function parseArguments(argv: readonly string[], out: (text: string) => void): Parsed {
  let parsed: Parsed = { is: 'help' };
  const program = createProgram({
    out,
    version: () => {
      parsed = { is: 'version' };
    },
    found(name, args, given) {
      const options = { ...defaultOptions, ...given };
      // A dry run is a plan.
      const command = name === 'apply' && options.dryRun ? 'plan' : name;
      parsed = { is: 'invocation', invocation: { command, args, options } };
    },
    ended(error, command) {
      if (error.exitCode !== 0)
        parsed = {
          is: 'refused',
          diagnostics: [{ severity: 'error', code: 'cli.usage', ...refusalOf(error, command, argv) }],
          output: formatAsked(argv),
        };
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

/** Of arguments that cannot be read, so by the letter. */
function formatAsked(argv: readonly string[]): Options['output'] {
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
