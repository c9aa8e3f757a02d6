import type { Clock } from '../../model/clock.ts';
import { minute, second, type Duration } from '../../model/instant.ts';
import type { LocalAnswer, LocalHttp } from '../../runtime/local-http.ts';
import { refusal, type Refusal } from './control.ts';
import { operations, type AnswerOf, type OperationName, type RequestOf } from './operations.ts';
import { envelopeSchema, mostOfAnswer, prefix } from './wire.ts';

export interface ClientParts {
  readonly http: LocalHttp;
  readonly clock: Clock;
  readonly socket: string;
  /** Of this program: told where the daemon is of another. */
  readonly version: string;
  /** What proves who asks; absent: the user of the socket. */
  readonly token?: string;
}

/** Asks a daemon as its control would be asked. */
export interface Client {
  ask<Name extends OperationName>(
    name: Name,
    request: RequestOf<Name>,
    signal: AbortSignal,
  ): Promise<AnswerOf<Name> | Refusal>;
}

/**
 * Allows a preview longer, as it looks at everything before it answers; what else is asked, the daemon knows already.
 */
function patienceFor(name: OperationName): Duration {
  return name === 'preview' || name === 'speculate' ? 15 * minute : 30 * second;
}

export function createClient({ http, clock, socket, version, token }: ClientParts): Client {
  return {
    async ask(name, request, signal) {
      const answered = new AbortController();
      const late = new AbortController();
      void clock.sleep(patienceFor(name), answered.signal).then(() => {
        if (!answered.signal.aborted) late.abort();
      });
      const answer = await http.ask(
        socket,
        {
          method: 'POST',
          path: `${prefix}${name}`,
          body: JSON.stringify(request),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        { mostBytes: mostOfAnswer },
        AbortSignal.any([signal, late.signal]),
      );
      answered.abort();
      return read(name, answer);
    },
  };

  function read<Name extends OperationName>(name: Name, answer: LocalAnswer): AnswerOf<Name> | Refusal {
    switch (answer.is) {
      case 'absent':
        return refusal('control.no-daemon', `no daemon is listening on ${socket}`);
      case 'silent':
        return refusal('control.no-answer', `the daemon at ${socket} did not respond: ${answer.message}`);
      case 'refused':
        return refusal(
          answer.because === 'closed' ? 'control.closed' : 'control.unsafe-socket',
          answer.message,
        );
      case 'answer':
        return understood(name, answer.body);
    }
  }

  function understood<Name extends OperationName>(name: Name, body: string): AnswerOf<Name> | Refusal {
    const envelope = envelopeSchema.safeParse(jsonIn(body));
    if (!envelope.success)
      return refusal('control.request', `the process on ${socket} is not a Keywright daemon`);
    if ('refused' in envelope.data) return { refused: envelope.data.refused };
    const { answer, version: theirs } = envelope.data;
    if (!operations[name].answer.safeParse(answer).success) {
      const versions = theirs === version ? '' : `: the daemon has version ${theirs}, this is ${version}`;
      return refusal('control.request', `the response of the daemon cannot be parsed${versions}`);
    }
    // Read as it stands, in JSON: the schema would make instants of times.
    return answer as AnswerOf<Name>;
  }
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
