import { Argument } from 'commander';
import { anywhere, approvalFor } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { withoutAsking } from '../options.ts';

export const approve = {
  name: 'approve',
  group: 'Decide',
  summary: 'approve steps of the current plan; each approval is used once',
  details:
    'An approval binds exactly what the plan shows: once AWS, the commit or the guardrails move, a new one is needed. ' +
    'Nobody approves what a commit of their own widens, deletes, loosens or cuts off.\n\n' +
    'Without a daemon here, the approval stands beside the lease for a daemon that shares it; `reconcile apply` asks by itself.',
  arguments: [
    new Argument('<plan>', 'the id of the current plan, as `reconcile plans` shows it'),
    new Argument(
      '[step...]',
      'steps or resources (default: all that waits), and without a daemon files and directories of manifests',
    ),
  ],
  options: [approvalFor, withoutAsking, ...anywhere],
  examples: [
    { line: 'reconcile approve 3f2a9c01b7de', does: 'shows what waits, asks, and approves it' },
    { line: 'reconcile approve 3f2a9c01b7de Key/orders --yes', does: 'one resource, without asking' },
  ],
  exits: { 0: 'approved', 1: 'not approved' },
} as const satisfies CommandDeclaration;
