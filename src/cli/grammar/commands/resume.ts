import { Option } from 'commander';
import { addressesOrPaths, anywhere, brakeFor, brakeReason } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

const brake = new Option('--brake', 'release the brake: writes that it stopped continue');

export const resume = {
  name: 'resume',
  group: 'Decide',
  summary: 'end pauses; without an address also a freeze and a lent lease',
  arguments: [addressesOrPaths],
  options: [brake, brakeFor, brakeReason, ...anywhere],
  examples: [
    { line: 'reconcile resume', does: 'end all pauses' },
    { line: 'reconcile resume Key/orders', does: 'end the pause of one resource' },
    {
      line: 'reconcile resume --brake --for 30m --reason "the import is ours"',
      does: 'allow many writes of one kind',
    },
  ],
  exits: { 0: 'resumed', 1: 'there was no pause to end, or an error' },
} as const satisfies CommandDeclaration;
