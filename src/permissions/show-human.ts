import type { Settings } from '../model/resource.ts';
import { markOf, stackTag } from '../model/resource.ts';
import { wrap } from '../report/text/width.ts';
import type { Look } from '../report/text/style.ts';
import { purposes, type Condition, type Purpose } from './demand.ts';
import { inlineLimit, managedLimit, sizeOf } from './fit.ts';
import type { RolePermissions } from './permissions.ts';
import type { Statement } from './statements.ts';

/** Prints the policies in words, how to put them in place, and what to know about them. */
export function permissionsText(roles: readonly RolePermissions[], settings: Settings, look: Look): string {
  const [one] = roles;
  return [
    ...wrap(
      `Permissions of stack ${settings.name} for exactly its resources, computed from its manifests without AWS calls.`,
      look.width,
    ),
    ...roles.flatMap((role) => ['', ...roleLines(role, look)]),
    ...(one === undefined ? [] : ['', ...howTo(one, look)]),
    '',
    ...knowing(settings, roles, look),
    '',
  ].join('\n');
}

function roleLines(role: RolePermissions, look: Look): readonly string[] {
  const { account, use, documents } = role;
  const who = role.role ?? 'the caller of Keywright: the Stack names no roles for this account';
  return [
    look.style('bold', `${account} ${use}`),
    ...wrap(who, look.width, '  '),
    ...wrap(sizes(role), look.width, '  '),
    ...documents.flatMap(({ Statement }) =>
      Statement.flatMap((one, index) => ['', ...statementLines(one, Statement[index - 1], look)]),
    ),
  ];
}

function sizes({ documents }: RolePermissions): string {
  const counted = documents.map((document) => thousands(sizeOf(document)));
  if (documents.length === 0) return 'no policy: these manifests need no permissions for it';
  if (documents.length === 1)
    return `one inline policy, ${counted.join('')} of ${thousands(inlineLimit)} characters`;
  return `${documents.length} managed policies, because a role accepts only ${thousands(inlineLimit)} characters inline: ${counted.join(', ')} of ${thousands(managedLimit)} characters each`;
}

/** Formats a number as `10,240`, in every locale. */
function thousands(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
}

/** The longest list that is shown whole; JSON has all of it. */
const shown = 4;

/** Prints a statement. What it is for is said once for all of its purpose. */
function statementLines(
  { Sid, Action, Resource, Condition: condition }: Statement,
  before: Statement | undefined,
  look: Look,
): readonly string[] {
  const more = Resource.length > shown ? [`    and ${Resource.length - shown} more`] : [];
  const purpose = purposeOf(Sid);
  const told = before !== undefined && purposeOf(before.Sid) === purpose;
  return [
    ...wrap(
      `${look.style('cyan', Sid)}${told ? '' : `: ${purpose === undefined ? '' : purposes[purpose]}`}`,
      look.width,
      '  ',
      '    ',
    ),
    ...wrap(Action.join(', '), look.width, '    '),
    ...Resource.slice(0, shown).map((resource) => `    on ${resource}`),
    ...more,
    ...conditionLines(condition).flatMap((line) => wrap(line, look.width, '    ', '      ')),
  ];
}

/**
 * Finds the purpose of a Sid. A Sid is its purpose, with a number where there are several, and a letter where one was
 * split.
 */
function purposeOf(sid: string): Purpose | undefined {
  const name = sid.replace(/\d*[ab]*$/u, '');
  return (Object.keys(purposes) as Purpose[]).find((purpose) => purpose === name || purpose === sid);
}

function conditionLines(condition: Condition | undefined): readonly string[] {
  return Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => `if ${key} ${operator} ${[values].flat().join(', ')}`),
  );
}

function howTo({ account, use, role, documents }: RolePermissions, look: Look): readonly string[] {
  const name = role?.split('/').at(-1) ?? 'ROLE';
  const file = `${use}.json`;
  return [
    look.style('bold', 'To attach a policy'),
    `  reconcile permissions${look.estate ?? ''} --role ${use} --account ${account} --document > ${file}`,
    ...(documents.length === 1
      ? [
          `  aws iam put-role-policy --role-name ${name} --policy-name keywright \\`,
          `    --policy-document file://${file}`,
        ]
      : ['  For a split policy, add --part N and attach each part with aws iam attach-role-policy']),
  ];
}

function knowing(settings: Settings, roles: readonly RolePermissions[], look: Look): readonly string[] {
  const has = (sid: string): boolean =>
    roles.some(({ documents }) =>
      documents.some(({ Statement }) => Statement.some(({ Sid }) => Sid.startsWith(sid))),
    );
  const notes = [
    `These policies follow the manifests: regenerate them when a change needs more permissions.`,
    ...(has('OurKeys')
      ? [
          `Keywright identifies its keys by the tag ${stackTag}=${markOf(settings)}. Do not let others tag keys: these policies apply to every key with this tag. A new tag may take minutes to affect permissions.`,
          'IAM policies apply to a key only if its key policy allows the account root.',
        ]
      : []),
    ...(has('MarkKeys')
      ? [
          'The permission to create tagged keys is also the permission to tag every key in the account. KMS cannot distinguish the two, so the write role can tag keys that it does not own.',
        ]
      : []),
    ...(has('Coordination')
      ? [
          'If the coordination bucket uses a KMS key, its roles also need kms:Decrypt on that key. The writing role also needs kms:GenerateDataKey. If the bucket uses an alias, the read role needs kms:DescribeKey.',
        ]
      : []),
    ...(roles.some(({ role }) => role !== undefined)
      ? [
          'The caller of Keywright needs sts:AssumeRole on these roles, and the roles must trust it. -o json contains both documents.',
        ]
      : []),
  ];
  return [look.style('bold', 'Notes'), ...notes.flatMap((note) => wrap(note, look.width, '  - ', '    '))];
}
