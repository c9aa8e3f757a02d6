import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/request.ts';
import { wireHandler } from '../../sandbox/wire/handler.ts';
import { createWire } from '../../sandbox/wire/wire.ts';
import { lackOf } from '../complete.ts';
import { isRead, knownOps, operationOf } from '../operations.ts';
import type { TransportAnswer, TransportRequest } from '../transport.ts';
import type { RequestHandler } from './clients.ts';
import { createSdkTransport, type SdkOptions } from './transport.ts';

const account = '111122223333';
const roles = { read: `arn:aws:iam::${account}:role/read`, write: `arn:aws:iam::${account}:role/write` };
const region = 'eu-central-1';

type Reply = (request: SandboxRequest, index: number) => SandboxAnswer;

async function setUp(reply: Reply, more: Partial<SdkOptions> = {}) {
  const arrived: SandboxRequest[] = [];
  const headers: Record<string, string>[] = [];
  const wire = await createWire({
    async handle(request) {
      arrived.push(request);
      if (request.operation === 'AssumeRole')
        return { is: 'ok', output: session(String(request.input['RoleArn'])) };
      return reply(request, arrived.filter(({ operation }) => operation !== 'AssumeRole').length - 1);
    },
  });
  const inner = wireHandler(wire);
  const handler: RequestHandler = {
    ...inner,
    handle(request, options) {
      headers.push((request as { headers: Record<string, string> }).headers);
      return inner.handle(request, options);
    },
  };
  const transport = createSdkTransport({
    accounts: [{ id: account, regions: [region], roles }],
    stack: 'payments',
    version: '1.2.3',
    purpose: 'abc123',
    clock: virtualClock(0),
    region,
    handler,
    credentials: async () => ({ accessKeyId: '999988887777', secretAccessKey: 'x' }),
    ...more,
  });
  return { transport, arrived, headers };
}

function session(roleArn: string): Record<string, unknown> {
  const arn = roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/') + '/s';
  const credentials = {
    AccessKeyId: 'ASIA',
    SecretAccessKey: 'x',
    SessionToken: 't',
    Expiration: new Date(3_600_000),
  };
  return { Credentials: credentials, AssumedRoleUser: { AssumedRoleId: 'AROA:s', Arn: arn } };
}

/** Bodies of successes that somebody between AWS and Keywright made up. */
const lies = [
  '',
  '<!DOCTYPE html><html><body>Sign in</body></html>',
  '<html/>',
  '<?xml version="1.0"?><X/>',
  '{}',
  'null',
  '[]',
  '"text"',
];

/** Answers every request with this body, except the request for a role. */
function answering(body: string, statusCode = 200): RequestHandler {
  return {
    async handle(sent) {
      const { hostname } = sent as { readonly hostname: string };
      const headers = { 'content-type': 'text/xml', date: 'Mon, 02 Nov 2026 00:00:07 GMT' };
      const response = { statusCode, headers, body: Buffer.from(body) };
      return {
        response: hostname.startsWith('sts.')
          ? { ...response, statusCode: 200, body: Buffer.from(assumed) }
          : response,
      };
    },
  };
}

const assumed =
  '<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>a</AccessKeyId><SecretAccessKey>x</SecretAccessKey>' +
  '<SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>';

function request(
  op: TransportRequest['op'],
  input: TransportRequest['input'] = {},
  role: TransportRequest['role'] = 'read',
): TransportRequest {
  return { op, at: { account, region }, input, role, signal: new AbortController().signal };
}

function ok(output: Record<string, unknown> = {}): SandboxAnswer {
  return { is: 'ok', output };
}

