import type { Aws, Call } from '../model/call.ts';
import type { Clock } from '../model/clock.ts';
import { minute } from '../model/instant.ts';
import type { NamedPrincipals } from '../model/principals.ts';
import { iam } from './services/iam.ts';

/** As long may IAM's word take to reach other services (design: what is younger is a reason to wait). */
const young = 5 * minute;

export const roleArn = /^arn:[^:]+:iam::(?<account>\d{12}):role\/(?:.+\/)?(?<name>[^/]+)$/u;

export interface PrincipalParts {
  readonly aws: Aws;
  readonly clock: Clock;
  /** Those that can be asked. */
  readonly accounts: ReadonlySet<string>;
}

/**
 * Asks IAM after each role that a call names, in a policy or as a grantee: `MalformedPolicyDocument` and
 * `InvalidArn` do not say whether a principal is not there or only too young to be known.
 */
export async function namedPrincipals(call: Call, parts: PrincipalParts): Promise<NamedPrincipals> {
  const found = await Promise.all(
    principalsIn(call).map(async (arn) => ({ arn, ...(await seen(arn, call, parts)) })),
  );
  const those = (is: Seen['is']): readonly string[] =>
    found.filter((one) => one.is === is).map(({ arn }) => arn);
  return {
    missing: those('missing'),
    unknown: those('unknown'),
    known: those('known'),
    young: found.flatMap((one) => (one.is === 'young' ? [{ arn: one.arn, age: one.age }] : [])),
  };
}

type Seen = { readonly is: 'missing' | 'unknown' | 'known' } | { readonly is: 'young'; readonly age: number };

async function seen(arn: string, { at }: Call, { aws, clock, accounts }: PrincipalParts): Promise<Seen> {
  const { account = '', name = '' } = roleArn.exec(arn)?.groups ?? {};
  if (!accounts.has(account)) return { is: 'unknown' };
  const call = iam.getRole({ account, region: at.region }, { RoleName: name });
  const answer = await aws.call(call, { notBefore: clock.now() });
  if (answer.is === 'failed')
    return { is: answer.failure.name === 'NoSuchEntityException' ? 'missing' : 'unknown' };
  const role = (answer.value as { readonly Role?: { readonly Arn?: unknown; readonly CreateDate?: unknown } })
    .Role;
  // The name is unique in an account, its path is not asked by; a policy names both.
  if (role?.Arn !== arn) return { is: 'missing' };
  const age = clock.now() - Date.parse(String(role.CreateDate));
  return age < young ? { is: 'young', age } : { is: 'known' };
}

/**
 * Lists the roles and users that a call names, once each and in code-unit order. Accounts and services always exist.
 */
export function principalsIn({ input }: Pick<Call, 'input'>): readonly string[] {
  const policies = [input['Policy'], input['PolicyDocument']].flatMap((text) =>
    typeof text === 'string' ? principalsOfPolicy(text) : [],
  );
  const grantees = [input['GranteePrincipal'], input['RetiringPrincipal']];
  const named = [...policies, ...grantees].filter(
    (one): one is string => typeof one === 'string' && /:iam::\d{12}:(?:role|user)\//u.test(one),
  );
  return [...new Set(named)].sort((a, b) => (a < b ? -1 : 1));
}

function principalsOfPolicy(text: string): readonly unknown[] {
  try {
    const statements = [(JSON.parse(text) as { readonly Statement?: unknown }).Statement ?? []].flat();
    return statements.flatMap((statement) => {
      const { Principal, NotPrincipal } = statement as Readonly<Record<string, unknown>>;
      return [Principal, NotPrincipal].flatMap((one) =>
        typeof one === 'object' && one !== null ? [(one as { readonly AWS?: unknown }).AWS].flat() : [],
      );
    });
  } catch {
    return [];
  }
}
