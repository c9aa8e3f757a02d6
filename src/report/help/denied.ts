/** Whose word refused a call, as AWS's message names it; `unsaid` where it does not. */
export type Refuser =
  | 'identity-based policy'
  | 'resource-based policy'
  | 'role trust policy'
  | 'permissions boundary'
  | 'session policy'
  | 'service control policy'
  | 'resource control policy'
  | 'VPC endpoint policy'
  | 'unsaid';

/** What AWS says of a refusal. */
export interface Denial {
  /** ARN of who was refused. */
  readonly who: string;
  readonly action: string;
  /** Absent where AWS does not name one. */
  readonly resource?: string;
  /** Something denies it, against which no permission helps; else nothing allows it. */
  readonly explicit: boolean;
  readonly by: Refuser;
  /** ARN of the policy that refused; AWS names it in some messages since 2026. */
  readonly policy?: string;
}

/**
 * The forms of the IAM User Guide, "Troubleshoot access denied error messages". S3 puts the resource
 * in quotes, KMS may say `on this resource` of one in another account (KMS Developer Guide,
 * key-policy-modifying-external-accounts).
 */
const refused =
  /^User: (?<who>arn:\S+) is not authorized to perform: (?<action>[a-z0-9-]+:[A-Za-z0-9]+)(?<rest>\b.*)?$/su;
const onResource = /^ on resource: "?(?<resource>[^\s"]+)"?/u;
const refusers = [
  'identity-based policy',
  'resource-based policy',
  'role trust policy',
  'permissions boundary',
  'session policy',
  'service control policy',
  'resource control policy',
  'VPC endpoint policy',
] as const satisfies readonly Refuser[];
const anyRefuser = refusers.join('|');
const because = new RegExp(`\\bbecause no (?<by>${anyRefuser}) allows\\b`, 'u');
const withDeny = new RegExp(
  `\\bwith an explicit deny in (?:an?|the) (?<by>${anyRefuser})(?:: (?<policy>arn:[^\\s)]+))?`,
  'u',
);
const elsewhere = /^ on th(?:is|e) resource\b.*\bno resource-based policies allow access\b/su;

/** Parses AWS's message; undefined where it is not one of the known forms: nothing is guessed from others. */
export function parseDenial(message: string): Denial | undefined {
  const found = refused.exec(message.trim())?.groups;
  const who = found?.['who'];
  const action = found?.['action'];
  if (who === undefined || action === undefined) return undefined;
  const rest = found?.['rest'] ?? '';
  const resource = onResource.exec(rest)?.groups?.['resource'];
  const deny = withDeny.exec(rest)?.groups;
  const silent = because.exec(rest)?.groups?.['by'];
  const by = elsewhere.test(rest) ? 'resource-based policy' : refuserOf(deny?.['by'] ?? silent);
  const policy = deny?.['policy'];
  return {
    who,
    action,
    ...(resource === undefined ? {} : { resource }),
    explicit: deny !== undefined || rest.includes('with an explicit deny in'),
    by,
    ...(policy === undefined ? {} : { policy }),
  };
}

function refuserOf(said: string | undefined): Refuser {
  return refusers.find((one) => one === said) ?? 'unsaid';
}
