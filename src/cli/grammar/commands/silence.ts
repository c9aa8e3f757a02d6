import { Option } from 'commander';
import { addressesOrPaths, anywhere, label, silenceFor, silenceReason } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

const end = new Option('--end <id>', 'end a silence, by its id from `reconcile status`').conflicts([
  'for',
  'reason',
]);

export const silence = {
  name: 'silence',
  group: 'Decide',
  summary: 'mute notifications of a Stack or some of its resources for a time',
  arguments: [addressesOrPaths],
  options: [label, silenceFor, silenceReason, end, ...anywhere],
  examples: [
    {
      line: 'reconcile silence -l team=payments --for 8h --reason "known, fixed tomorrow"',
      does: 'mute one team',
    },
    { line: 'reconcile silence --end 5f1c', does: 'end a silence' },
  ],
  exits: { 0: 'silenced, or ended', 1: 'an error' },
} as const satisfies CommandDeclaration;
