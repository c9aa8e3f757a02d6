import { Argument } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { endpoint, logLevel, noColor, paths, sandbox, stateDirectory, withoutAsking } from '../options.ts';

export const forget = {
  name: 'forget',
  group: 'Tools',
  summary: 'forget the recorded state of a resource or orphan; changes nothing in AWS',
  arguments: [new Argument('<address>', 'Kind/name'), paths],
  options: [withoutAsking, sandbox, stateDirectory, endpoint, logLevel, noColor],
  examples: [
    {
      line: 'reconcile forget Alias/old --yes',
      does: 'after you deleted its manifest: stop reporting it as an orphan',
    },
    {
      line: 'reconcile forget Key/backups',
      does: 'after its key was deleted by hand: allow a new one',
    },
  ],
  exits: { 0: 'forgotten, or nothing was recorded', 1: 'not forgotten' },
} as const satisfies CommandDeclaration;
