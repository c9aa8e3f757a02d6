import { sts } from '../aws/services/sts.ts';
import type { Aws, AwsFailure } from '../model/call.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { AccountSettings } from '../model/resource.ts';
import { failureHelp } from '../report/help/failure.ts';
import type { Surroundings } from '../report/help/surroundings.ts';

export interface Preflight {
  /** Why no account can be asked; nothing if one can. */
  readonly closed: readonly Diagnostic[];
  /** Who we are, by account: the ARN that AWS gives. */
  readonly callers: ReadonlyMap<string, string>;
}

/**
 * Asks each account who we are. Gives what is wrong if none of them can be asked, once instead of at every
 * resource; where some can, a plan is still worth making, and says what it could not read.
 * `here` is asked for only then: it reads files.
 */
export async function preflight(
  aws: Aws,
  accounts: readonly AccountSettings[],
  here: () => Promise<Surroundings>,
): Promise<Preflight> {
  const answers = await Promise.all(accounts.map((account) => ask(account, aws)));
  const callers = new Map(
    answers.flatMap((answer) => ('caller' in answer ? [[answer.account, answer.caller] as const] : [])),
  );
  const found = answers.flatMap((answer) => ('why' in answer ? [answer] : []));
  if (found.length < answers.length) return { closed: [], callers };
  const surroundings = await here();
  return {
    closed: together(found).map((problem) => diagnosticOf(problem, accounts, surroundings)),
    callers,
  };
}

/** What several accounts have in common is said once. */
interface Problem {
  readonly accounts: readonly string[];
  readonly through: string | undefined;
  readonly why:
    | { readonly is: 'failed'; readonly failure: AwsFailure }
    | { readonly is: 'other'; readonly account: string; readonly who: string };
}

interface Known {
  readonly account: string;
  readonly caller: string;
}

async function ask({ id, roles, regions }: AccountSettings, aws: Aws): Promise<Problem | Known> {
  const at = { account: id, region: regions[0] ?? 'us-east-1' };
  const answer = await aws.call(sts.getCallerIdentity(at));
  const problem = { accounts: [id], through: roles?.read };
  if (answer.is === 'failed') return { ...problem, why: answer };
  const { Account: account, Arn: who } = answer.value as {
    readonly Account?: unknown;
    readonly Arn?: unknown;
  };
  if (account === id) return { account: id, caller: String(who) };
  return { ...problem, why: { is: 'other', account: String(account), who: String(who) } };
}

function together(problems: readonly Problem[]): readonly Problem[] {
  const alike = Map.groupBy(problems, ({ through, why }) =>
    JSON.stringify(why.is === 'other' ? why : [through, why.failure.name, why.failure.message]),
  );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ ...first, accounts: group.flatMap((one) => one.accounts) }];
  });
}

function diagnosticOf(
  { accounts, through, why }: Problem,
  declared: readonly AccountSettings[],
  here: Surroundings,
): Diagnostic {
  const severity = 'error';
  const many = accounts.length > 1;
  if (why.is === 'other') {
    return {
      severity,
      code: 'aws.wrong-account',
      message: `the credentials${through === undefined ? '' : ` of ${through}`} are ${why.who} in account ${why.account}, but the Stack declares ${accounts.join(' and ')}`,
      hint: wrongAccountHint(why.account, declared, here).join('\n'),
    };
  }
  const { failure } = why;
  const { code, name, message } = failure;
  const help = failureHelp(failure, here, { externalIdOf: externalIdIn(declared) });
  return {
    severity,
    code,
    message: `cannot reach account${many ? 's' : ''} ${accounts.join(' and ')}${through === undefined ? '' : ` through ${through}`}: ${message.trim() === '' ? 'no response' : message} (${name})`,
    hint: help.join('\n'),
  };
}

function wrongAccountHint(
  actual: string,
  declared: readonly AccountSettings[],
  { profile, profiles }: Surroundings,
): readonly string[] {
  const others = (profiles ?? []).map(({ name }) => name).filter((name) => name !== (profile ?? 'default'));
  const which = others.length === 0 ? '' : ` (existing: ${others.join(', ')})`;
  return [
    `use credentials of the declared account: set AWS_PROFILE to another profile${which}, or name roles of that account in the Stack (accounts[].roles)`,
    ...(declared.some(({ id }) => id === actual)
      ? []
      : [`if ${actual} is the right account, correct accounts[].id in the Stack`]),
  ];
}

function externalIdIn(accounts: readonly AccountSettings[]): (roleArn: string) => string | undefined {
  return (roleArn) => accounts.find(({ roles }) => Object.values(roles ?? {}).includes(roleArn))?.externalId;
}
