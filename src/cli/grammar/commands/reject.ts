import { Argument, Option } from 'commander';
import { anywhere, rejectionReason } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

const end = new Option('--end <id>', 'end a rejection, by the id that `reconcile status` shows').conflicts([
  'reason',
]);

export const reject = {
  name: 'reject',
  group: 'Decide',
  summary: 'reject steps of the current plan until they change, or end a rejection',
  details:
    'A rejection holds until what is declared or what AWS holds changes. `reconcile status` and `reconcile plans` ' +
    'show who rejected a step, when and why.',
  arguments: [
    new Argument('[plan]', 'the id of the current plan, as `reconcile plans` shows it'),
    new Argument(
      '[step...]',
      'steps or resources (default: all that waits), and without a daemon files and directories of manifests',
    ),
  ],
  options: [rejectionReason, end, ...anywhere],
  examples: [
    {
      line: 'reconcile reject 3f2a9c01b7de Grant/etl --reason "not before the audit"',
      does: 'keeps the grant from being made',
    },
    { line: 'reconcile reject --end 5f1c', does: 'ends a rejection: the step waits for approval again' },
  ],
  exits: { 0: 'rejected, or ended', 1: 'an error' },
} as const satisfies CommandDeclaration;
