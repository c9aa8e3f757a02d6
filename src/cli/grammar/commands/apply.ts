import type { CommandDeclaration } from '../declaration.ts';
import { summaries } from '../view-options.ts';
import { approve, dryRun, expires, firstRun, out, pathsOrPlan, planning, timeout, yes } from '../options.ts';

export const apply = {
  name: 'apply',
  group: 'Change AWS',
  summary: 'show what would change, ask, and apply it',
  arguments: [pathsOrPlan],
  options: [yes, approve, firstRun, timeout, dryRun, out, expires, ...summaries, ...planning],
  examples: [
    { line: 'reconcile apply --sandbox', does: 'try it: an AWS inside the process, no account needed' },
    {
      line: 'reconcile apply --yes',
      does: 'do not ask: apply what needs no approval, and what Git takes away',
    },
    { line: 'reconcile apply --yes --approve=widen', does: 'and what gives more access' },
    { line: 'reconcile apply plan.json', does: 'what reconcile plan --out plan.json showed, and only that' },
    { line: 'reconcile apply --target Key/backups', does: 'one key, and what it needs' },
  ],
  exits: {
    0: 'done, or nothing to do',
    1: 'something failed, could not be read or was refused',
    3: 'done, but for what waits for a person or for AWS',
  },
} as const satisfies CommandDeclaration;
