import { Argument } from 'commander';
import { anywhere } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

export const describe = {
  name: 'describe',
  group: 'Look',
  summary: 'show all facts of one resource as it is in AWS; writes nothing',
  details:
    'A running daemon answers from its last looks; without one, AWS is read now. What would change in it: `reconcile plan --target ADDRESS`.',
  arguments: [
    new Argument('<address>', 'a resource (Kind/name)'),
    new Argument('[paths...]', 'without a daemon: files and directories of manifests'),
  ],
  options: [...anywhere],
  examples: [{ line: 'reconcile describe Key/backups', does: 'its sync, health, place and id in AWS' }],
  exits: { 0: 'shown', 1: 'an error, or there is no such resource' },
} as const satisfies CommandDeclaration;
