import { Argument } from 'commander';
import { anywhere } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

export const describe = {
  name: 'describe',
  group: 'Look',
  summary: 'show one resource in AWS with its fields and references; writes nothing',
  details:
    'A running daemon answers from its last reads; otherwise reads AWS now. To see pending changes: `reconcile plan --target ADDRESS`.',
  arguments: [
    new Argument('<address>', 'a resource (Kind/name)'),
    new Argument('[paths...]', 'without a daemon: files and directories of manifests'),
  ],
  options: [...anywhere],
  examples: [{ line: 'reconcile describe Key/backups', does: 'show its state, fields and references' }],
  exits: { 0: 'shown', 1: 'an error, or no such resource' },
} as const satisfies CommandDeclaration;
