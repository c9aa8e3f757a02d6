import type { AwsFailure, Call, Role } from '../model/call.ts';
import type { Clock } from '../model/clock.ts';
import { errors } from '../model/errors/index.ts';
import { hour, minute, type Duration } from '../model/instant.ts';
import { staleCredentials } from './classify.ts';
import type { Reply, Sender, SendOptions } from './sender.ts';
import { sts } from './services/sts.ts';

type Verdict = { readonly is: 'right' } | { readonly is: 'wrong'; readonly failure: AwsFailure };

interface Known {
  readonly verdict: Promise<Verdict>;
  /** On the monotonic clock. A wrong account is read again after a while: someone may have signed in elsewhere. */
  until: Duration;
}

const askAgainAfter = minute;

/** Credentials may be replaced while a process lives, by those of another account too. */
const verifyAgainAfter = hour;

interface Asked {
  readonly verdict: Verdict;
  /** What `verdict` was kept as. */
  readonly known: Known;
}

/**
 * Sends nothing to an account before GetCallerIdentity, through the role that will be used, named that
 * account. Otherwise every call there answers `aws.wrong-account`, or why the identity is not known. What is refused
 * for stale credentials is sent once more, with others, after they were verified too.
 */
export function verifyingAccounts(send: Sender, clock: Clock): Sender {
  const known = new Map<string, Known>();

  async function ask(call: Call, options: SendOptions): Promise<Verdict> {
    // Calls that hold a socket may wait for this answer.
    const again = { ...options, noSocket: true };
    const first = await send(sts.getCallerIdentity(call.at), again);
    const reply = isStale(first) ? await send(sts.getCallerIdentity(call.at), again) : first;
    if (reply.is === 'failed') return { is: 'wrong', failure: reply.failure };
    const account = memberOf(reply.value, 'Account') ?? 'an unknown account';
    if (account === call.at.account) return { is: 'right' };
    const who = memberOf(reply.value, 'Arn') ?? 'somebody';
    return { is: 'wrong', failure: wrongAccount(call, `${who} in ${account}`, options.role) };
  }

  async function verdictOn(key: string, call: Call, options: SendOptions): Promise<Asked> {
    const before = known.get(key);
    if (before !== undefined && clock.monotonic() < before.until) {
      const verdict = await before.verdict;
      // Whoever asked first was stopped; this one may go on.
      if (!isNotSent(verdict) || options.signal?.aborted === true) return { verdict, known: before };
    }
    const asked: Known = { verdict: ask(call, options), until: Infinity };
    known.set(key, asked);
    try {
      const verdict = await asked.verdict;
      asked.until = clock.monotonic() + keptFor(verdict);
      return { verdict, known: asked };
    } catch (error) {
      if (known.get(key) === asked) known.delete(key);
      throw error;
    }
  }

  return async (call, options) => {
    if (call.op === 'sts:GetCallerIdentity') return send(call, options);
    const key = `${call.at.account}/${options.role}`;
    const first = await verdictOn(key, call, options);
    if (first.verdict.is === 'wrong') return refusal(first.verdict, call);
    const reply = await send(call, options);
    // An attempt before the refused one may have arrived: whoever asked knows what to do then.
    if (!isStale(reply) || reply.failure.effectUnknown === true) return reply;
    // Of several that fail together the first asks again, and the others wait for its answer.
    if (known.get(key) === first.known) known.delete(key);
    const { verdict } = await verdictOn(key, call, options);
    return verdict.is === 'right' ? send(call, options) : refusal(verdict, call);
  };
}

function refusal({ failure }: Extract<Verdict, { readonly is: 'wrong' }>, { op, at }: Call): Reply {
  return { is: 'failed', failure: { ...failure, op, at } };
}

function isStale(reply: Reply): reply is Extract<Reply, { readonly is: 'failed' }> {
  return reply.is === 'failed' && staleCredentials.has(reply.failure.name);
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
