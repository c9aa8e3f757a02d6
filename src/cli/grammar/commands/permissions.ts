import type { CommandDeclaration } from '../declaration.ts';
import { noColor, output, paths } from '../options.ts';

export const permissions = {
  name: 'permissions',
  group: 'Write and learn',
  summary: 'print the least-privilege IAM policies of the two roles',
  details:
    'From the manifests alone, on exactly their resources; AWS is not asked. The read role looks and plans, the write role applies.',
  arguments: [paths],
  options: [
    {
      flags: '--role <use>',
      about: 'of one role only',
      choices: ['read', 'write', 'both'],
      fallback: 'both',
      read: (texts) => {
        const use = texts.at(-1);
        return use === 'read' || use === 'write' ? { roleUse: use } : {};
      },
    },
    {
      flags: '--account <id>',
      about: 'of one account only',
      fallback: 'all',
      completes: 'nothing',
      read: (texts) =>
        /^\d{12}$/u.test(texts.at(-1) ?? '')
          ? { account: texts.at(-1) ?? '' }
          : { wrong: 'An account id has twelve digits' },
    },
    {
      flags: '--document',
      about: 'nothing but the policy document, as aws iam put-role-policy takes it',
      excludes: ['output'],
      read: () => ({ documentOnly: true }),
    },
    {
      flags: '--part <n>',
      about: 'with --document: which one of a policy that had to be split',
      completes: 'nothing',
      read: (texts) =>
        /^[1-9]\d?$/u.test(texts.at(-1) ?? '')
          ? { part: Number(texts.at(-1)) }
          : { wrong: 'The parts are counted from 1' },
    },
    output('human', 'json'),
    noColor,
  ],
  examples: [
    { line: 'reconcile permissions', does: 'both roles of each account, statement by statement' },
    {
      line: 'reconcile permissions --role write --document > write.json',
      does: 'for aws iam put-role-policy',
    },
    { line: 'reconcile permissions -o json', does: 'with the trust policies, for a program' },
  ],
  exits: { 0: 'printed', 1: 'the manifests are not valid, or there is no such role or account' },
} as const satisfies CommandDeclaration;
