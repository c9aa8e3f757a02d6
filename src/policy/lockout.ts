import type { Diagnostic } from '../model/diagnostic.ts';
import type { Path } from '../model/path.ts';
import { accountOfRoot } from './canonical.ts';
import { directCall } from './caller.ts';
import { isEverybody } from './covers.ts';
import { showText, statementName, type Policy, type Statement } from './document.ts';
import { fold } from './fold.ts';
import { overlapsGlob } from './glob.ts';
import { evaluate, type Answered } from './evaluate.ts';
import { statementPath } from './parse.ts';

/** Who must keep what. All principals are ARNs. */
export interface Keepers {
  /** Account that owns the key or bucket. */
  readonly account: string;
  readonly partition: string;
  readonly region?: string;
  /** The organization of the account, where the Stack names it. */
  readonly organization?: string;
  /** Principals other than Keywright who may administer it, besides the account root. */
  readonly administrators: readonly string[];
  /** Keywright's own roles, with the actions each must keep. */
  readonly own: readonly { readonly arn: string; readonly actions: readonly string[] }[];
  /** Who runs Keywright, where AWS has said it and the Stack names no roles. */
  readonly caller?: string;
  /** The key's or bucket's ARN; a key's may not be known yet. */
  readonly resource?: string;
  /** Where the document stands in its manifest. */
  readonly at?: Path;
}

/**
 * Would this key policy lock people out? Errors if neither the account root nor a listed administrator
 * other than Keywright keeps kms:PutKeyPolicy, and for each of Keywright's roles that lacks an action it
 * needs. What rests on IAM through a statement for the account root counts as given, since those who
 * are listed have it there; a condition that cannot be judged counts as denied.
 */
export function keyLockOut(policy: Policy, keepers: Keepers): readonly Diagnostic[] {
  const own = new Set(keepers.own.map(({ arn }) => arn));
  const root = `arn:${keepers.partition}:iam::${keepers.account}:root`;
  const others = [root, ...keepers.administrators.filter((arn) => !own.has(arn) && arn !== root)];
  const judged = others.map((arn) => ({ arn, answer: ask(policy, keepers, arn, 'kms:PutKeyPolicy') }));
  const safe = judged.some(({ answer }) => answer.is === 'allowed');
  const lockedOut: readonly Diagnostic[] = safe
    ? []
    : [
        {
          severity: 'error',
          code: 'policy.lock-out',
          message: `nobody besides Keywright could change this key policy again: ${judged
            .map(({ arn, answer }) => `${shortName(arn)} ${reason(policy, answer)}`)
            .join('; ')}`,
          hint:
            denyHint(policy, judged, keepers) ??
            `allow kms:PutKeyPolicy to ${root} without a condition, or to a key administrator of the Stack`,
          path: deciding(
            judged.map(({ answer }) => answer),
            keepers.at,
          ),
        },
      ];
  return [...lockedOut, ...ownLoss(policy, keepers)];
}

/**
 * Would this bucket policy lock people out? In the owner's account IAM alone gives access, so only a
 * Deny can. Errors where Keywright would lose what it needs, and where besides nobody listed could
 * change the policy. The root of the owner may always delete it (S3 User Guide, bucket policies).
 */
export function bucketLockOut(policy: Policy, keepers: Keepers): readonly Diagnostic[] {
  const open = withIam(policy);
  const own = keepers.own.map(({ arn }) => arn);
  const everyone = [...new Set([...own, ...keepers.administrators])];
  const judged = everyone.map((arn) => ({ arn, answer: ask(open, keepers, arn, 's3:PutBucketPolicy') }));
  const locked = judged.filter(({ answer }) => answer.is !== 'allowed');
  const losses = own.length === 0 ? applierLoss(open, keepers) : ownLoss(open, keepers);
  if (judged.length === 0 || locked.length < judged.length) return losses;
  const lockedOut: Diagnostic = {
    severity: 'error',
    code: 'policy.lock-out',
    message: `nobody but the root of account ${keepers.account} could change this bucket policy again: ${locked
      .map(({ arn, answer }) => `${shortName(arn)} ${reason(policy, answer)}`)
      .join('; ')}`,
    hint:
      organizationHint(policy, judged, keepers) ??
      'except the principals that administer the bucket from the Deny; the root can still delete the policy',
    path: deciding(
      locked.map(({ answer }) => answer),
      keepers.at,
    ),
  };
  return [lockedOut, ...losses];
}

