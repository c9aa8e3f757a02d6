import { Option } from 'commander';
import { addressesOrPaths, anywhere, label, silenceFor, silenceReason } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

const end = new Option('--end <id>', 'end a silence, by the id that `reconcile status` shows').conflicts([
  'for',
  'reason',
]);

export const silence = {
  name: 'silence',
  group: 'Decide',
  summary: 'send no notifications of a Stack, or of resources of it, until an end',
  arguments: [addressesOrPaths],
  options: [label, silenceFor, silenceReason, end, ...anywhere],
  examples: [
    {
      line: 'reconcile silence -l team=payments --for 8h --reason "known, fixed tomorrow"',
      does: 'of a team',
    },
    { line: 'reconcile silence --end 5f1c', does: 'ends one' },
  ],
  exits: { 0: 'silenced, or ended', 1: 'an error' },
} as const satisfies CommandDeclaration;
