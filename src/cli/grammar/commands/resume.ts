import { Option } from 'commander';
import { addressesOrPaths, anywhere, brakeFor, brakeReason } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

const brake = new Option('--brake', 'release the brake: what it stopped goes on');

export const resume = {
  name: 'resume',
  group: 'Decide',
  summary: 'end pauses; without an address also a freeze and a lent lease',
  arguments: [addressesOrPaths],
  options: [brake, brakeFor, brakeReason, ...anywhere],
  examples: [
    { line: 'reconcile resume', does: 'ends all that was paused' },
    { line: 'reconcile resume Key/orders', does: 'ends the pause of one resource' },
    {
      line: 'reconcile resume --brake --for 30m --reason "the import is ours"',
      does: 'lets many writes of one kind go on',
    },
  ],
  exits: { 0: 'resumed', 1: 'nothing was paused, or an error' },
} as const satisfies CommandDeclaration;