/** What whoever runs Keywright would lose, where the Stack names no roles. */
function applierLoss(policy: Policy, keepers: Keepers): readonly Diagnostic[] {
  const { caller } = keepers;
  if (caller === undefined) return nobodyLeft(policy, keepers);
  // The root of the owner may always read, put and delete the policy (S3 User Guide, bucket policies).
  if (accountOfRoot(caller) !== undefined) return [];
  const lost = ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'].flatMap((action) => {
    const answer = askFor(policy, keepers, callerIn(policy, caller), action);
    return answer.why === 'explicit-deny' ? [{ action, answer }] : [];
  });
  const [first] = lost;
  if (first === undefined) return [];
  return [
    {
      severity: 'error',
      code: 'policy.keywright-locked-out',
      message: `${caller}, which runs Keywright, would lose ${lost.map(({ action }) => action).join(', ')}: it ${reason(policy, first.answer)}`,
      hint: 'except it from the Deny, e.g. by ArnNotEquals aws:PrincipalArn with the ARN of its user or role',
      path: deciding([first.answer], keepers.at),
    },
  ];
}

/** A caller with what is certain of its calls. */
interface Known {
  readonly arn: string;
  /** What the request says in aws:PrincipalArn; undefined if that is not certain. */
  readonly principalArn: string | undefined;
}

/**
 * The ARN of a session does not hold the path of its role, and aws:PrincipalArn does. Where the document speaks of a
 * role of that name with a path, it is not certain which of the two is meant.
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
 * The Stack names no roles, so whoever runs Keywright is not known yet: anybody of the account who is not the root.
 * A Deny that may spare somebody by name is judged when AWS has said who calls; here it counts as sparing them.
 */
