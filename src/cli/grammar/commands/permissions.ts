import { Option } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { noColor, output, paths, refuse } from '../options.ts';

export const permissions = {
  name: 'permissions',
  group: 'Write and learn',
  summary: 'print the least-privilege IAM policies of the roles',
  details:
    'Computed from the manifests for exactly their resources, without AWS calls. The read role plans, the write role applies. If the Stack declares them, a destroy role deletes and disables, and a coordination role holds lease and journal.',
  arguments: [paths],
  options: [
    new Option('--role <use>', 'only this role')
      .choices(['read', 'write', 'destroy', 'coordination', 'all'])
      .default(undefined, 'all'),
    new Option('--account <id>', 'only this account')
      .default(undefined, 'all')
      .argParser((id) => (/^\d{12}$/u.test(id) ? id : refuse('An account ID must have 12 digits'))),
    new Option('--document', 'only the policy document, for aws iam put-role-policy').conflicts('output'),
    new Option('--part <n>', 'with --document: the part of a split policy').argParser((part) =>
      /^[1-9]\d?$/u.test(part) ? Number(part) : refuse('The parts are counted from 1'),
    ),
    output('human', 'json'),
    noColor,
  ],
  examples: [
    { line: 'reconcile permissions', does: 'every role of each account, statement by statement' },
    {
      line: 'reconcile permissions --role write --document > write.json',
      does: 'for aws iam put-role-policy',
    },
    { line: 'reconcile permissions -o json', does: 'machine-readable, with the trust policies' },
  ],
  exits: { 0: 'printed', 1: 'the manifests are not valid, or no such role or account' },
} as const satisfies CommandDeclaration;
