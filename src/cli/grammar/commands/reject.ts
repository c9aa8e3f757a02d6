import { Argument } from 'commander';
import { anywhere, reason } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

export const reject = {
  name: 'reject',
  group: 'Decide',
  summary: 'reject steps of the current plan until they change',
  arguments: [
    new Argument('<plan>', 'the id of the current plan, as `reconcile plans` shows it'),
    new Argument(
      '[step...]',
      'steps or resources (default: all that waits), and without a daemon files and directories of manifests',
    ),
  ],
  options: [reason, ...anywhere],
  examples: [
    {
      line: 'reconcile reject 3f2a9c01b7de Grant/etl --reason "not before the audit"',
      does: 'keeps the grant from being made',
    },
  ],
  exits: { 0: 'rejected', 1: 'not rejected' },
} as const satisfies CommandDeclaration;
