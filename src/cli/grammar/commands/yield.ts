import { Option } from 'commander';
import { anywhere, howLong, pathsWithoutDaemon, reason } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

const to = new Option(
  '--to <who>',
  'the borrower: the user of the command line, or user@host',
).makeOptionMandatory();

export const yieldLease = {
  name: 'yield',
  group: 'Decide',
  summary: 'lend the lease to a command-line user for a time',
  details: 'Changes made during this time are not reverted before it ends. `reconcile resume` ends it early.',
  arguments: [pathsWithoutDaemon],
  options: [to, howLong, reason, ...anywhere],
  examples: [
    {
      line: 'reconcile yield --to ann --for 1h --reason "repair by hand"',
      does: 'stop writes of the daemon for an hour',
    },
  ],
  exits: { 0: 'lent', 1: 'not lent' },
} as const satisfies CommandDeclaration;
