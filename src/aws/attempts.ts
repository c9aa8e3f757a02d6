import type { AwsFailure, Call, WriteLease } from '../model/call.ts';
import type { Clock, Random } from '../model/clock.ts';
import { errors } from '../model/errors/index.ts';
import { second, type Duration, type Instant } from '../model/instant.ts';
import type { TrafficEvent } from '../model/progress.ts';
import type { CallLog } from './call-log.ts';
import { afterRetries, classify, oddAnswer } from './classify.ts';
import { lackOf } from './complete.ts';
import { withDeadline } from '../model/deadline.ts';
import { createHung, isLook, late, look, stillHung } from './hung.ts';
import type { Limiter } from './limiter.ts';
import { isRead, isRepeatable, operationOf, type Operation } from './operations.ts';
import type { Reply, Sender, SendOptions } from './sender.ts';
import type { Transport, TransportAnswer } from './transport.ts';
import { plural } from '../model/plural.ts';

export interface RetryTiming {
  /** One request. */
  readonly request: Duration;
  /**
   * All attempts of a write together, from the first request on: whoever takes over a lease waits this
   * long, so no attempt starts or runs after it.
   */
  readonly write: Duration;
  /** No attempt of a read starts later than this after the first. */
  readonly read: Duration;
  readonly attempts: number;
}

export const defaultRetryTiming: RetryTiming = {
  request: 15 * second,
  write: 30 * second,
  read: 120 * second,
  attempts: 8,
};

/** After a request to stop a call is let go so soon. Its answer counts as lost. */
export const letGoAfter: Duration = 7 * second;

/** Full jitter: a random part of base × 2^n, at most `longest` (AWS Architecture Blog, exponential backoff). */
const backoff = { transient: 200, throttled: second, longest: 20 * second };

export interface AttemptParts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly limiter: Limiter;
  readonly log: CallLog;
  readonly timing?: RetryTiming;
  /** Writes that no lease covers: the journal's own objects, without which a lease could not even be taken. */
  readonly unleased?: (call: Call) => boolean;
  /** Told when a call is to be sent again, and why. */
  readonly traffic?: (event: TrafficEvent) => void;
}

interface InTurn {
  readonly attempt: number;
  readonly until: Instant;
  readonly waited: Duration;
  readonly wasStopped: boolean;
}

/**
 * Sends a request until it is answered: each attempt takes its turn at the limiter and has a deadline;
 * only throttled and transient errors are retried, and what must not happen twice only if it is
 * certain that it did not arrive.
 */
