import { Argument } from 'commander';
import { atDaemon } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { withoutAsking } from '../options.ts';

export const acceptBaseline = {
  name: 'accept-baseline',
  group: 'Decide',
  summary: 'accept a revision as the baseline for later revisions',
  details:
    'Needed once before a daemon writes, after its decisions were lost, and after the source history was rewritten. Without an argument, it shows the waiting or active revision and asks.',
  arguments: [new Argument('[revision]', 'the id of the revision that you reviewed; any other is rejected')],
  options: [withoutAsking, ...atDaemon],
  examples: [
    { line: 'reconcile accept-baseline', does: 'allow a new daemon to write, after you reviewed its plan' },
    { line: 'reconcile accept-baseline 1f0c2ab', does: 'accept this commit only' },
  ],
  exits: { 0: 'accepted', 1: 'not accepted' },
} as const satisfies CommandDeclaration;
