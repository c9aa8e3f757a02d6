import type { CommandDeclaration } from '../declaration.ts';
import { viewing } from '../view-options.ts';
import { expires, failOn, out, paths, planning } from '../options.ts';

export const plan = {
  name: 'plan',
  aliases: ['diff'],
  group: 'Look',
  summary: 'show what would change; writes nothing but the file of --out',
  arguments: [paths],
  options: [out, expires, failOn, ...viewing, ...planning],
  examples: [
    { line: 'reconcile plan', does: 'what would change in the AWS of your credentials' },
    { line: 'reconcile plan --calls full', does: 'with everything that would be sent' },
    { line: 'reconcile plan --out plan.json', does: 'keep it, for reconcile apply plan.json' },
    { line: 'reconcile plan --fail-on orphans', does: 'exit 2 also when something was left behind in AWS' },
    { line: 'reconcile plan --only drifted,blocked', does: 'of a large estate what needs a person' },
    { line: 'reconcile plan -o markdown', does: 'for a comment on a pull request' },
  ],
  exits: {
    0: 'nothing to do',
    1: 'an error',
    2: 'there are changes, a hold appeared, something still settles, or --fail-on applies',
  },
} as const satisfies CommandDeclaration;