export function createAttempts(parts: AttemptParts): Sender {
  const { clock, limiter, random, timing = defaultRetryTiming } = parts;
  const stoppedAt = createStops(clock);
  const hung = createHung(clock);

  /** Sends the call once. Returns undefined if its turn came too late. */
  async function once(
    call: Call,
    options: SendOptions,
    attempt: number,
    until: Instant,
  ): Promise<Tried | undefined> {
    const { signal } = options;
    const wasStopped = isStopped(signal);
    // The journal goes on: an intent is closed and the lease is given back.
    if (wasStopped && !isRead(call.op) && parts.unleased?.(call) !== true)
      return { is: 'failed', failure: notSent(call, 'stopped on request'), sentAt: clock.now() };
    const { waited, end } = await limiter.take(call, {
      lane: options.lane,
      again: attempt > 1,
      // After a request to stop, calls under way may take seconds to give their sockets back.
      noSocket: wasStopped || options.noSocket === true,
      ...(wasStopped || signal === undefined ? {} : { signal }),
    });
    try {
      return await inTurn(call, options, { attempt, until, waited, wasStopped });
    } finally {
      end();
    }
  }

  async function inTurn(
    call: Call,
    options: SendOptions,
    { attempt, until, waited, wasStopped }: InTurn,
  ): Promise<Tried | undefined> {
    const { lease, signal } = options;
    const wrong = isRead(call.op) ? undefined : await options.stillRight?.();
    const sentAt = clock.now();
    if (wrong !== undefined) return { is: 'failed', failure: notSent(call, wrong), sentAt };
    if (!wasStopped && isStopped(signal))
      return { is: 'failed', failure: notSent(call, 'stopped on request'), sentAt };
    if (sentAt >= until) return undefined;
    const refusal = isRead(call.op) ? undefined : refusalOf(call, lease);
    if (refusal !== undefined) return { is: 'failed', failure: notSent(call, refusal), sentAt };
    const started = clock.monotonic();
    const answer = await send(
      parts.transport,
      clock,
      call,
      options,
      Math.min(isLook(call, options) ? look.request : timing.request, until - sentAt),
    );
    const access = isRead(call.op) ? 'read' : 'write';
    if (answer.is === 'error' && answer.name === late && access === 'write') lease?.unanswered();
    options.sent?.(access);
    const failure = failureIn(answer, call);
    parts.log.sent({
      op: call.op,
      place: call.at,
      access,
      role: options.role,
      lane: options.lane,
      at: sentAt,
      took: clock.monotonic() - started,
      waited,
      attempt,
      input: call.input,
      outcome: failure?.code ?? 'ok',
      ...(failure === undefined ? {} : { error: failure.name }),
      ...(answer.requestId === undefined ? {} : { requestId: answer.requestId }),
      ...(answer.date === undefined ? {} : { date: answer.date }),
    });
    if (failure === undefined) {
      const { requestId } = answer;
      const value = answer.is === 'ok' ? answer.output : undefined;
      return { is: 'ok', value, sentAt, ...(requestId === undefined ? {} : { requestId }) };
    }
    if (failure.class === 'throttled') limiter.throttled(call);
    const pauseAtLeast = answer.is === 'error' ? (answer.retryAfterMs ?? 0) : 0;
    return { is: 'failed', failure, sentAt, pauseAtLeast };
  }

  return async (call, options) => {
    const row = operationOf(call.op);
    const { signal } = options;
    const isLooking = isLook(call, options);
    if (isLooking && hung.is(call)) return failed(stillHung(call), false);
    const startedAt = clock.now();
    const letGoAt = stoppedAt(signal, startedAt);
    let until = Infinity;
    let last: AwsFailure | undefined;
    let doubt = false;
    for (let attempt = 1; ; attempt += 1) {
      // The budget runs from the first request; waiting for its turn before costs nothing of it.
      const tried = await once(call, options, attempt, until);
      const isLate = tried?.is === 'failed' && tried.failure.name === late;
      if (tried !== undefined && !isLate) hung.answered(call);
      if (tried?.is === 'ok') return doubt ? { ...tried, unproven: true } : tried;
      if (tried === undefined) return failed(last, doubt);
      if (isAlreadySo(row, tried.failure, doubt))
        return {
          is: 'ok',
          value: {},
          sentAt: tried.sentAt,
          unproven: true,
          ...(tried.failure.requestId === undefined ? {} : { requestId: tried.failure.requestId }),
        };
      last = tried.failure;
      doubt ||= last.effectUnknown === true;
      if (attempt === 1) until = tried.sentAt + (isRead(call.op) ? timing.read : timing.write);
      const most = isLooking && isLate ? look.attempts : timing.attempts;
      const pause = attempt < most ? pauseAfter(call, tried, attempt) : undefined;
      if (isLooking && isLate && pause === undefined) hung.ranOut(call);
      until = Math.min(until, letGoAt());
      if (pause === undefined || clock.now() + pause >= until) return failed(last, doubt);
      tellRetry(call, tried.failure, clock.now() + pause);
      await clock.sleep(pause, isStopped(signal) ? undefined : signal);
      until = Math.min(until, letGoAt());
    }
  };

  /**
   * Tells why a write may not start. It is asked after the write waited its turn: the lease may have run out
   * meanwhile.
   */
  function refusalOf(call: Call, lease: WriteLease | undefined): string | undefined {
    if (lease !== undefined)
      return lease.mayStart() ? undefined : 'this run no longer holds the lease on the stack';
    return parts.unleased?.(call) === true ? undefined : 'the lease of the stack is free';
  }

  function tellRetry({ op, at: place }: Call, { name, code }: AwsFailure, until: Instant): void {
    const throttled = code === 'aws.throttled';
    parts.traffic?.({ is: 'retrying', at: clock.now(), op, place, error: name, throttled, until });
  }

  /** Returns the pause before the next attempt, or undefined if there must be none. */
  function pauseAfter(call: Call, { failure, pauseAtLeast }: Failed, attempt: number): Duration | undefined {
    if (pauseAtLeast === undefined) return undefined;
    if (failure.class !== 'throttled' && failure.class !== 'transient') return undefined;
    if (failure.effectUnknown === true && !isRepeatable(call)) return undefined;
    const highest = Math.min(backoff.longest, backoff[failure.class] * 2 ** (attempt - 1));
    return Math.max(random.next() * highest, pauseAtLeast);
  }
}

