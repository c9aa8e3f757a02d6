import { Argument } from 'commander';
import { anywhere } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { calls } from '../options.ts';

export const plans = {
  name: 'plans',
  group: 'Look',
  summary: 'list recent plans and steps that wait for approval, or show one plan',
  arguments: [
    new Argument('[plan...]', 'a plan id; without a daemon also files and directories of manifests'),
  ],
  options: [...anywhere, calls],
  examples: [
    { line: 'reconcile plans', does: 'the current plan, earlier plans, and steps to approve' },
    { line: 'reconcile plans 3f2a9c01b7de', does: 'show this plan as `reconcile plan` does' },
  ],
  exits: { 0: 'shown', 1: 'an error, or no such plan' },
} as const satisfies CommandDeclaration;
