import type { CommandDeclaration } from '../declaration.ts';
import { viewing } from '../view-options.ts';
import { source, tokenFile } from '../control-options.ts';
import { expires, failOn, out, paths, planning, server } from '../options.ts';

export const plan = {
  name: 'plan',
  aliases: ['diff'],
  group: 'Look',
  summary: 'show what would change; writes only the file of --out',
  arguments: [paths],
  options: [out, expires, failOn, server, source, tokenFile, ...viewing, ...planning('sarif')],
  examples: [
    { line: 'reconcile plan', does: 'show what would change in the AWS account of your credentials' },
    { line: 'reconcile plan --calls full', does: 'with every AWS request in full' },
    { line: 'reconcile plan --out plan.json', does: 'save the plan for reconcile apply plan.json' },
    { line: 'reconcile plan --fail-on orphans', does: 'also exit 2 if there are orphans in AWS' },
    { line: 'reconcile plan --only drifted,blocked', does: 'only resources that need your attention' },
    { line: 'reconcile plan -o markdown', does: 'for a comment on a pull request' },
    {
      line: 'reconcile plan -o sarif > plan.sarif',
      does: 'for code scanning: what to review, at its manifest',
    },
    {
      line: 'reconcile plan --server https://keywright.example.com --token-file ci.token',
      does: 'in CI without AWS credentials: a daemon plans',
    },
  ],
  exits: {
    0: 'nothing to do',
    1: 'an error',
    2: 'changes, a new hold, a settling resource, or a --fail-on condition',
  },
} as const satisfies CommandDeclaration;
