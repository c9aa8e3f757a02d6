import { accountOfRoot } from './canonical.ts';
import { namingOf, type Caller, type Naming } from './caller.ts';
import { meetsCondition } from './condition.ts';
import type { Policy, PolicyVersion, Statement } from './document.ts';
import { fold } from './fold.ts';
import { matchesGlob } from './glob.ts';
import { allOf, anyOf, notOf, type Truth } from './truth.ts';
import { literal } from './values.ts';
import { resolved, type Context } from './variables.ts';

export interface Request {
  readonly caller: Caller;
  /** As in a policy: `kms:PutKeyPolicy`. */
  readonly action: string;
  /** The ARN that is acted on; undefined if AWS has not assigned it yet: then only `*` is sure to match. */
  readonly resource?: string;
  readonly context?: Context;
  /** Whether the caller's IAM policies allow it; where not given, what rests on them is unsure. */
  readonly iamAllows?: boolean;
}

/**
 * What the document says. `denied` with `by` is an explicit Deny, without it nothing allows. `unsure`:
 * it hangs on a condition, a principal or an IAM policy that is not known; `by` is the statement.
 */
export interface Answered {
  readonly is: 'allowed' | 'denied' | 'unsure';
  /** Place in the document, from 0, of the statement that decides. */
  readonly by?: number;
  readonly why:
    'explicit-deny' | 'possible-deny' | 'allow' | 'possible-allow' | 'iam-decides' | 'nothing-allows';
}

/**
 * Does this one document allow the request? An explicit Deny wins. An Allow for an account (its root)
 * delegates to that account's IAM policies: then `iamAllows` decides. Grants, IAM policies, SCPs and
 * boundaries are not looked at.
 */
export function evaluate(policy: Policy, request: Request): Answered {
  const judged = policy.statements.map((statement, index) => ({
    index,
    effect: statement.effect,
    ...judge(statement, request, policy.version),
  }));
  function first(effect: Statement['effect'], truth: Truth): number | undefined {
    return judged.find((found) => found.effect === effect && found.matches === truth)?.index;
  }
  const deny = first('Deny', true);
  if (deny !== undefined) return { is: 'denied', by: deny, why: 'explicit-deny' };
  const allow = first('Allow', true);
  const mayAllow = judged.find((found) => found.effect === 'Allow' && found.matches === 'unsure');
  if (allow === undefined && mayAllow === undefined) return { is: 'denied', why: 'nothing-allows' };
  const mayDeny = first('Deny', 'unsure');
  if (mayDeny !== undefined) return { is: 'unsure', by: mayDeny, why: 'possible-deny' };
  if (allow !== undefined) return { is: 'allowed', by: allow, why: 'allow' };
  return {
    is: 'unsure',
    ...(mayAllow === undefined ? {} : { by: mayAllow.index }),
    why: judged.some((found) => found.effect === 'Allow' && found.delegated)
      ? 'iam-decides'
      : 'possible-allow',
  };
}

interface Judged {
  readonly matches: Truth;
  /** Unsure only because IAM decides. */
  readonly delegated: boolean;
}

function judge(statement: Statement, request: Request, version: PolicyVersion): Judged {
  const context = request.context ?? {};
  const covers = allOf([
    matchesAction(statement, request.action),
    matchesResource(statement, request.resource, context, version),
    ...statement.conditions.map((condition) => meetsCondition(condition, context, version)),
  ]);
  const { principals } = statement;
  // An identity policy names no principal: it applies to the principal that it is attached to.
  if (principals === undefined) return { matches: covers, delegated: false };
  const { direct, account } = namingOf(principals, request.caller);
  if (principals.not) {
    const exempt = exempted(statement.effect, request.caller, { direct, account });
    return { matches: allOf([covers, notOf(exempt)]), delegated: false };
  }
  if (statement.effect === 'Deny')
    return { matches: allOf([covers, anyOf([direct, account])]), delegated: false };
  const byIam = allOf([account, request.iamAllows ?? 'unsure']);
  return {
    matches: allOf([covers, anyOf([direct, byIam])]),
    delegated: covers === true && direct === false && account === true && request.iamAllows === undefined,
  };
}

/**
 * Tests whether a NotPrincipal leaves the caller out. A Deny spares only principals that it names itself: the root of
 * an account stands for the root user. One that names a user or role and not its account may still deny it (IAM User
 * Guide, NotPrincipal with Deny).
 */
function exempted(effect: Statement['effect'], caller: Caller, { direct, account }: Naming): Truth {
  if (effect === 'Allow')
    return direct === true ? true : anyOf([direct, account]) === false ? false : 'unsure';
  const alone = caller.is !== 'aws' || accountOfRoot(caller.arn) !== undefined;
  return direct === true && !alone && account !== true ? 'unsure' : direct;
}

function matchesAction({ actions }: Statement, action: string): Truth {
  if (actions === undefined) return false;
  const named = anyOf(
    actions.entries.map((entry) =>
      typeof entry === 'string' ? matchesGlob(fold(entry), fold(action)) : 'unsure',
    ),
  );
  return actions.not ? notOf(named) : named;
}

function matchesResource(
  { resources }: Statement,
  resource: string | undefined,
  context: Context,
  version: PolicyVersion,
): Truth {
  // AWS accepts a key policy statement without Resource, and it covers nothing.
  if (resources === undefined) return false;
  const named = anyOf(
    resources.entries.map((entry) => {
      const pattern = resolved(entry, context, version);
      if (pattern === '*') return true;
      if (pattern === null) return false;
      return pattern === undefined || resource === undefined
        ? 'unsure'
        : matchesGlob(pattern, literal(resource));
    }),
  );
  return resources.not ? notOf(named) : named;
}
