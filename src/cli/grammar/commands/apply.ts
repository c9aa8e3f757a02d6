import type { CommandDeclaration } from '../declaration.ts';
import { summaries } from '../view-options.ts';
import {
  approve,
  dryRun,
  expires,
  firstRun,
  noWait,
  out,
  pathsOrPlan,
  planning,
  timeout,
  yes,
} from '../options.ts';

export const apply = {
  name: 'apply',
  group: 'Change AWS',
  summary: 'show the changes, ask, and apply them',
  arguments: [pathsOrPlan],
  options: [yes, approve, firstRun, timeout, noWait, dryRun, out, expires, ...summaries, ...planning()],
  examples: [
    {
      line: 'reconcile apply --sandbox',
      does: 'try Keywright on a simulated, in-process AWS (no account needed)',
    },
    {
      line: 'reconcile apply --yes',
      does: 'do not ask: apply steps that need no approval, and removals declared in Git',
    },
    { line: 'reconcile apply --yes --approve=widen', does: 'also apply steps that grant more access' },
    { line: 'reconcile apply plan.json', does: 'apply exactly what reconcile plan --out plan.json showed' },
    { line: 'reconcile apply --target Key/backups', does: 'one key and its dependencies' },
  ],
  exits: {
    0: 'done, or nothing to do',
    1: 'a step failed or was refused, or a read failed',
    3: 'done, except for steps waiting for approval or AWS',
  },
} as const satisfies CommandDeclaration;
