import { partitionOfRegion } from '../model/partition.ts';
import type { OpName, Place, Role } from '../model/call.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Transport } from '../aws/transport.ts';
import type { SandboxAnswer, SandboxRequest, SandboxService } from './request.ts';

interface Answerer {
  handle(request: SandboxRequest): Promise<SandboxAnswer>;
}

export interface SandboxTransportOptions {
  /** ARN of who calls; an account's `role/admin` unless told otherwise. */
  readonly principal?: (at: Place, role: Role) => string;
  /** Where the time of day in its answers comes from; absent: they have none. */
  readonly clock?: Pick<Clock, 'now'>;
}

/** Node's names for what certainly did not reach anybody. */
const notSent: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
]);

/** Makes the sandbox a transport, without wire or codecs. Answers have the form that the SDK transport gives. */
export function sandboxTransport(sandbox: Answerer, options: SandboxTransportOptions = {}): Transport {
  const principal =
    options.principal ?? ((at: Place) => `arn:${partitionOfRegion(at.region)}:iam::${at.account}:role/admin`);
  let sent = 0;
  return {
    async send({ op, at, input, role }) {
      sent += 1;
      const requestId = `00000000-0000-4000-9000-${String(sent).padStart(12, '0')}`;
      const [service, operation] = partsOf(op);
      const request = { service, operation, ...at, principal: principal(at, role), input: received(input) };
      const answer = await sandbox.handle(request);
      const { clock } = options;
      const dated = clock === undefined ? {} : { date: Math.floor(clock.now() / 1000) * 1000 };
      const answered = { requestId, ...dated };
      if (answer.is === 'ok') return { is: 'ok', output: plain(answer.output), ...answered };
      const { name, message, status } = answer;
      const shared = { is: 'error', name, message, sent: !notSent.has(name) } as const;
      return status === 0 ? shared : { ...shared, status, ...answered };
    },
  };
}

function partsOf(op: OpName): readonly [SandboxService, string] {
  const colon = op.indexOf(':');
  return [op.slice(0, colon) as SandboxService, op.slice(colon + 1)];
}

/** Returns the input as it arrives: a body is bytes. */
function received(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const body = input['Body'];
  return typeof body === 'string' ? { ...input, Body: new TextEncoder().encode(body) } : input;
}

function plain(value: unknown, name = ''): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array)
    return name === 'Body' ? new TextDecoder().decode(value) : Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map((item) => plain(item));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  return Object.fromEntries(members.map(([key, member]) => [key, plain(member, key)]));
}
