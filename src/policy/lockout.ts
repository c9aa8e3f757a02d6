import type { Diagnostic } from '../model/diagnostic.ts';
import { applierLoss, undoing } from './applier-loss.ts';
import { showText, statementName, type Policy, type Statement } from './document.ts';
import { fold } from './fold.ts';
import type { Answered } from './evaluate.ts';
import { ask, deciding, isDeny, reason, statementOf, type Keepers } from './keepers.ts';

export type { Keepers };

/**
 * Judges if this key policy would lock people out. Reports an error if neither the account root nor a listed
 * administrator other than Keywright keeps kms:PutKeyPolicy. Reports one also for each of Keywright's roles that
 * lacks an action it needs. If the Stack names no roles, whoever runs Keywright takes their place. Counts as given
 * what rests on IAM through a statement for the account root. Those who are listed have it there. Counts as denied
 * a condition that cannot be judged.
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
          message: `this key policy would lock out everyone except Keywright: ${judged
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
  if (keepers.own.length > 0 || !safe) return [...lockedOut, ...ownLoss(policy, keepers)];
  return applierLoss(policy, keepers, undoing.key);
}

/**
 * Judges if this bucket policy would lock people out. In the owner's account IAM alone gives access, so only a Deny
 * can. Reports errors where Keywright would lose what it needs, and where besides nobody listed could change the
 * policy. The root of the owner may always delete it (S3 User Guide, bucket policies).
 */
export function bucketLockOut(policy: Policy, keepers: Keepers): readonly Diagnostic[] {
  const open = withIam(policy);
  const own = keepers.own.map(({ arn }) => arn);
  const everyone = [...new Set([...own, ...keepers.administrators])];
  const judged = everyone.map((arn) => ({ arn, answer: ask(open, keepers, arn, 's3:PutBucketPolicy') }));
  const locked = judged.filter(({ answer }) => answer.is !== 'allowed');
  const losses = own.length === 0 ? applierLoss(open, keepers, undoing.bucket) : ownLoss(open, keepers);
  if (judged.length === 0 || locked.length < judged.length) return losses;
  const lockedOut: Diagnostic = {
    severity: 'error',
    code: 'policy.lock-out',
    message: `this bucket policy would lock out everyone except the root of account ${keepers.account}: ${locked
      .map(({ arn, answer }) => `${shortName(arn)} ${reason(policy, answer)}`)
      .join('; ')}`,
    hint:
      organizationHint(policy, judged, keepers) ??
      'exempt the administrators of the bucket from the Deny; the root can still delete the policy',
    path: deciding(
      locked.map(({ answer }) => answer),
      keepers.at,
    ),
  };
  return [lockedOut, ...losses];
}

type Judged = readonly { readonly arn: string; readonly answer: Answered }[];

/** Suggests what helps where a Deny alone is the obstacle: saying what it hangs on, or sparing somebody. */
function denyHint(policy: Policy, judged: Judged, keepers: Keepers): string | undefined {
  const denied = judged.find(({ answer }) => isDeny(answer));
  const statement = statementOf(policy, denied?.answer);
  if (denied === undefined || statement === undefined) return undefined;
  const name = statementName(statement, denied.answer.by ?? 0);
  return (
    organizationHint(policy, judged, keepers) ??
    `exempt ${denied.arn} from statement ${name}, e.g. by ArnNotEquals aws:PrincipalArn`
  );
}

/** Suggests naming the organization: a Deny outside of one can be judged once the Stack names its own. */
function organizationHint(policy: Policy, judged: Judged, { organization }: Keepers): string | undefined {
  const unsure = judged.find(({ answer }) => answer.why === 'possible-deny');
  const asked = statementOf(policy, unsure?.answer)?.conditions.find(
    ({ key }) => fold(key) === 'aws:principalorgid',
  );
  if (asked === undefined || organization !== undefined) return undefined;
  const id = asked.values.map(showText).find((value) => value.startsWith('o-')) ?? 'o-…';
  return `if the accounts of the Stack belong to this organization, set in the Stack: organization: ${id}`;
}

/** Reports one diagnostic per role and deciding statement: a Deny of everything is one mistake, not ten. */
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
            ? `allow the account root, so that IAM policies take effect, or allow the actions to ${arn}`
            : (denyHint(policy, [{ arn, answer }], keepers) ??
              `allow the actions to ${arn} without a condition`),
        path: deciding([answer], keepers.at),
      };
    });
  });
}

/** Adds what IAM gives in the bucket owner's account, as if the bucket policy said it last. */
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

function shortName(arn: string): string {
  return arn.endsWith(':root') ? 'the account root' : arn.slice(arn.lastIndexOf(':') + 1);
}
