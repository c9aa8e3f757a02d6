import { Argument } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { endpoint, logLevel, noColor, paths, sandbox, stateDirectory, withoutAsking } from '../options.ts';

export const forget = {
  name: 'forget',
  group: 'Tools',
  summary: 'forget the recorded state of a resource, or an orphan; nothing changes in AWS',
  arguments: [new Argument('<address>', 'Kind/name'), paths],
  options: [withoutAsking, sandbox, stateDirectory, endpoint, logLevel, noColor],
  examples: [
    {
      line: 'reconcile forget Alias/old --yes',
      does: 'after its manifest was deleted, so that it is no longer reported as an orphan',
    },
    {
      line: 'reconcile forget Key/backups',
      does: 'after its key was deleted by hand, so that a new one may be made',
    },
  ],
  exits: { 0: 'forgotten, or nothing was remembered', 1: 'not forgotten' },
} as const satisfies CommandDeclaration;
