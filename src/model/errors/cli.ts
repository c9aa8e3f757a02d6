import type { ErrorRow } from './row.ts';

/** What the command line itself refuses. */
export const cliErrors = {
  'cli.address': {
    means: 'The argument is not an address, or no manifest declares it',
    class: 'invalid',
    hint: 'write the address as Kind/name, as plans show it',
    exit: 1,
  },
  'cli.answer': {
    means: 'The command must ask for confirmation, and standard input is not a terminal',
    class: 'invalid',
    hint: 'run it on a terminal, or pass --yes',
    exit: 1,
  },
  'cli.usage': {
    means: 'The command line is not valid',
    class: 'invalid',
    hint: 'see reconcile --help',
    exit: 1,
  },
  'cli.no-such-verb': {
    means: 'The command exists in another tool; Keywright has a different way',
    class: 'invalid',
    hint: 'see reconcile --help',
    exit: 1,
  },
  'cli.sandbox-busy': {
    means: 'Another run is using the embedded AWS in this directory',
    class: 'conflict',
    hint: 'wait for the other run to finish; only one run can use a sandbox directory',
    exit: 1,
  },
  'cli.sandbox-world': {
    means: 'The state file of the embedded AWS cannot be read or written',
    class: 'invalid',
    hint: 'delete world.json to start with an empty sandbox, or use another directory',
    exit: 1,
  },
  'cli.not-first-run': {
    means: '--first-run was given, and there is evidence of an earlier run of this Stack',
    class: 'conflict',
    hint: 'omit --first-run: Keywright then waits before it creates the first key',
    exit: 1,
  },
  'cli.file-exists': {
    means: 'The command would overwrite an existing file',
    class: 'conflict',
    hint: 'use another directory, or move the existing file',
    exit: 1,
  },
  'cli.port': {
    means: 'The embedded AWS cannot listen on the port',
    class: 'invalid',
    hint: 'choose another port, or pass --port 0 for any free port',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
