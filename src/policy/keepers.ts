import type { Path } from '../model/path.ts';
import { directCall } from './caller.ts';
import { statementName, type Policy, type Statement } from './document.ts';
import { evaluate, type Answered } from './evaluate.ts';
import { statementPath } from './parse.ts';

/** Who must keep what. All principals are ARNs. */
export interface Keepers {
  /** Account that owns the key or bucket. */
  readonly account: string;
  readonly partition: string;
  readonly region?: string;
  /** The organization of the account, where the Stack names it. */
  readonly organization?: string;
  /** Principals other than Keywright who may administer it, besides the account root. */
  readonly administrators: readonly string[];
  /** Keywright's own roles, with the actions each must keep. */
  readonly own: readonly { readonly arn: string; readonly actions: readonly string[] }[];
  /** Who runs Keywright, where AWS has said it and the Stack names no roles. */
  readonly caller?: string;
  /** The key's or bucket's ARN; a key's may not be known yet. */
  readonly resource?: string;
  /** Where the document is in its manifest. */
  readonly at?: Path;
}

/** A caller with what is certain of its calls. */
export interface Known {
  readonly arn: string;
  /** What the request says in aws:PrincipalArn; undefined if that is not certain. */
  readonly principalArn: string | undefined;
}

export function ask(policy: Policy, keepers: Keepers, arn: string, action: string): Answered {
  return askFor(policy, keepers, { arn, principalArn: arn }, action);
}

export function askFor(
  policy: Policy,
  keepers: Keepers,
  { arn, principalArn }: Known,
  action: string,
): Answered {
  const { 'aws:PrincipalArn': _, ...context } = directCall(principalArn ?? arn, keepers);
  return evaluate(policy, {
    caller: { is: 'aws', arn },
    action,
    ...(keepers.resource === undefined ? {} : { resource: keepers.resource }),
    context: { ...context, ...(principalArn === undefined ? {} : { 'aws:PrincipalArn': principalArn }) },
    iamAllows: true,
  });
}

export function isDeny({ why }: Answered): boolean {
  return why === 'possible-deny' || why === 'explicit-deny';
}

export function statementOf(policy: Policy, answer: Answered | undefined): Statement | undefined {
  return answer?.by === undefined ? undefined : policy.statements[answer.by];
}

export function reason(policy: Policy, answer: Answered): string {
  const statement = answer.by === undefined ? undefined : policy.statements[answer.by];
  const name = statement === undefined ? '' : statementName(statement, answer.by ?? 0);
  switch (answer.why) {
    case 'explicit-deny':
      return `is denied by statement ${name}`;
    case 'possible-deny':
      return `may be denied by statement ${name}, whose condition cannot be evaluated here`;
    case 'possible-allow':
      return `is allowed only by statement ${name}, whose condition cannot be evaluated here`;
    case 'iam-decides':
      return `is allowed only by IAM policies, through statement ${name}`;
    case 'nothing-allows':
      return 'is not allowed by any statement';
    case 'allow':
      return `is allowed by statement ${name}`;
  }
}

export function deciding(answers: readonly Answered[], at: Path = ''): Path {
  const by = answers.find((answer) => answer.by !== undefined)?.by;
  return by === undefined ? at : statementPath(at, by);
}
