import { accountOfRoot } from '../canonical.ts';
import { isEverybody } from '../covers.ts';
import { isStale } from '../diff.ts';
import { showText, type Condition, type Statement, type Text } from '../document.ts';
import { fold } from '../fold.ts';
import { demandsKey, operatorOf } from '../operators.ts';
import { isPin } from '../party.ts';
import { namedActions, namedPrincipals, type Finding, type LintContext } from './lint.ts';

/**
 * Condition keys besides those of accounts and organizations that narrow everybody down. Not aws:PrincipalTag or
 * aws:username, which anybody gives to principals of their own; not kms:ViaService, since everybody can call
 * through S3 (S3 User Guide, the meaning of "public").
 */
const placeKeys = [
  'aws:userid',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpcesourcevpc',
  'aws:vpceaccount',
  'aws:vpceorgid',
];

/** Reports L01: an Allow for everybody without a condition that says who calls. */
export function wildcardPrincipal(statement: Statement): readonly Finding[] {
  const everybody = namedPrincipals(statement).find(isEverybody);
  if (statement.effect === 'Deny' || everybody === undefined || statement.conditions.some(restrictsCallers))
    return [];
  return [
    {
      severity: 'warning',
      code: 'policy.wildcard-principal',
      says: 'allows everyone, from any account',
      hint: 'name the principals, or add a condition such as StringEquals aws:PrincipalOrgID or kms:CallerAccount',
      element: ['Principal', everybody.type],
      entry: everybody.value,
    },
  ];
}

function restrictsCallers(condition: Condition): boolean {
  const key = fold(condition.key);
  const { family, negated } = operatorOf(condition.operator);
  if (negated || family === 'null' || !demandsKey(condition)) return false;
  if (key === 'aws:sourceip') return !condition.values.some(isWideNetwork);
  return (
    isPin(condition, { type: 'AWS', value: '*' }) ||
    (placeKeys.includes(key) && !condition.values.some(isAnybody))
  );
}

/**
 * Returns true for a pattern that anybody fits. The text before the first wildcard is what narrows; an id of AWS is
 * longer than a guess.
 */
function isAnybody(value: Text): boolean {
  return typeof value === 'string' && /^[^*?]{0,7}[*?]/u.test(value);
}

/**
 * Returns true for a network wider than /8 of IPv4 or /32 of IPv6: it counts as public (S3 User Guide, the meaning
 * of "public").
 */
function isWideNetwork(value: Text): boolean {
  const [address = '', length] = showText(value).split('/');
  return length !== undefined && Number(length) < (address.includes(':') ? 32 : 8);
}

/** Reports L02: every KMS action for one who is neither the account root nor a listed administrator. */
export function broadActions(statement: Statement, context: LintContext): readonly Finding[] {
  const all = namedActions(statement).filter((action) => /^(?:kms:)?\*+$/iu.test(action));
  if (statement.effect === 'Deny' || all.length === 0 || context.kind === 'bucket') return [];
  if (context.kind === 'role') {
    return [broad(`allows ${all.join(', ')} to the role`, all[0])];
  }
  const others = namedPrincipals(statement)
    .map(({ value }) => showText(value))
    .filter((value) => accountOfRoot(value) !== context.account && !context.administrators.includes(value));
  return others.length === 0 ? [] : [broad(`allows ${all.join(', ')} to ${others.join(', ')}`, all[0])];
}

function broad(says: string, entry: string | undefined): Finding {
  return {
    severity: 'warning',
    code: 'policy.broad-actions',
    says: `${says}, which is not a key administrator`,
    hint: 'name the actions that are needed; kms:* includes deleting the key and changing this policy',
    element: ['Action'],
    entry,
  };
}

/** Reports L07: an Allow by exclusion also allows what AWS adds tomorrow, and everybody who is not named. */
export function allowByExclusion(statement: Statement): readonly Finding[] {
  if (statement.effect === 'Deny') return [];
  const elements = [
    ...(statement.principals?.not === true ? ['NotPrincipal'] : []),
    ...(statement.actions?.not === true ? ['NotAction'] : []),
  ];
  return elements.map((element) => ({
    severity: 'warning',
    code: 'policy.allow-not',
    says:
      element === 'NotPrincipal'
        ? 'allows everyone except the named principals, including anonymous callers'
        : 'allows every action except the named ones, including future ones',
    element: [element],
  }));
}

/** Checks that key and bucket policies name principals; an inline role policy must not. */
export function principalElement(statement: Statement, { kind }: LintContext): readonly Finding[] {
  const has = statement.principals !== undefined;
  if (has === (kind !== 'role')) return [];
  return [
    {
      severity: 'error',
      code: 'policy.principal-element',
      says: has
        ? 'has a Principal, which a role policy cannot have'
        : `has no Principal, which a ${kind} policy needs`,
      hint: has ? 'remove it: a role policy applies to its own role' : 'add Principal',
      ...(has ? { element: ['Principal'] } : {}),
    },
  ];
}

/** Finds a unique id in a wanted document. AWS shows it for a principal that was deleted, nobody should write it. */
export function deletedPrincipals(statement: Statement): readonly Finding[] {
  const dead = (statement.principals?.entries ?? []).filter(
    ({ type, value }) => type === 'AWS' && isStale(value),
  );
  return dead.map(({ value }) => ({
    severity: 'warning',
    code: 'policy.stale-principal',
    says: `names ${showText(value)}, the unique id of a probably deleted principal`,
    element: ['Principal', 'AWS'],
    entry: value,
  }));
}
