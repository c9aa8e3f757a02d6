import { Option } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { noColor, output, paths, refuse } from '../options.ts';

export const permissions = {
  name: 'permissions',
  group: 'Write and learn',
  summary: 'print the least-privilege IAM policies of the roles',
  details:
    'From the manifests alone, on exactly their resources; AWS is not asked. The read role looks and plans, the write role applies. Where the Stack names them, a third role deletes and disables, and a fourth keeps lease and journal.',
  arguments: [paths],
  options: [
    new Option('--role <use>', 'of one role only')
      .choices(['read', 'write', 'destroy', 'coordination', 'all'])
      .default(undefined, 'all'),
    new Option('--account <id>', 'of one account only')
      .default(undefined, 'all')
      .argParser((id) => (/^\d{12}$/u.test(id) ? id : refuse('An account id has twelve digits'))),
    new Option(
      '--document',
      'nothing but the policy document, as aws iam put-role-policy takes it',
    ).conflicts('output'),
    new Option('--part <n>', 'with --document: which one of a policy that had to be split').argParser(
      (part) => (/^[1-9]\d?$/u.test(part) ? Number(part) : refuse('The parts are counted from 1')),
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
    { line: 'reconcile permissions -o json', does: 'with the trust policies, for a program' },
  ],
  exits: { 0: 'printed', 1: 'the manifests are not valid, or there is no such role or account' },
} as const satisfies CommandDeclaration;
