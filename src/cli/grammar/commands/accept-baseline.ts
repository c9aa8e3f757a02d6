import { atDaemon } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

export const acceptBaseline = {
  name: 'accept-baseline',
  group: 'Decide',
  summary: 'accept a revision as the one that later ones are judged by',
  details:
    'Needed once, before a daemon writes at all; after its decisions were lost; and where the history of the source was rewritten.',
  arguments: [],
  options: [...atDaemon],
  examples: [{ line: 'reconcile accept-baseline', does: 'lets a new daemon write, after its plan was read' }],
  exits: { 0: 'accepted', 1: 'not accepted' },
} as const satisfies CommandDeclaration;