function nobodyLeft(policy: Policy, keepers: Keepers): readonly Diagnostic[] {
  const anybody = `arn:${keepers.partition}:iam::${keepers.account}:role/any`;
  const nameless: Policy = { ...policy, statements: policy.statements.filter((one) => !sparesByName(one)) };
  const answer = ask(nameless, keepers, anybody, 's3:PutBucketPolicy');
  const statement = answer.by === undefined ? undefined : nameless.statements[answer.by];
  if (answer.is === 'allowed' || statement === undefined) return [];
  const by = policy.statements.indexOf(statement);
  const certain = answer.why === 'explicit-deny';
  return [
    {
      severity: certain ? 'error' : 'warning',
      code: 'policy.keywright-locked-out',
      message: `whoever runs Keywright ${certain ? 'would' : 'may'} lose s3:PutBucketPolicy: it ${reason(policy, { ...answer, by })}`,
      hint: 'except from the Deny the principal that runs Keywright, e.g. by ArnNotEquals aws:PrincipalArn',
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

type Judged = readonly { readonly arn: string; readonly answer: Answered }[];

/** What helps where a Deny alone stands in the way: saying what it hangs on, or sparing somebody. */
function denyHint(policy: Policy, judged: Judged, keepers: Keepers): string | undefined {
  const denied = judged.find(({ answer }) => isDeny(answer));
  const statement = statementOf(policy, denied?.answer);
  if (denied === undefined || statement === undefined) return undefined;
  const name = statementName(statement, denied.answer.by ?? 0);
  return (
    organizationHint(policy, judged, keepers) ??
    `except ${denied.arn} from statement ${name}, e.g. by ArnNotEquals aws:PrincipalArn`
  );
}

/** A Deny outside of an organization can be judged once the Stack names its own. */
function organizationHint(policy: Policy, judged: Judged, { organization }: Keepers): string | undefined {
  const unsure = judged.find(({ answer }) => answer.why === 'possible-deny');
  const asked = statementOf(policy, unsure?.answer)?.conditions.find(
    ({ key }) => fold(key) === 'aws:principalorgid',
  );
  if (asked === undefined || organization !== undefined) return undefined;
  const id = asked.values.map(showText).find((value) => value.startsWith('o-')) ?? 'o-…';
  return `if the accounts of the Stack are of this organization, say so in the Stack: organization: ${id}`;
}

function isDeny({ why }: Answered): boolean {
  return why === 'possible-deny' || why === 'explicit-deny';
}

function statementOf(policy: Policy, answer: Answered | undefined): Statement | undefined {
  return answer?.by === undefined ? undefined : policy.statements[answer.by];
}

/** One diagnostic per role and deciding statement: a Deny of everything is one mistake, not ten. */
function ownLoss(policy: Policy, keepers: Keepers): readonly Diagnostic[] {
  return keepers.own.flatMap(({ arn, actions }) => {
    const lost = actions
      .map((action) => ({ action, answer: ask(policy, keepers, arn, action) }))
      .filter(({ answer }) => answer.is !== 'allowed');
    const causes = [
      ...new Map(lost.map(({ answer }) => [`${answer.why} ${answer.by ?? ''}`, answer])).values(),
    ];
    return causes.map((answer): Diagnostic => {
      const names = lost.filter((other) => other.answer.why === answer.why && other.answer.by === answer.by);
      const list = names.map(({ action }) => action).join(', ');
      return {
        severity: 'error',
        code: 'policy.keywright-locked-out',
        message: `Keywright's role ${shortName(arn)} would lose ${list}: it ${reason(policy, answer)}`,
        hint:
          answer.why === 'nothing-allows'
            ? `add a statement for the account root, so that IAM policies take effect, or allow the actions to ${arn}`
            : (denyHint(policy, [{ arn, answer }], keepers) ??
              `allow the actions to ${arn} without a condition`),
        path: deciding([answer], keepers.at),
      };
    });
  });
}

function ask(policy: Policy, keepers: Keepers, arn: string, action: string): Answered {
  return askFor(policy, keepers, { arn, principalArn: arn }, action);
}

function askFor(policy: Policy, keepers: Keepers, { arn, principalArn }: Known, action: string): Answered {
  const { 'aws:PrincipalArn': _, ...context } = directCall(principalArn ?? arn, keepers);
  return evaluate(policy, {
    caller: { is: 'aws', arn },
    action,
    ...(keepers.resource === undefined ? {} : { resource: keepers.resource }),
    context: { ...context, ...(principalArn === undefined ? {} : { 'aws:PrincipalArn': principalArn }) },
    iamAllows: true,
  });
}

/** What IAM gives in the bucket owner's account, as if the bucket policy said it last. */
function withIam(policy: Policy): Policy {
  const everything: Statement = {
    effect: 'Allow',
    principals: { not: false, entries: [{ type: 'AWS', value: '*' }] },
    actions: { not: false, entries: ['*'] },
    resources: { not: false, entries: ['*'] },
    conditions: [],
  };
  return { ...policy, statements: [...policy.statements, everything] };
}

function reason(policy: Policy, answer: Answered): string {
  const statement = answer.by === undefined ? undefined : policy.statements[answer.by];
  const name = statement === undefined ? '' : statementName(statement, answer.by ?? 0);
  switch (answer.why) {
    case 'explicit-deny':
      return `is denied by statement ${name}`;
    case 'possible-deny':
      return `may be denied by statement ${name}, whose condition cannot be judged from here`;
    case 'possible-allow':
      return `is allowed only by statement ${name}, whose condition cannot be judged from here`;
    case 'iam-decides':
      return `is allowed only by IAM policies, through statement ${name}`;
    case 'nothing-allows':
      return 'is allowed by no statement';
    case 'allow':
      return `is allowed by statement ${name}`;
  }
}

function deciding(answers: readonly Answered[], at: Path = ''): Path {
  const by = answers.find((answer) => answer.by !== undefined)?.by;
  return by === undefined ? at : statementPath(at, by);
}

function shortName(arn: string): string {
  return arn.endsWith(':root') ? 'the account root' : arn.slice(arn.lastIndexOf(':') + 1);
}
