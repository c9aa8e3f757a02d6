import type { AwsFailure } from '../../model/call.ts';
import { parseDenial, type Denial } from './denied.ts';
import { granteeOf } from './principal.ts';
import { identityStatement, resourceStatement } from './statement.ts';

/** What else is known when AWS refuses. */
export interface Known {
  /** The external id that the Stack names for a role. */
  readonly externalIdOf?: (roleArn: string) => string | undefined;
}

/**
 * Tells in lines what to do where AWS refused for want of a permission. Shows what is missing, then the statement to
 * add, or why no statement of ours helps. Returns undefined where nothing better than AWS's message is known.
 */
export function forbiddenHelp(
  { op, message, needs }: Pick<AwsFailure, 'op' | 'message' | 'needs'>,
  known: Known = {},
): readonly string[] | undefined {
  const denial = parseDenial(message);
  if (denial === undefined) return needs === undefined ? undefined : unsaid(op, needs);
  if (denial.action === 'sts:AssumeRole') return assumeRole(denial, known);
  if (denial.explicit) return denied(denial);
  const actions = needs?.actions.includes(denial.action) === true ? needs.actions : [denial.action];
  const resource = denial.resource ?? needs?.resource;
  switch (denial.by) {
    case 'identity-based policy':
    case 'unsaid':
      return [...identity(denial, actions, resource), ...keyToo(denial, actions, resource)];
    case 'resource-based policy':
      return resourceBased(denial, actions, resource);
    default:
      return [
        `the ${denial.by} of ${granteeOf(denial.who).name} does not allow ${denial.action}: it must allow it in addition to the policies of the role`,
        ...whoHelps(denial),
      ];
  }
}

function unsaid(
  op: string,
  { actions, resource = '*' }: NonNullable<AwsFailure['needs']>,
): readonly string[] {
  if (actions.length === 0) return [`AWS does not say which permission ${op} lacks`];
  const also = op.startsWith('kms:')
    ? ['and the key policy must allow it too']
    : op.startsWith('s3:')
      ? ['or the bucket policy denies it']
      : [];
  return [
    [`AWS does not say what is missing; the call needs ${actions.join(', ')}`, ...also].join(', '),
    identityStatement(actions, [resource]),
  ];
}

function identity(
  { who, action }: Denial,
  actions: readonly string[],
  resource: string | undefined,
): readonly string[] {
  return [
    `${granteeOf(who).name} lacks ${action}${resource === undefined || resource === '*' ? '' : ` on ${resource}`}; add to one of its policies:`,
    identityStatement(actions, [resource ?? '*']),
  ];
}

/**
 * Adds what a key's policy needs: IAM alone never opens a key. The key's policy must say so, or hand the decision to
 * IAM (KMS, key-policy-default).
 */
function keyToo(
  { who }: Denial,
  actions: readonly string[],
  resource: string | undefined,
): readonly string[] {
  if (resource?.includes(':key/') !== true) return [];
  return [
    'and the key policy must allow it too: through its account root statement, or with this statement:',
    resourceStatement(granteeOf(who), actions, '*'),
  ];
}

function resourceBased(
  { who, action }: Denial,
  actions: readonly string[],
  resource: string | undefined,
): readonly string[] {
  const isKey = action.startsWith('kms:');
  const policy = isKey ? 'key policy' : action.startsWith('s3:') ? 'bucket policy' : 'resource policy';
  const where = resource === undefined ? '' : ` of ${resource}`;
  return [
    `no statement of the ${policy}${where} allows ${granteeOf(who).name} ${action}; add to it:`,
    resourceStatement(granteeOf(who), actions, isKey ? '*' : (resource ?? '*')),
    ...(isKey && resource === undefined
      ? ['or the key does not exist in this Region: AWS returns the same error']
      : []),
  ];
}

function denied(denial: Denial): readonly string[] {
  const { who, action, by, policy } = denial;
  const where = by === 'unsaid' ? 'a policy' : `its ${by}`;
  const of = by === 'resource-based policy' ? `the ${resourcePolicyOf(action)} policy` : where;
  return [
    `a Deny statement in ${policy ?? of} forbids ${granteeOf(who).name} ${action}: change that statement, as an additional Allow has no effect`,
    ...whoHelps(denial),
  ];
}

function resourcePolicyOf(action: string): string {
  if (action.startsWith('kms:')) return 'key';
  return action.startsWith('s3:') ? 'bucket' : 'resource';
}

function whoHelps({ by }: Denial): readonly string[] {
  if (by === 'service control policy' || by === 'resource control policy')
    return [`a ${by} belongs to AWS Organizations: ask the administrator of the organization`];
  if (by === 'permissions boundary') return ['the boundary is set on the role: ask its owner'];
  if (by === 'session policy') return ['the session policy grants fewer permissions than the role'];
  return [];
}

/** Explains a refused AssumeRole: no such role, no trust in the caller and a wrong external id are answered alike. */
function assumeRole(denial: Denial, { externalIdOf }: Known): readonly string[] {
  const { who, resource = 'the role' } = denial;
  if (denial.explicit) return denied(denial);
  const externalId = externalIdOf?.(resource);
  const trust = resourceStatement(granteeOf(who), ['sts:AssumeRole'], undefined, externalId);
  const hasId = externalId !== undefined;
  return [
    `${granteeOf(who).name} may not assume ${resource}: check that this role exists, and that its trust policy contains:`,
    trust,
    `and that a policy of ${granteeOf(who).name} contains this statement; it is optional if the trust policy names a caller in the same account:`,
    identityStatement(['sts:AssumeRole'], [resource]),
    hasId
      ? 'if the trust policy requires another external ID, correct externalId of this account in the Stack'
      : 'if the trust policy requires an external ID, set externalId of this account in the Stack',
  ];
}