describe('a request', () => {
  it('goes out as the role that reads or writes, assumed once, and its answer comes back as JSON', async () => {
    const { transport, arrived } = await setUp(() =>
      ok({ KeyMetadata: { KeyId: 'a', CreationDate: new Date(0) } }),
    );
    expect(await transport.send(request('kms:DescribeKey', { KeyId: 'a' }))).toMatchObject({
      is: 'ok',
      output: { KeyMetadata: { KeyId: 'a', CreationDate: '1970-01-01T00:00:00.000Z' } },
      requestId: expect.stringMatching(/^0000/u) as string,
    });
    await transport.send(request('s3:HeadBucket', { Bucket: 'b' }));
    await transport.send(request('kms:EnableKey', { KeyId: 'a' }, 'write'));
    expect(arrived.map(({ operation, principal }) => [operation, principal.split('/')[1]])).toEqual([
      ['AssumeRole', 'admin'],
      ['DescribeKey', 'read'],
      ['HeadBucket', 'read'],
      ['AssumeRole', 'admin'],
      ['EnableKey', 'write'],
    ]);
    expect(arrived[0]).toMatchObject({
      account: '999988887777',
      input: { RoleSessionName: 'keywright-payments-abc123' },
    });
  });

  it.each([
    { named: true, sources: [undefined, 'p1.ada', 'p2.bob'] },
    { named: false, sources: [undefined, undefined] },
  ])(
    'carries its plan and approver in the session that writes, where asked to: $named',
    async ({ named, sources }) => {
      const { transport, arrived } = await setUp(() => ok(), { namesSource: named });
      const source = 'p1.ada';
      await transport.send({ ...request('kms:DescribeKey', { KeyId: 'a' }), source });
      await transport.send({ ...request('kms:EnableKey', { KeyId: 'a' }, 'write'), source });
      await transport.send({ ...request('kms:EnableKey', { KeyId: 'b' }, 'write'), source });
      await transport.send({ ...request('kms:EnableKey', { KeyId: 'a' }, 'write'), source: 'p2.bob' });
      const assumed = arrived.filter(({ operation }) => operation === 'AssumeRole');
      expect(assumed.map(({ input }) => input['SourceIdentity'])).toEqual(sources);
    },
  );

  it('says in its user agent who sends it and for which stack', async () => {
    const { transport, headers } = await setUp(() => ok());
    await transport.send(request('kms:EnableKey', { KeyId: 'a' }));
    expect(headers.at(-1)?.['user-agent']).toMatch(/keywright\/1\.2\.3 stack\/payments purpose\/abc123/u);
  });

  it('turns instants into the form of the wire', async () => {
    const { transport, arrived } = await setUp(() => ok({ Events: [] }));
    await transport.send(request('cloudtrail:LookupEvents', { StartTime: 1_000 }));
    expect(arrived.at(-1)?.input).toEqual({ StartTime: new Date(1_000) });
    const rules = (at: unknown): object => ({
      LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Expiration: { Date: at } }] },
    });
    await transport.send(
      request('s3:PutBucketLifecycleConfiguration', { Bucket: 'b', ...rules(86_400_000) }),
    );
    expect(arrived.at(-1)?.input).toMatchObject(rules(new Date(86_400_000)));
  });

  it('is sent once, whatever the SDK would retry', async () => {
    const { transport, arrived } = await setUp(() => ({
      is: 'error',
      name: 'LimitExceededException',
      message: '',
      status: 400,
    }));
    expect(await transport.send(request('kms:PutKeyPolicy', { KeyId: 'a', Policy: '{}' }))).toMatchObject({
      is: 'error',
      name: 'LimitExceededException',
      status: 400,
      sent: true,
    });
    expect(arrived.filter(({ operation }) => operation === 'PutKeyPolicy')).toHaveLength(1);
  });

  it('reads an object as text', async () => {
    const { transport } = await setUp(() =>
      ok({ Body: new TextEncoder().encode('{"holder":"é"}'), ETag: '"1"' }),
    );
    expect(await transport.send(request('s3:GetObject', { Bucket: 'b', Key: 'k' }))).toMatchObject({
      output: { Body: '{"holder":"é"}', ETag: '"1"' },
    });
  });
});

describe('credentials', () => {
  it('renews expired credentials for the next request, and sends nothing again', async () => {
    const { transport, arrived } = await setUp((_, index) =>
      index === 0
        ? { is: 'error', name: 'ExpiredTokenException', message: '', status: 400 }
        : ok({ Keys: [] }),
    );
    expect(await transport.send(request('kms:ListKeys'))).toMatchObject({ name: 'ExpiredTokenException' });
    expect(arrived.map(({ operation }) => operation)).toEqual(['AssumeRole', 'ListKeys']);
    expect(await transport.send(request('kms:ListKeys'))).toMatchObject({ is: 'ok' });
    expect(arrived.slice(2).map(({ operation }) => operation)).toEqual(['AssumeRole', 'ListKeys']);
  });

  it('sends no request without credentials', async () => {
    const { transport, arrived } = await setUp(() => ok(), {
      credentials: () =>
        Promise.reject(Object.assign(new Error('no profile'), { name: 'CredentialsProviderError' })),
    });
    expect(await transport.send(request('kms:CreateKey', {}, 'write'))).toMatchObject({
      name: 'CredentialsProviderError',
      message: 'no profile',
      sent: false,
    });
    expect(arrived).toEqual([]);
  });
});

