import { NodeHttpHandler } from '@smithy/node-http-handler';
import { z } from 'zod';
import type { Clock } from '../../model/clock.ts';
import type { OpName, Place } from '../../model/call.ts';
import { second, type Instant } from '../../model/instant.ts';
import { once } from '../../model/once.ts';
import type { AccountSettings } from '../../model/resource.ts';
import { staleCredentials } from '../classify.ts';
import { operationOf } from '../operations.ts';
import { socketCount } from '../sockets.ts';
import type { Transport, TransportRequest } from '../transport.ts';
import { configuration, createClients, type ClientParts, type RequestHandler } from './clients.ts';
import {
  createCredentials,
  type AssumeRoleInput,
  type AwsCredentials,
  type Provider,
} from './credentials.ts';
import { requireElement, type Command as SdkCommand } from './element.ts';
import type { EndpointOf } from './endpoints.ts';
import { failureOf } from './failure.ts';
import type { Network } from './network.ts';
import { plainOf } from './plain.ts';
import { commandName, loadService, serviceOf, type SdkService } from './services.ts';

export interface SdkOptions {
  readonly accounts: readonly AccountSettings[];
  readonly stack: string;
  readonly version: string;
  /** The plan or commit that is applied: part of the session's name and the user agent. */
  readonly purpose?: string;
  readonly clock: Clock;
  /** Below the clients: the network unless given (the embedded AWS in process). */
  readonly handler?: RequestHandler;
  /** From `endpointsIn`; AWS's own unless given. */
  readonly endpoint?: EndpointOf;
  /** From `networkIn`; AWS's plain endpoints without a proxy unless given. */
  readonly network?: Network;
  /** What Keywright was started with: the SDK's default chain unless given. */
  readonly credentials?: Provider;
  /** Region of the default chain's own calls. */
  readonly region: string;
  /**
   * Whether sessions of the roles that write carry the plan and who approved it. The roles must trust whoever runs this
   * with sts:SetSourceIdentity.
   */
  readonly namesSource?: boolean;
  /** Wrapped around what is real input and output even when time is virtual: loading a client. */
  readonly hold?: <T>(work: Promise<T>) => Promise<T>;
}

interface Signer {
  readonly role: TransportRequest['role'];
  readonly provider: Provider;
  readonly source?: string | undefined;
}

export interface SdkTransport extends Transport {
  /** Closes the connections that were kept. */
  close(): void;
}

/** Creates the transport on the AWS SDK: one request per `send`, no retries. Answers are JSON (see `plain.ts`). */
export function createSdkTransport(options: SdkOptions): SdkTransport {
  const handed = new WeakMap<object, Handed>();
  const inner = options.handler ?? networkHandler(options.network);
  const parts: ClientParts = {
    handler: noting(inner, handed),
    userAgent: userAgentOf(options),
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    ...(options.network === undefined ? {} : { network: options.network }),
  };
  const clients = createClients(parts);
  const hold = options.hold ?? ((work) => work);
  const base = options.credentials ?? defaultChain(parts, options.region, hold);
  const credentials = createCredentials({
    accounts: options.accounts,
    session: [options.stack, ...(options.purpose === undefined ? [] : [options.purpose])].join('-'),
    clock: options.clock,
    base,
    assume,
  });

  async function assume(input: AssumeRoleInput, region: string): Promise<AwsCredentials> {
    const at: Place = { account: 'base', region };
    const output = await run(
      'sts:AssumeRole',
      at,
      { role: 'write', provider: base },
      input,
      new AbortController().signal,
    );
    const found = (output as { readonly Credentials?: Partial<Record<string, unknown>> }).Credentials ?? {};
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = found;
    return {
      accessKeyId: String(AccessKeyId),
      secretAccessKey: String(SecretAccessKey),
      sessionToken: String(SessionToken),
      ...(Expiration instanceof Date ? { expiration: Expiration } : {}),
    };
  }

  async function run(
    op: OpName,
    at: Place,
    { role, provider, source }: Signer,
    input: object,
    signal: AbortSignal,
  ): Promise<unknown> {
    const { client, service } = await hold(clients.get(serviceOf(op), at, role, provider, source));
    return client.send(commandOf(service, op, input), { abortSignal: signal });
  }

  /**
   * Sends one request. After stale credentials the next request gets others: whoever sends it verifies first whose
   * they are.
   */
  async function send({
    op,
    at,
    role,
    input,
    signal,
    ...of
  }: TransportRequest): ReturnType<Transport['send']> {
    const named = options.namesSource === true && (role === 'write' || role === 'destroy');
    const source = named ? of.source : undefined;
    const provider = credentials.of(at.account, role, at.region, source);
    let used: AwsCredentials | undefined;
    try {
      used = await provider();
      const output = await run(op, at, { role, provider, source }, withDates(op, input), signal);
      return { is: 'ok', output: await plainOf(output), ...requestIdOf(output), ...handed.get(signal) };
    } catch (thrown) {
      const failure = failureOf(thrown, handed.has(signal));
      if (used !== undefined && staleCredentials.has(failure.name))
        await credentials.forget(at.account, role, used, source);
      return { ...failure, ...handed.get(signal) };
    }
  }

  return {
    send,
    close: () => inner.destroy?.(),
  };
}

