import { Option } from 'commander';
import { anywhere, howLong, pathsWithoutDaemon, reason } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

const to = new Option(
  '--to <who>',
  'who works meanwhile: the user of the command line, or user@host',
).makeOptionMandatory();

export const yieldLease = {
  name: 'yield',
  group: 'Decide',
  summary: 'lend the lease to a command line until an end',
  details: 'What is changed meanwhile is not reverted before the end. `reconcile resume` ends it earlier.',
  arguments: [pathsWithoutDaemon],
  options: [to, howLong, reason, ...anywhere],
  examples: [
    {
      line: 'reconcile yield --to ann --for 1h --reason "repair by hand"',
      does: 'the daemon writes nothing for an hour',
    },
  ],
  exits: { 0: 'lent', 1: 'not lent' },
} as const satisfies CommandDeclaration;
