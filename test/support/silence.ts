import { isRead, operationOf } from '../../src/aws/operations.ts';
import { defaultRetryTiming } from '../../src/aws/attempts.ts';
import type { Transport, TransportAnswer, TransportRequest } from '../../src/aws/transport.ts';
import type { OpName } from '../../src/model/call.ts';
import { stableText, type Tree } from '../../src/model/tree.ts';

type Members = Readonly<Record<string, unknown>>;

/** What comes instead of the true answer to a read. */
export const readFaults = ['throttled', 'forbidden', 'broken', 'bent', 'empty', 'short'] as const;
/** What becomes of a write: it happens and nobody says so, or a success comes and nothing happened. */
export const writeFaults = ['lost', 'empty'] as const;
export type Fault = (typeof readFaults)[number] | (typeof writeFaults)[number];

/** The first, the one in the middle or the last of the different calls of one operation in a run; or all of them. */
export const moments = ['first', 'middle', 'last', 'every'] as const;
export type Moment = (typeof moments)[number];

/** Calls of one run by operation, each once: equal requests are one call. */
export interface Calls {
  of(op: OpName): readonly string[];
  ops(): readonly OpName[];
  transport(inner: Transport): Transport;
}

export function recordCalls(): Calls {
  const seen = new Map<OpName, Set<string>>();
  return {
    of: (op) => [...(seen.get(op) ?? [])],
    ops: () => [...seen.keys()].filter((op) => op !== 'sts:AssumeRole'),
    transport: (inner) => ({
      send(request) {
        const calls = seen.get(request.op) ?? new Set();
        seen.set(request.op, calls.add(nameOf(request)));
        return inner.send(request);
      },
    }),
  };
}

/** Returns the start of what identifies the calls that are meant. */
export function pick(op: OpName, calls: readonly string[], moment: Moment): string {
  if (moment === 'every') return `${op} `;
  const index = moment === 'first' ? 0 : moment === 'last' ? calls.length - 1 : Math.floor(calls.length / 2);
  return calls[index] ?? '';
}

/**
 * Makes every attempt of one call meet the fault; asked again later, AWS answers as ever. Where all calls of
 * operations are meant, all meet it as long as the run lasts.
 */
export function failing(calls: readonly string[], fault: Fault): (inner: Transport) => Transport {
  return (inner) => {
    const all = calls.every((call) => call.endsWith(' '));
    let left = all ? Infinity : fault === 'forbidden' ? 1 : defaultRetryTiming.attempts;
    return {
      async send(request) {
        const name = nameOf(request);
        if (left === 0 || !calls.some((call) => name.startsWith(call))) return inner.send(request);
        left -= 1;
        return faulty(request, fault, inner);
      },
    };
  };
}

function nameOf({ op, at, input }: TransportRequest): string {
  return `${op} ${at.account}/${at.region} ${stableText(input as Tree)}`;
}

async function faulty(request: TransportRequest, fault: Fault, inner: Transport): Promise<TransportAnswer> {
  switch (fault) {
    case 'throttled':
      return error('ThrottlingException', 400);
    case 'forbidden':
      return error('AccessDeniedException', 403);
    case 'broken':
      return { is: 'error', name: 'ECONNRESET', message: 'reset', sent: true };
    case 'lost':
      await inner.send(request);
      return { is: 'error', name: 'ECONNRESET', message: 'reset', sent: true };
    case 'empty':
      return { is: 'ok', output: {} };
    case 'bent':
      return changed(await inner.send(request), (output) => bent(request.op, output));
    case 'short':
      return changed(await inner.send(request), (output) => short(request.op, output));
  }
}

function error(name: string, status: number): TransportAnswer {
  return { is: 'error', name, message: name, status, sent: true };
}

function changed(answer: TransportAnswer, by: (output: Members) => Members): TransportAnswer {
  return answer.is === 'ok' ? { ...answer, output: by(answer.output as Members) } : answer;
}

/** Gives all that is not certain to be there another form: nothing but the kind itself can stumble over that. */
function bent(op: OpName, output: Members): Members {
  const certain = new Set(Object.keys(operationOf(op).always).map((path) => path.replaceAll('[]', '')));
  const bend = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => bend(one, path));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([name, one]) => [name, bend(one, path === '' ? name : `${path}.${name}`)]),
      );
    return certain.has(path) ? value : { bent: true };
  };
  return bend(output, '') as Members;
}

/** Returns half of the page, which says that more follow, and not where. */
function short(op: OpName, output: Members): Members {
  const { paging } = operationOf(op);
  const list = paging === undefined ? undefined : output[paging.items];
  if (paging?.more === undefined || !Array.isArray(list)) return {};
  const half = (list as readonly unknown[]).slice(0, Math.floor(list.length / 2));
  return { ...output, [paging.items]: half, [paging.more]: true, [paging.out]: undefined };
}

/** Faults that say something of an operation: some answers may be empty, and only pages can be short. */
export function faultsOf(op: OpName): readonly Fault[] {
  const row = operationOf(op);
  if (!isRead(op)) return writeFaults;
  const mayBeEmpty = Object.keys(row.always).length === 0;
  return readFaults.filter(
    (fault) => !(fault === 'empty' && mayBeEmpty) && !(fault === 'short' && row.paging?.more === undefined),
  );
}
