import { Argument } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { viewing } from '../view-options.ts';
import { calls, noColor, output } from '../options.ts';

export const show = {
  name: 'show',
  group: 'Look',
  summary: 'print a saved plan; asks AWS nothing',
  arguments: [new Argument('<file>', 'what `reconcile plan --out FILE` wrote')],
  options: [output('human', 'json', 'markdown'), calls, ...viewing, noColor],
  examples: [
    { line: 'reconcile show plan.json', does: 'as it was shown when it was made' },
    { line: 'reconcile show plan.json -o markdown', does: 'for a comment on a pull request' },
  ],
  exits: { 0: 'shown', 1: 'it is no saved plan, or a broken one' },
} as const satisfies CommandDeclaration;
