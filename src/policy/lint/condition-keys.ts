import { remembered } from '../../model/derived.ts';
import { expandAction } from '../actions.ts';
import { referenceDate } from '../authorization/index.ts';
import type { Condition, Statement } from '../document.ts';
import { fold } from '../fold.ts';
import { demandsKey } from '../operators.ts';
import { carries, isConditionKey, meantKey } from '../reference.ts';
import { namedActions, namedPrincipals, type Finding, type LintContext } from './lint.ts';

/**
 * Reports L23: a condition key that AWS does not have. An Allow by it never allows, and a Deny never denies. S3
 * refuses it ("Policy has an invalid condition key"). A key that is newer than our table is no mistake, so only a
 * misspelt one is an error.
 */
export function unknownConditionKeys(statement: Statement, { kind }: LintContext): readonly Finding[] {
  return statement.conditions
    .filter(({ key }) => isConditionKey(key) === 'no')
    .map(({ operator, key }) => {
      const bare = key.includes(':') ? key : `aws:${key}`;
      const near = meantKey(bare);
      return {
        severity: kind === 'bucket' && near?.surely === true ? 'error' : 'warning',
        code: 'policy.unknown-condition-key',
        says: `tests ${key}, which is not an AWS condition key`,
        hint:
          near === undefined
            ? `the references of ${referenceDate} do not list it, so requests never contain it`
            : `did you mean ${near.meant}?`,
        element: ['Condition', operator, key],
      };
    });
}

/**
 * Reports L10: an action whose requests never contain the condition key, by the Service Authorization Reference. S3
 * refuses it ("Conditions do not apply to combination of actions and resources in statement"); elsewhere an Allow
 * never allows and a Deny never denies.
 */
export function unsupportedConditionKeys(statement: Statement, { kind }: LintContext): readonly Finding[] {
  // CloudWatch Logs and others document one statement with kms:Describe* among the actions that carry their context.
  const ofServices = kind === 'key' && namedPrincipals(statement).some(({ type }) => type === 'Service');
  if (ofServices) return [];
  return statement.conditions.flatMap((condition): readonly Finding[] => {
    if (isConditionKey(condition.key) === 'no' || (kind !== 'bucket' && !demandsKey(condition))) return [];
    const idle = namedActions(statement).filter((entry) => neverCarries(entry, condition));
    if (idle.length === 0) return [];
    return [
      {
        severity: 'warning',
        code: 'policy.unsupported-condition-key',
        says: `tests ${condition.key}, which requests for ${idle.join(', ')} never contain`,
        hint: 'move the action to a statement without this condition',
        element: ['Condition', condition.operator, condition.key],
      },
    ];
  });
}

function neverCarries(entry: string, { key }: Condition): boolean {
  return lacks(`${entry} ${key}`);
}

/** Of an entry and a key: `s3:*` alone stands for two hundred actions. */
const lacks = remembered(4_096, (both): boolean => {
  const [entry = '', key = ''] = both.split(' ');
  const actions = expandAction(entry) ?? [];
  return actions.length > 0 && actions.every((action) => carries(action, key) === false);
});

/** Keys that tell one key from others. */
const forRoles = ['kms:resourcealiases'];

/**
 * Reports condition keys that KMS takes in role policies only. It answered PutKeyPolicy with "These condition keys are not permitted in a key policy" to somebody who told of it in
 * awsdocs/aws-kms-developer-guide, pull request 47; no page says so, so this only warns.
 */
export function keysOfRolesOnly(statement: Statement, { kind }: LintContext): readonly Finding[] {
  if (kind !== 'key') return [];
  return statement.conditions
    .filter(({ key }) => forRoles.includes(fold(key)))
    .map(({ operator, key }) => ({
      severity: 'warning',
      code: 'policy.unsupported-condition-key',
      says: `tests ${key}, which KMS may reject in a key policy`,
      hint: 'move the condition to the IAM policies of the principals, or test kms:RequestAlias',
      element: ['Condition', operator, key],
    }));
}
