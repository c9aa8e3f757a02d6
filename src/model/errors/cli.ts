import type { ErrorRow } from './index.ts';

/** What the command line itself refuses. */
export const cliErrors = {
  'cli.address': { class: 'invalid', hint: 'an address is Kind/name, as plans show it', exit: 1 },
  'cli.answer': {
    class: 'invalid',
    hint: 'run it on a terminal, or say --yes to apply what needs no approval',
    exit: 1,
  },
  'cli.usage': { class: 'invalid', hint: 'see reconcile --help', exit: 1 },
  'cli.sandbox-busy': {
    class: 'conflict',
    hint: 'wait until the other run has ended; a world is changed by one at a time',
    exit: 1,
  },
  'cli.sandbox-world': {
    class: 'invalid',
    hint: 'remove world.json to begin with a new world, or name another directory',
    exit: 1,
  },
  'cli.port': { class: 'invalid', hint: 'choose another port, or --port 0 for a free one', exit: 1 },
} as const satisfies Record<string, ErrorRow>;