describe('a connection', () => {
  it('reports a broken connection with Node’s name as possibly sent', async () => {
    const { transport } = await setUp(() => ({
      is: 'error',
      name: 'ECONNRESET',
      message: 'reset',
      status: 0,
    }));
    expect(await transport.send(request('kms:CreateKey', {}, 'write'))).toMatchObject({
      name: 'ECONNRESET',
      sent: true,
    });
  });

  it.each(['', '<!DOCTYPE html><html></html>', '<Other/>'])(
    'is an odd answer where a success is %j instead of the versioning of a bucket',
    async (body) => {
      const { transport } = await setUp(() => ok(), { handler: answering(body) });
      expect(await transport.send(request('s3:GetBucketVersioning', { Bucket: 'b' }))).toMatchObject({
        is: 'error',
        name: 'OddAnswer',
        status: 200,
      });
    },
  );

  it.each(knownOps.filter((op) => isRead(op) && op !== 's3:HeadBucket'))(
    'never takes another body for the answer of %s',
    async (op) => {
      const input = { Bucket: 'b', Key: 'k', KeyId: 'a', RoleName: 'r', PolicyName: 'p' };
      for (const body of lies) {
        const { transport } = await setUp(() => ok(), { handler: answering(body) });
        const answer = await transport.send(request(op, input));
        const taken = answer.is === 'ok' && lackOf(operationOf(op), answer.output) === undefined;
        expect(taken && body, JSON.stringify(answer)).toBe(false);
      }
    },
  );

  it.each([
    '<VersioningConfiguration/>',
    '<GetBucketVersioningResponse xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>',
  ])('reads %s as a bucket that was never versioned', async (body) => {
    const { transport } = await setUp(() => ok(), { handler: answering(body) });
    expect(await transport.send(request('s3:GetBucketVersioning', { Bucket: 'b' }))).toMatchObject({
      is: 'ok',
      output: {},
    });
  });

  it.each([200, 404, 412, 503])(
    'tells the time of day that came with an answer of status %i',
    async (status) => {
      const { transport } = await setUp(() => ok(), { handler: answering('<Tagging/>', status) });
      const answer = await transport.send(request('s3:GetBucketTagging', { Bucket: 'b' }));
      expect(answer).toMatchObject({ date: Date.UTC(2026, 10, 2, 0, 0, 7) });
    },
  );

  it('ends when the deadline aborts it', async () => {
    const stop = new AbortController();
    const { transport } = await setUp(() => ok(), {
      handler: { handle: (_, options) => aborted(options?.abortSignal as AbortSignal) },
      accounts: [],
    });
    const sending = transport.send({ ...request('kms:ListKeys'), signal: stop.signal });
    setImmediate(() => stop.abort());
    expect(await sending).toMatchObject({ is: 'error', name: 'AbortError', sent: true });
  });

  it.each([
    { why: 'nobody listens', answer: undefined, expected: { name: 'ECONNREFUSED', sent: false } },
    { why: 'the other side hangs up', answer: 'hang up', expected: { name: 'ECONNRESET', sent: true } },
    {
      why: 'it is a page of HTML',
      answer: 'html',
      expected: { name: 'SyntaxError', status: 500, sent: true },
    },
  ])('fails over the network: $why', async ({ answer, expected }) => {
    const server = createServer((incoming, response) => {
      if (answer === 'html')
        response.writeHead(500, { 'content-type': 'text/html' }).end('<!doctype html><p>no</p>');
      else incoming.socket.destroy();
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const port = (server.address() as { port: number }).port;
    if (answer === undefined) await new Promise((resolve) => server.close(resolve));
    const transport = createSdkTransport({
      accounts: [],
      stack: 's',
      version: '1',
      clock: virtualClock(0),
      region,
      endpoint: () => `http://127.0.0.1:${port}`,
      credentials: async () => ({ accessKeyId: account, secretAccessKey: 'x' }),
    });
    expect(await transport.send(request('kms:ListKeys'))).toMatchObject({ is: 'error', ...expected });
    transport.close();
    server.close();
  });
});

function aborted(signal: AbortSignal): Promise<TransportAnswer> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () =>
      reject(Object.assign(new Error('aborted'), { name: 'AbortError' })),
    );
  });
}
