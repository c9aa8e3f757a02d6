/** Who a policy names when it means the one that AWS names in a refusal. */
export interface Grantee {
  /** How people call it: `the role writer`. */
  readonly name: string;
  /** What stands under `Principal.AWS`. */
  readonly principal: string;
  /** Set where `principal` is only the account: who in it (a condition on aws:PrincipalArn). */
  readonly only?: string;
}

const session = /^arn:(?<partition>[^:]+):sts::(?<account>\d{12}):assumed-role\/(?<role>[^/]+)\//u;
const named = /^arn:[^:]+:iam::\d{12}:(?<type>role|user)\/(?:.+\/)?(?<name>[^/]+)$/u;
const root = /^arn:[^:]+:iam::(?<account>\d{12}):root$/u;

/**
 * Finds the principal that a policy must allow: a session is allowed through its role. Its ARN lacks the path of the role.
 * Names roles of IAM Identity Center by a pattern, since their path ends in a Region at times. Follows the IAM User
 * Guide, "Referencing permission sets in resource policies".
 */
export function granteeOf(who: string): Grantee {
  const assumed = session.exec(who)?.groups;
  if (assumed !== undefined) {
    const { partition = 'aws', account = '', role = '' } = assumed;
    const iam = `arn:${partition}:iam::${account}`;
    if (!role.startsWith('AWSReservedSSO_'))
      return { name: `the role ${role}`, principal: `${iam}:role/${role}` };
    return {
      name: `the permission set of ${role}`,
      principal: `${iam}:root`,
      only: `${iam}:role/aws-reserved/sso.amazonaws.com/*${role}`,
    };
  }
  const own = named.exec(who)?.groups;
  if (own !== undefined) return { name: `the ${own['type'] ?? ''} ${own['name'] ?? ''}`, principal: who };
  const account = root.exec(who)?.groups?.['account'];
  return { name: account === undefined ? who : `the root user of ${account}`, principal: who };
}