function isStopped(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** Tells when a call must be let go. What begins after the request to stop, say to close an intent, has its time too. */
function createStops(clock: Clock): (signal: AbortSignal | undefined, startedAt: Instant) => () => Instant {
  const seen = new WeakMap<AbortSignal, { at: Instant }>();
  return (signal, startedAt) => {
    if (signal === undefined) return () => Infinity;
    const stopped = seen.get(signal) ?? { at: -Infinity };
    if (!seen.has(signal)) {
      seen.set(signal, stopped);
      signal.addEventListener('abort', () => (stopped.at = clock.now()), { once: true });
    }
    return () => (signal.aborted ? Math.max(stopped.at, startedAt) + letGoAfter : Infinity);
  };
}

/**
 * Finds the failure in an answer. A success without what a true one always has was cut off, or an intermediary made
 * it up.
 */
function failureIn(answer: TransportAnswer, call: Call): AwsFailure | undefined {
  if (answer.is === 'error') return classify(answer, call);
  const lack = lackOf(operationOf(call.op), answer.output);
  return lack === undefined ? undefined : oddAnswer(call, `the response has no ${lack}`);
}

interface Failed {
  readonly is: 'failed';
  readonly failure: AwsFailure;
  readonly sentAt: Instant;
  /** What the endpoint asked for; absent if nothing was sent. */
  readonly pauseAtLeast?: Duration;
}

type Tried = Extract<Reply, { readonly is: 'ok' }> | Failed;

async function send(
  transport: Transport,
  clock: Clock,
  call: Call,
  options: SendOptions,
  within: Duration,
): Promise<TransportAnswer> {
  const { signal: stop, role, source } = options;
  const { op, at, input } = call;
  const request = { op, at, input, role, ...(source === undefined ? {} : { source }) };
  const timely = await withDeadline(
    clock,
    within,
    (signal) => transport.send({ ...request, signal }),
    stop === undefined ? undefined : { stop, within: letGoAfter },
  );
  if (timely.is === 'in-time') return timely.value;
  const when = isStopped(stop)
    ? 'before this run stopped on request'
    : `within ${plural(within / second, 'second')}`;
  return {
    is: 'error',
    name: late,
    message: `no answer ${when}`,
    sent: true,
  };
}

function isAlreadySo(row: Operation, failure: AwsFailure, doubt: boolean): boolean {
  if (row.alreadySo?.includes(failure.name) === true) return true;
  return doubt && row.alreadySoOnRepeat?.includes(failure.name) === true;
}

/**
 * Builds the reply of a failed call. A later refusal does not say what became of an earlier attempt whose answer was
 * lost.
 */
function failed(failure: AwsFailure | undefined, doubt: boolean): Reply {
  if (failure === undefined) throw new Error('a call cannot fail before its first attempt');
  const shown = afterRetries(failure);
  return { is: 'failed', failure: doubt ? { ...shown, effectUnknown: true } : shown };
}

function notSent(call: Call, why: string): AwsFailure {
  const code = 'aws.not-sent';
  return { code, class: errors[code].class, name: 'NotSent', message: why, op: call.op, at: call.at };
}
