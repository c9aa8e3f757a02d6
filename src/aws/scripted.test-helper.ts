import { seededRandoms } from '../runtime/random.ts';
import { shiftedClock, type ShiftedClock } from '../runtime/shifted-clock.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import type { Aws, CallOptions, WriteLease } from '../model/call.ts';
import type { AttemptParts } from './attempts.ts';
import { createCallLog, type SentRequest } from './call-log.ts';
import { createLimiter } from './limiter.ts';
import { createAws } from './port.ts';
import { trueAnswer } from './true-answer.test-helper.ts';
import type { Transport, TransportAnswer, TransportRequest } from './transport.ts';

export const account = '111122223333';
export const here = { account, region: 'eu-central-1' };

export function ok(output: unknown): TransportAnswer {
  return { is: 'ok', output };
}

export function refused(name: string, status: number, sent = true): TransportAnswer {
  return { is: 'error', name, message: `${name} said the endpoint`, status, sent };
}

/** Builds the answer of a broken connection: it has no status. */
export function broken(name: string, sent: boolean): TransportAnswer {
  return { is: 'error', name, message: name, sent };
}

/** Success, with this and nothing else in it. */
export function bare(output: unknown): TransportAnswer {
  return { is: 'ok', output, requestId: 'bare' };
}

/** A lease that lasts. */
export const held: WriteLease = { mayStart: () => true, unanswered: () => undefined };

export type Script = (request: TransportRequest, index: number) => TransportAnswer | Promise<TransportAnswer>;

export interface Scripted {
  readonly aws: Aws;
  readonly clock: ShiftedClock;
  /** Requests that reached the endpoint, without the question who the caller is. */
  readonly requests: TransportRequest[];
  readonly identities: TransportRequest[];
  readonly log: SentRequest[];
  counts(): { readonly reads: number; readonly writes: number };
}

/** Success has what a true answer has, unless the script gives it bare. */
function whole(answer: TransportAnswer, request: TransportRequest): TransportAnswer {
  if (answer.is === 'error' || answer.requestId === 'bare') return answer;
  return { ...answer, output: trueAnswer(request.op, answer.output) };
}

/** Builds the whole port on a virtual clock above an endpoint that answers as the script says. */
export function scripted(
  script: Script,
  {
    whoami,
    signal,
    lease = held,
    ...more
  }: Partial<AttemptParts> & Pick<CallOptions, 'signal' | 'lease'> & { readonly whoami?: Script } = {},
): Scripted {
  const clock = shiftedClock(virtualClock(0));
  const requests: TransportRequest[] = [];
  const identities: TransportRequest[] = [];
  const sent: SentRequest[] = [];
  const log = createCallLog();
  log.subscribe((request) => sent.push(request));
  const transport: Transport = {
    async send(request) {
      if (request.op === 'sts:GetCallerIdentity') {
        identities.push(request);
        const answer = whoami?.(request, identities.length - 1) ?? ok({ Account: account });
        return whole(await answer, request);
      }
      requests.push(request);
      return whole(await script(request, requests.length - 1), request);
    },
  };
  const port = createAws({
    transport,
    clock,
    random: seededRandoms(1).stream('jitter'),
    limiter: createLimiter(clock),
    log,
    ...more,
  });
  const aws: Aws = {
    call: (call, options) =>
      port.call(call, { lease, ...(signal === undefined ? {} : { signal }), ...options }),
  };
  return { aws, clock, requests, identities, log: sent, counts: log.counts };
}
