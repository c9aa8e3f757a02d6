import { Argument } from 'commander';
import { anywhere, approvalFor } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { withoutAsking } from '../options.ts';

export const approve = {
  name: 'approve',
  group: 'Decide',
  summary: 'approve steps of the current plan; each approval is used once',
  details:
    'An approval covers exactly the plan shown: after a change of AWS, commit or guardrails, approve again. ' +
    'Authors cannot approve what their own commit widens, deletes, loosens or cuts off.\n\n' +
    'Without a local daemon, the approval is stored beside the lease for a daemon that shares it. `reconcile apply` asks on its own.',
  arguments: [
    new Argument('<plan>', 'the id of the current plan, as `reconcile plans` shows it'),
    new Argument(
      '[step...]',
      'steps or resources (default: everything waiting); without a daemon also files and directories of manifests',
    ),
  ],
  options: [approvalFor, withoutAsking, ...anywhere],
  examples: [
    { line: 'reconcile approve 3f2a9c01b7de', does: 'show the waiting steps, ask, and approve them' },
    { line: 'reconcile approve 3f2a9c01b7de Key/orders --yes', does: 'one resource, without asking' },
  ],
  exits: { 0: 'approved', 1: 'not approved' },
} as const satisfies CommandDeclaration;
