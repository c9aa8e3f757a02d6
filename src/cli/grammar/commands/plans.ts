import { Argument } from 'commander';
import { anywhere } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { calls } from '../options.ts';

export const plans = {
  name: 'plans',
  group: 'Look',
  summary: 'list the latest plans and what waits for a person, or show one plan',
  arguments: [
    new Argument('[plan...]', 'one plan, by its id; without a daemon files and directories of manifests'),
  ],
  options: [...anywhere, calls],
  examples: [
    { line: 'reconcile plans', does: 'the current plan, earlier ones, and what to approve' },
    { line: 'reconcile plans 3f2a9c01b7de', does: 'what this plan does, as `reconcile plan` shows it' },
  ],
  exits: { 0: 'shown', 1: 'an error, or there is no such plan' },
} as const satisfies CommandDeclaration;
