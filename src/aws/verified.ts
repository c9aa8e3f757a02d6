import type { AwsFailure, Call } from '../model/call.ts';
import type { Clock } from '../model/clock.ts';
import { errors } from '../model/errors/index.ts';
import { hour, minute, type Duration, type Instant } from '../model/instant.ts';
import type { Role, Sender, SendOptions } from './sender.ts';
import { sts } from './services/sts.ts';

type Verdict = { readonly is: 'right' } | { readonly is: 'wrong'; readonly failure: AwsFailure };

interface Known {
  readonly verdict: Promise<Verdict>;
  /** A wrong account is looked at again after a while: someone may have signed in elsewhere. */
  readonly until: Instant;
}

const askAgainAfter = minute;

/** Credentials may be replaced while a process lives, by those of another account too. */
const verifyAgainAfter = hour;

/**
 * Sends nothing to an account before GetCallerIdentity, through the role that will be used, named that
 * account. Otherwise every call there answers `aws.wrong-account`, or why the identity is not known.
 */
export function verifyingAccounts(send: Sender, clock: Clock): Sender {
  const known = new Map<string, Known>();

  async function ask(call: Call, options: SendOptions): Promise<Verdict> {
    // Calls that hold a socket may wait for this answer.
    const reply = await send(sts.getCallerIdentity(call.at), { ...options, noSocket: true });
    if (reply.is === 'failed') return { is: 'wrong', failure: reply.failure };
    const account = memberOf(reply.value, 'Account') ?? 'an unknown account';
    if (account === call.at.account) return { is: 'right' };
    const who = memberOf(reply.value, 'Arn') ?? 'somebody';
    return { is: 'wrong', failure: wrongAccount(call, `${who} in ${account}`, options.role) };
  }

  async function verdictOn(call: Call, options: SendOptions): Promise<Verdict> {
    const key = `${call.at.account}/${options.role}`;
    const before = known.get(key);
    if (before !== undefined && clock.now() < before.until) {
      const verdict = await before.verdict;
      // Whoever asked first was stopped; this one may go on.
      if (!isNotSent(verdict) || options.signal?.aborted === true) return verdict;
    }
    const verdict = ask(call, options);
    known.set(key, { verdict, until: Infinity });
    try {
      known.set(key, { verdict, until: clock.now() + keptFor(await verdict) });
    } catch (error) {
      known.delete(key);
      throw error;
    }
    return verdict;
  }

  return async (call, options) => {
    if (call.op === 'sts:GetCallerIdentity') return send(call, options);
    const verdict = await verdictOn(call, options);
    if (verdict.is === 'right') return send(call, options);
    return { is: 'failed', failure: { ...verdict.failure, op: call.op, at: call.at } };
  };
}

function isNotSent(verdict: Verdict): boolean {
  return verdict.is === 'wrong' && verdict.failure.code === 'aws.not-sent';
}

function keptFor(verdict: Verdict): Duration {
  if (verdict.is === 'right') return verifyAgainAfter;
  const { class: kind } = verdict.failure;
  return kind === 'transient' || kind === 'throttled' || isNotSent(verdict) ? 0 : askAgainAfter;
}

function memberOf(value: unknown, member: 'Account' | 'Arn'): string | undefined {
  const found = (value as Readonly<Record<string, unknown>> | null)?.[member];
  return typeof found === 'string' ? found : undefined;
}

function wrongAccount(call: Call, actual: string, role: Role): AwsFailure {
  const code = 'aws.wrong-account';
  return {
    code,
    class: errors[code].class,
    name: 'WrongAccount',
    message: `the credentials for the ${role} role are ${actual}, the manifests declare ${call.at.account}`,
    op: call.op,
    at: call.at,
  };
}
