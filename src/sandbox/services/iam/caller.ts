import { servicePrincipal } from '../../../model/partition.ts';
import { refuse } from '../../refusal.ts';
import type { Context } from '../../operation.ts';
import type { SandboxService } from '../../request.ts';
import type { PrincipalRecord } from './records.ts';

/** Who makes a request, as policies see it. */
export interface Caller {
  readonly type: 'root' | 'role' | 'user' | 'service';
  /** As it came: for an assumed role the session's ARN. Policies may name either. */
  readonly arn: string;
  readonly account: string;
  /** What `aws:PrincipalArn` holds: for a session the role's ARN. */
  readonly principalArn: string;
  readonly record?: PrincipalRecord;
}

interface PrincipalName {
  readonly partition: string;
  readonly type: 'root' | 'role' | 'user';
  readonly account: string;
  readonly name: string;
  readonly path: string;
}

/** Splits a principal's ARN into its parts; returns undefined for anything else. */
export function readPrincipalArn(arn: string): PrincipalName | undefined {
  const partition = partitionOf(arn);
  const root = /^arn:aws[a-z-]*:iam::(\d{12}):root$/u.exec(arn);
  if (root !== null) return { partition, type: 'root', account: root[1] ?? '', name: 'root', path: '/' };
  const direct = /^arn:aws[a-z-]*:iam::(\d{12}):(role|user)(\/(?:[\w+=,.@-]+\/)*)([\w+=,.@-]+)$/u.exec(arn);
  if (direct !== null) {
    const type = direct[2] === 'user' ? 'user' : 'role';
    return { partition, type, account: direct[1] ?? '', name: direct[4] ?? '', path: direct[3] ?? '/' };
  }
  const session = /^arn:aws[a-z-]*:sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\/[\w+=,.@-]+$/u.exec(arn);
  if (session !== null)
    return { partition, type: 'role', account: session[1] ?? '', name: session[2] ?? '', path: '/' };
  return undefined;
}

/** Returns the `aws` of `arn:aws:…`. An account, and all that is in it, lives in one partition. */
export function partitionOf(arn: string): string {
  return arn.split(':')[1] ?? '';
}

export function principalRow(
  world: Context['world'],
  name: Pick<PrincipalName, 'type' | 'account' | 'name'>,
): PrincipalRecord | undefined {
  return world.get('principal', name.account, `${name.type}/${name.name}`);
}

/** Credentials that AWS does not know, in the words of each protocol (AWS guides, common errors). */
function refuseCredentials(service: SandboxService): never {
  const message = 'The security token included in the request is invalid.';
  if (service === 's3') refuse('InvalidAccessKeyId', message, 403);
  if (service === 'iam' || service === 'sts') refuse('InvalidClientTokenId', message, 403);
  refuse('UnrecognizedClientException', message);
}

/** Finds the caller of a request. It refuses credentials of an unknown account or a deleted role. */
export function callerOf(context: Context): Caller {
  const { principal, account } = context.request;
  if (servicePrincipal.test(principal)) {
    return { type: 'service', arn: principal, account: '', principalArn: principal };
  }
  const name = readPrincipalArn(principal);
  if (name === undefined || name.account !== account || !context.world.accounts.includes(account)) {
    refuseCredentials(context.request.service);
  }
  if (name.type === 'root') return { type: 'root', arn: principal, account, principalArn: principal };
  const record = principalRow(context.world, name);
  if (record === undefined) {
    // Reads of a principal lag like all others, but whoever signs a request exists.
    const principalArn = `arn:${name.partition}:iam::${account}:${name.type}${name.path}${name.name}`;
    return { type: name.type, arn: principal, account, principalArn };
  }
  return { type: name.type, arn: principal, account, principalArn: record.arn, record };
}
