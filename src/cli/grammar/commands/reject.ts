import { Argument, Option } from 'commander';
import { anywhere, rejectionReason } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

const end = new Option('--end <id>', 'end a rejection, by its id from `reconcile status`').conflicts([
  'reason',
]);

export const reject = {
  name: 'reject',
  group: 'Decide',
  summary: 'reject steps of the current plan until they change, or end a rejection',
  details:
    'A rejection holds until the manifest or AWS changes. `reconcile status` and `reconcile plans` ' +
    'show who rejected a step, when and why.',
  arguments: [
    new Argument('[plan]', 'the id of the current plan, as `reconcile plans` shows it'),
    new Argument(
      '[step...]',
      'steps or resources (default: everything waiting); without a daemon also files and directories of manifests',
    ),
  ],
  options: [rejectionReason, end, ...anywhere],
  examples: [
    {
      line: 'reconcile reject 3f2a9c01b7de Grant/etl --reason "not before the audit"',
      does: 'prevent the creation of the grant',
    },
    { line: 'reconcile reject --end 5f1c', does: 'end a rejection: the step waits for approval again' },
  ],
  exits: { 0: 'rejected, or ended', 1: 'an error' },
} as const satisfies CommandDeclaration;
