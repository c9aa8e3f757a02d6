import { Argument } from 'commander';
import { atDaemon, howLong, reason } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { calls, withoutAsking } from '../options.ts';

export const rollback = {
  name: 'rollback',
  group: 'Decide',
  summary: 'hold the Stack at an earlier commit for a time: shows the plan and asks',
  details:
    'Restores the resources of that commit, but never a Stack that allowed more than the accepted one. ' +
    '`reconcile status` shows who did it, why and until when. `reconcile sync` ends it.',
  arguments: [new Argument('<commit>', 'the id of the commit')],
  options: [howLong, reason, withoutAsking, ...atDaemon, calls],
  examples: [
    {
      line: 'reconcile rollback 1f0c2ab --for 2h --reason "broken policy"',
      does: 'show the changes, ask, and roll back',
    },
  ],
  exits: { 0: 'held at the commit', 1: 'not held' },
} as const satisfies CommandDeclaration;
