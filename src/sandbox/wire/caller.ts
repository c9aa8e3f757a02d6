import { partitionOfRegion } from '../../model/partition.ts';
import type { Signed } from './signature.ts';

export interface Caller {
  readonly account: string;
  readonly principal: string;
}

/**
 * Finds who an access key stands for. The scheme: twelve digits are an account, and its `role/admin`. Any other key
 * is the default account's. Sessions say who they are in their token (`sessionToken`).
 */
export function callerOf(signed: Signed, defaultAccount: string): Caller {
  const session = signed.token === undefined ? undefined : readToken(signed.token);
  if (session !== undefined) return session;
  const account = /^\d{12}$/u.test(signed.accessKey) ? signed.accessKey : defaultAccount;
  return { account, principal: `arn:${partitionOfRegion(signed.region)}:iam::${account}:role/admin` };
}

const prefix = 'keywright-session.';

/**
 * Builds the token of an assumed role. It holds the session's ARN, so that no face of the sandbox needs a memory of
 * sessions.
 */
function sessionToken(assumedRoleArn: string): string {
  return prefix + Buffer.from(assumedRoleArn, 'utf8').toString('base64url');
}

function readToken(token: string): Caller | undefined {
  if (!token.startsWith(prefix)) return undefined;
  const principal = Buffer.from(token.slice(prefix.length), 'base64url').toString('utf8');
  const account = /^arn:[a-z-]+:sts::(\d{12}):assumed-role\/[^/]+\/[^/]+$/u.exec(principal)?.[1];
  return account === undefined ? undefined : { account, principal };
}

/** Returns an answer of AssumeRole with a token that this scheme understands. */
export function withSessionToken(
  output: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const arn = (output['AssumedRoleUser'] as { readonly Arn?: unknown } | undefined)?.Arn;
  const credentials = output['Credentials'];
  if (typeof arn !== 'string' || typeof credentials !== 'object') return output;
  return { ...output, Credentials: { ...credentials, SessionToken: sessionToken(arn) } };
}
