import { Argument } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { viewing } from '../view-options.ts';
import { calls, noColor, output } from '../options.ts';

export const show = {
  name: 'show',
  group: 'Look',
  summary: 'print a saved plan; makes no AWS calls',
  arguments: [new Argument('<file>', 'a file written by `reconcile plan --out FILE`')],
  options: [output('human', 'json', 'markdown'), calls, ...viewing, noColor],
  examples: [
    {
      line: 'reconcile show plan.json',
      does: 'print the plan as it was shown when it was made',
    },
    { line: 'reconcile show plan.json -o markdown', does: 'for a comment on a pull request' },
  ],
  exits: { 0: 'shown', 1: 'not a saved plan, or a corrupt one' },
} as const satisfies CommandDeclaration;
