import type { ErrorRow } from './row.ts';

/** What the command line itself refuses. */
export const cliErrors = {
  'cli.address': {
    means: 'What was given as an address is none, or no manifest declares it',
    class: 'invalid',
    hint: 'an address is Kind/name, as plans show it',
    exit: 1,
  },
  'cli.answer': {
    means: 'A question must be answered, and nobody can: standard input is no terminal',
    class: 'invalid',
    hint: 'run it on a terminal, or give --yes',
    exit: 1,
  },
  'cli.usage': {
    means: 'The command line makes no sense',
    class: 'invalid',
    hint: 'see reconcile --help',
    exit: 1,
  },
  'cli.no-such-verb': {
    means: 'The verb belongs to another tool, and Keywright has something else for its purpose',
    class: 'invalid',
    hint: 'see reconcile --help',
    exit: 1,
  },
  'cli.sandbox-busy': {
    means: 'Another run holds the embedded AWS of this directory',
    class: 'conflict',
    hint: 'wait until the other run has ended; a world is changed by one at a time',
    exit: 1,
  },
  'cli.sandbox-world': {
    means: 'The file that holds the embedded AWS cannot be read or written',
    class: 'invalid',
    hint: 'remove world.json to begin with a new world, or name another directory',
    exit: 1,
  },
  'cli.not-first-run': {
    means: 'An earlier run of this Stack left signs, and --first-run says that there was none',
    class: 'conflict',
    hint: 'leave --first-run out: a new journal then waits before the first key',
    exit: 1,
  },
  'cli.file-exists': {
    means: 'A file that would be written is there already',
    class: 'conflict',
    hint: 'name another place, or take what is there away',
    exit: 1,
  },
  'cli.port': {
    means: 'The port for the embedded AWS cannot be opened',
    class: 'invalid',
    hint: 'choose another port, or --port 0 for a free one',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