function commandOf(service: SdkService, op: OpName, input: object): object {
  const Command = service.commands[commandName(op)];
  if (Command === undefined) throw new Error(`the SDK has no ${commandName(op)}`);
  const command: SdkCommand = new Command(input);
  const { elements } = operationOf(op);
  if (elements !== undefined) requireElement(command, elements);
  return command;
}

/** What is known of a request that was handed on. */
interface Handed {
  readonly date?: Instant;
}

/**
 * Notes which requests (known by their signal) were handed on, so that a failure before is known as such, and the time
 * of day in their answers, which the SDK keeps to itself.
 */
function noting(inner: RequestHandler, handed: WeakMap<object, Handed>): RequestHandler {
  return {
    ...('metadata' in inner ? { metadata: inner.metadata } : {}),
    async handle(request, options) {
      const signal = options?.abortSignal;
      if (typeof signal !== 'object' || signal === null) return inner.handle(request, options);
      handed.set(signal, {});
      const answer = await inner.handle(request, options);
      handed.set(signal, dateIn(answer));
      return answer;
    },
  };
}

const answered = z.looseObject({ response: z.looseObject({ headers: z.looseObject({ date: z.string() }) }) });

function dateIn(answer: unknown): Handed {
  const parsed = answered.safeParse(answer);
  const date = parsed.success ? Date.parse(parsed.data.response.headers.date) : Number.NaN;
  return Number.isNaN(date) ? {} : { date };
}

function networkHandler(network: Network | undefined): RequestHandler {
  const agent = { keepAlive: true, maxSockets: socketCount, ...network?.through };
  return new NodeHttpHandler({
    connectionTimeout: 5 * second,
    requestTimeout: 20 * second,
    // Without it the SDK only warns and waits on.
    throwOnRequestTimeout: true,
    httpsAgent: agent,
    httpAgent: agent,
  });
}

/** Returns the SDK's default chain, looked up once and shared. A client without credentials resolves it. */
function defaultChain(
  parts: ClientParts,
  region: string,
  hold: <T>(work: Promise<T>) => Promise<T>,
): Provider {
  const chain = once(resolve);
  async function resolve(): Promise<Provider> {
    const sts = await loadService('sts');
    const client = new sts.Client({
      ...configuration(parts, 'sts', region, undefined),
      // The chain hands this to its own clients: without it those of IAM Identity Center know no proxy.
      clientConfig: { requestHandler: parts.handler },
    }) as unknown as { readonly config: { readonly credentials: Provider } };
    return client.config.credentials;
  }
  return async () => hold((await chain())());
}

function userAgentOf(options: SdkOptions): ClientParts['userAgent'] {
  const purpose = options.purpose === undefined ? [] : ([['purpose', options.purpose]] as const);
  return [['keywright', options.version], ['stack', options.stack], ...purpose];
}

function withDates(op: OpName, input: TransportRequest['input']): object {
  const paths = operationOf(op).instants ?? [];
  return paths.reduce<object>((dated, path) => withDate(dated, path.split('.')) as object, input);
}

/** Returns the same value with a date, as the SDK wants it, for the number at the path. */
function withDate(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return typeof value === 'number' ? new Date(value) : value;
  if (Array.isArray(value)) return value.map((item) => withDate(item, path));
  if (typeof value !== 'object' || value === null || !(name in value)) return value;
  return { ...value, [name]: withDate((value as Readonly<Record<string, unknown>>)[name], rest) };
}

function requestIdOf(output: unknown): { readonly requestId?: string } {
  const id = (output as { readonly $metadata?: { readonly requestId?: unknown } }).$metadata?.requestId;
  return typeof id === 'string' ? { requestId: id } : {};
}
