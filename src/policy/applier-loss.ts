import type { Diagnostic } from '../model/diagnostic.ts';
import { accountOfRoot } from './canonical.ts';
import { isEverybody } from './covers.ts';
import { showText, type Policy, type Statement } from './document.ts';
import { fold } from './fold.ts';
import { overlapsGlob } from './glob.ts';
import { ask, askFor, deciding, isDeny, reason, statementOf, type Keepers, type Known } from './keepers.ts';
import { statementPath } from './parse.ts';

/** What it takes to see and to undo a document that locks somebody out. */
export const undoing = {
  key: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy'],
  bucket: ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
} as const;

/** Reports what whoever runs Keywright would lose, where the Stack names no roles. */
export function applierLoss(
  policy: Policy,
  keepers: Keepers,
  actions: readonly string[],
): readonly Diagnostic[] {
  const { caller } = keepers;
  if (caller === undefined) return nobodyLeft(policy, keepers, actions);
  // The root of the owner may always read, put and delete the policy of a bucket (S3 User Guide, bucket policies).
  if (actions === undoing.bucket && accountOfRoot(caller) !== undefined) return [];
  const lost = actions.flatMap((action) => {
    const answer = askFor(policy, keepers, callerIn(policy, caller), action);
    return answer.is === 'denied' ? [{ action, answer }] : [];
  });
  const [first] = lost;
  if (first === undefined) return [];
  return [
    {
      severity: 'error',
      code: 'policy.keywright-locked-out',
      message: `${caller}, which runs Keywright, would lose ${lost.map(({ action }) => action).join(', ')}: it ${reason(policy, first.answer)}`,
      hint: isDeny(first.answer)
        ? 'exempt it from the Deny, e.g. with ArnNotEquals aws:PrincipalArn and the ARN of its user or role'
        : 'allow the account root, so that IAM policies take effect, or allow the actions to its user or role',
      path: deciding([first.answer], keepers.at),
    },
  ];
}

/**
 * Derives what is known of the caller from its ARN. The ARN of a session does not hold the path of its role, and
 * aws:PrincipalArn does. Where the document speaks of a role of that name with a path, either of the two may be
 * meant.
 */
function callerIn(policy: Policy, arn: string): Known {
  const [, partition, account, name] =
    /^arn:([a-z\d-]+):sts::(\d{12}):assumed-role\/([^/]+)\//u.exec(arn) ?? [];
  if (partition === undefined || account === undefined || name === undefined)
    return { arn, principalArn: arn };
  const role = `arn:${partition}:iam::${account}:role/`;
  const spoken = policy.statements
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => fold(key) === 'aws:principalarn')
    .flatMap(({ values }) => values.map(showText));
  const ambiguous = spoken.some((value) => overlapsGlob(value, `${role}*/${name}`));
  return { arn, principalArn: ambiguous ? undefined : `${role}${name}` };
}

/**
 * Reports what a Deny takes from anybody of the account who is not the root. The Stack names no roles, so whoever
 * runs Keywright is not known yet. A Deny that may spare somebody by name is judged when AWS has said who calls.
 * Here it counts as sparing them.
 */
function nobodyLeft(policy: Policy, keepers: Keepers, actions: readonly string[]): readonly Diagnostic[] {
  const anybody = `arn:${keepers.partition}:iam::${keepers.account}:role/any`;
  const nameless: Policy = { ...policy, statements: policy.statements.filter((one) => !sparesByName(one)) };
  const lost = actions
    .map((action) => ({ action, answer: ask(nameless, keepers, anybody, action) }))
    .filter(({ answer }) => isDeny(answer));
  const first = lost.find(({ answer }) => answer.why === 'explicit-deny') ?? lost[0];
  const statement = statementOf(nameless, first?.answer);
  if (first === undefined || statement === undefined) return [];
  const by = policy.statements.indexOf(statement);
  const certain = first.answer.why === 'explicit-deny';
  const names = lost.filter(({ answer }) => answer.by === first.answer.by).map(({ action }) => action);
  return [
    {
      severity: certain ? 'error' : 'warning',
      code: 'policy.keywright-locked-out',
      message: `the caller that runs Keywright ${certain ? 'would' : 'may'} lose ${names.join(', ')}: it ${reason(policy, { ...first.answer, by })}`,
      hint: 'exempt the principal that runs Keywright from the Deny, e.g. with ArnNotEquals aws:PrincipalArn',
      path: statementPath(keepers.at ?? '', by),
    },
  ];
}

function sparesByName({ effect, principals, conditions }: Statement): boolean {
  const named = principals?.not === true || principals?.entries.some(isEverybody) === false;
  return effect === 'Deny' && (named || conditions.some(({ key }) => isName(fold(key))));
}

function isName(key: string): boolean {
  return /^aws:(?:principalarn|principaltag\/.*|userid|username|principalorgpaths)$/u.test(key);
}
