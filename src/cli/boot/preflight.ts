import type { Aws } from '../../model/call.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { AccountSettings } from '../../model/resource.ts';

/**
 * Asks each account who we are. Gives what is wrong if none of them can be asked, once instead of at every
 * resource; where some can, a plan is still worth making, and says what it could not read.
 */
export async function preflight(
  aws: Aws,
  accounts: readonly AccountSettings[],
): Promise<readonly Diagnostic[]> {
  const problems = await Promise.all(accounts.map((account) => problemOf(account, aws)));
  return problems.includes(undefined) ? [] : problems.flatMap((problem) => problem ?? []);
}

async function problemOf({ id, roles, regions }: AccountSettings, aws: Aws): Promise<Diagnostic | undefined> {
  const at = { account: id, region: regions[0] ?? 'us-east-1' };
  const answer = await aws.call({ op: 'sts:GetCallerIdentity', at, input: {} });
  if (answer.is === 'failed') {
    const { code, name, message } = answer.failure;
    const through = roles === undefined ? '' : ` through ${roles.read}`;
    const hint = hints[code];
    return {
      severity: 'error',
      code,
      message: `the account ${id} cannot be asked${through}: ${message} (${name})`,
      ...(hint === undefined ? {} : { hint }),
    };
  }
  const { Account: actual } = answer.value as { readonly Account?: unknown };
  if (actual === id) return undefined;
  return {
    severity: 'error',
    code: 'aws.wrong-account',
    message: `the credentials belong to the account ${String(actual)}, the Stack declares ${id}`,
  };
}

const hints: Readonly<Record<string, string>> = {
  'aws.credentials':
    'sign in (aws sso login), set AWS_PROFILE, or try it without an account: reconcile --sandbox',
};
