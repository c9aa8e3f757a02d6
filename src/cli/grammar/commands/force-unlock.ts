import { Argument } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { endpoint, logLevel, noColor, paths, sandbox, stateDirectory } from '../options.ts';

export const forceUnlock = {
  name: 'force-unlock',
  group: 'Tools',
  summary: 'take the lease from a stuck run; changes nothing in AWS',
  arguments: [
    new Argument('<holder>', 'the lease holder, exactly as the refused run printed it: user@host:pid'),
    paths,
  ],
  options: [sandbox, stateDirectory, endpoint, logLevel, noColor],
  examples: [
    {
      line: 'reconcile force-unlock ci@runner-7:4711',
      does: 'after the runner is gone and its lease does not expire',
    },
  ],
  exits: { 0: 'the lease is free', 1: 'another run holds the lease' },
} as const satisfies CommandDeclaration;
