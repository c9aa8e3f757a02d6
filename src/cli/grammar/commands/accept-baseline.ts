import { Argument } from 'commander';
import { atDaemon } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { withoutAsking } from '../options.ts';

export const acceptBaseline = {
  name: 'accept-baseline',
  group: 'Decide',
  summary: 'accept a revision as the one that later ones are judged by',
  details:
    'Needed once, before a daemon writes at all; after its decisions were lost; and where the history of the source was rewritten. Without a revision, it shows the one that waits, or is in force, and asks.',
  arguments: [new Argument('[revision]', 'the id of the revision that you saw: another one is not accepted')],
  options: [withoutAsking, ...atDaemon],
  examples: [
    { line: 'reconcile accept-baseline', does: 'lets a new daemon write, after its plan was read' },
    { line: 'reconcile accept-baseline 1f0c2ab', does: 'accepts this commit, or nothing' },
  ],
  exits: { 0: 'accepted', 1: 'not accepted' },
} as const satisfies CommandDeclaration;
