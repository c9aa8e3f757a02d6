import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Subject } from '../../model/subject.ts';
import { pathOf } from '../../model/path.ts';
import type { Tree } from '../../model/tree.ts';
import { matchesGlob, showText, statementName } from '../../policy/index.ts';
import { policyOf } from '../shared/policy/facet.ts';
import { rolesOf } from '../shared/policy/risks.ts';
import type { RolePolicySpecOf } from './schema.ts';

type At = Subject<RolePolicySpecOf>;

/** The services whose use an estate's encryption is about. */
const services = ['kms', 's3', 'cloudtrail', 'logs'];

/**
 * Reports actions that this tool is not for: who may write policies of roles can give any right. Only the Stack,
 * which is reviewed as a whole, allows more.
 */
export function strangeActions(document: Tree, { settings }: At): readonly Diagnostic[] {
  const allowed = settings.rolePolicies?.allowActions ?? [];
  return (policyOf(document)?.statements ?? []).flatMap((statement, index) => {
    const { actions } = statement;
    if (actions === undefined) return [];
    const element = actions.not ? 'NotAction' : 'Action';
    const strange = actions.not
      ? allowed.includes('*')
        ? []
        : ['nearly every action']
      : actions.entries.map(showText).filter((action) => !isAllowed(action, allowed));
    return strange.map((action): Diagnostic => ({
      severity: 'error',
      code: 'policy.role-action',
      message: `${statementName(statement, index)} names ${action}, which is outside ${services.join(', ')}`,
      hint: `remove it, or allow it in the Stack: rolePolicies: { allowActions: ["${actions.not ? '*' : action}"] }`,
      path: pathOf(['document', 'Statement', index, element]),
    }));
  });
}

/**
 * Tells whether an action is allowed. A wildcard in it is matched as a character, so only a pattern at least as wide
 * allows it.
 */
function isAllowed(action: string, allowed: readonly string[]): boolean {
  const name = action.toLowerCase();
  const service = /^([a-z0-9-]+):/u.exec(name)?.[1];
  if (service !== undefined && services.includes(service)) return true;
  return allowed.some((pattern) => matchesGlob(pattern.toLowerCase(), name));
}

/**
 * Refuses to change what Keywright itself may do. That is a role that the Stack names, or the one of whoever runs it.
 * Names of roles are unique whatever their case and path (IAM User Guide, reference_identifiers).
 */
export function ownRole({ spec, settings, place }: At): readonly Diagnostic[] {
  const caller = settings.accounts.find(({ id }) => id === place.account)?.caller;
  const arns = [
    ...Object.values(rolesOf(settings, place.account)),
    ...(caller === undefined ? [] : [caller]),
  ];
  const own = arns.filter((arn) => roleName(arn)?.toLowerCase() === spec.role.toLowerCase());
  return own.map((arn) => ({
    severity: 'error',
    code: 'policy.own-role',
    message: `${arn} is a role of Keywright, which Keywright does not change`,
    path: '/role',
  }));
}

/** Extracts the name of a role from its ARN or from that of a session, `arn:aws:sts::…:assumed-role/NAME/SESSION`. */
function roleName(arn: string): string | undefined {
  return /:assumed-role\/([^/]+)\//u.exec(arn)?.[1] ?? /:role\/(?:.+\/)?([^/]+)$/u.exec(arn)?.[1];
}
