import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/*
 * Where a person went wrong with AWS, through the real SDK: what they read, and that the log holds
 * nothing that opens anything.
 */
const root = join(import.meta.dirname, '../..');
const place = mkdtempSync(join(tmpdir(), 'keywright-wrong-'));
const account = '111122223333';
const roles = `roles: { read: 'arn:aws:iam::${account}:role/keywright-read', write: 'arn:aws:iam::${account}:role/keywright-write' }`;

function stack(more: string): string {
  return [
    'apiVersion: keywright.dev/v1',
    'kind: Stack',
    'metadata: { name: wrong }',
    'spec:',
    '  uid: 7c9e6679-7425-40de-944b-e07fc1f90ae7',
    `  accounts: [{ id: '${account}', regions: [us-east-1]${more} }]`,
    `  defaults: { account: '${account}', region: us-east-1 }`,
    '---',
    'apiVersion: keywright.dev/v1',
    'kind: Key',
    'metadata: { name: data }',
    'spec: { description: Data. }',
    '',
  ].join('\n');
}

beforeAll(() => {
  writeFileSync(join(place, 'plain.yaml'), stack(''));
  writeFileSync(join(place, 'roles.yaml'), stack(`, ${roles}, externalId: marked-external-id`));
  mkdirSync(join(place, '.aws'));
  writeFileSync(
    join(place, '.aws/config'),
    [
      '[profile dev]',
      'sso_session = corp',
      'sso_account_id = 111122223333',
      'sso_role_name = Admin',
      '[sso-session corp]',
      'sso_region = us-east-1',
      'sso_start_url = https://127.0.0.1:1/start',
      '',
    ].join('\n'),
  );
});

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function reconcile(argv: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'bin/reconcile.js'), ...argv], {
    cwd: place,
    env: { PATH: process.env['PATH'], HOME: place, USER: 'ada', AWS_EC2_METADATA_DISABLED: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
  });
}

/** Starts an AWS that answers so; gives what `work` gave. */
async function answering<T>(answer: RequestListener, work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  } finally {
    server.close();
  }
}

function queryError(code: string, message: string, status = 403): RequestListener {
  return (_, response) => {
    response
      .writeHead(status, { 'content-type': 'text/xml' })
      .end(
        `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
      );
  };
}

function identity(of: string): RequestListener {
  return (_, response) => {
    response
      .writeHead(200, { 'content-type': 'text/xml' })
      .end(
        `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${of}:user/ada</Arn><UserId>AIDA</UserId><Account>${of}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
      );
  };
}

const keys = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7MARKED', AWS_SECRET_ACCESS_KEY: 'marked-secret' };
const refused: RequestListener = queryError(
  'AccessDenied',
  `User: arn:aws:iam::${account}:user/ada is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${account}:role/keywright-read`,
);

const wrongs: readonly {
  readonly why: string;
  readonly answer?: RequestListener;
  readonly file?: string;
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly says: readonly string[];
}[] = [
  {
    why: 'no credentials',
    says: [
      'Could not load credentials',
      '(aws.credentials)',
      '- environment: AWS_ACCESS_KEY_ID is not set',
      '- profile default in ~/.aws/config and ~/.aws/credentials: not found',
      '- EC2 instance: skipped (AWS_EC2_METADATA_DISABLED)',
      'set AWS_PROFILE to one of: dev',
    ],
  },
  {
    why: 'a profile that is not there',
    env: { AWS_PROFILE: 'prod' },
    says: [
      'there is no profile prod (AWS_PROFILE) in ~/.aws/config or ~/.aws/credentials',
      'existing profiles: dev',
    ],
  },
  {
    why: 'a session of IAM Identity Center that was never begun',
    env: { AWS_PROFILE: 'dev' },
    says: ['aws sso login --profile dev'],
  },
  {
    why: 'a session that ended',
    answer: queryError('ExpiredToken', 'The security token included in the request is expired'),
    env: { ...keys, AWS_SESSION_TOKEN: 'marked-token' },
    says: ['(ExpiredToken)', 'the session in AWS_SESSION_TOKEN has expired'],
  },
  {
    why: 'a clock that is wrong',
    answer: queryError(
      'SignatureDoesNotMatch',
      'Signature expired: 20261102T090000Z is now earlier than 20261102T091500Z (20261102T092000Z - 5 min.)',
    ),
    env: keys,
    says: ["the clock of this machine is 20m00s behind AWS's"],
  },
  {
    why: 'another account',
    answer: identity('999999999999'),
    env: keys,
    says: [
      `the credentials are arn:aws:iam::999999999999:user/ada in account 999999999999, but the Stack declares ${account}`,
      '(aws.wrong-account)',
    ],
  },
  {
    why: 'a role that may not be assumed',
    file: 'roles.yaml',
    answer: refused,
    env: keys,
    says: [
      ` through arn:aws:iam::${account}:role/keywright-read`,
      '"Action": "sts:AssumeRole", "Condition": { "StringEquals": { "sts:ExternalId": "marked-external-id" } }',
      '(aws.forbidden)',
    ],
  },
  {
    why: 'an endpoint that a variable names and no response at',
    env: { ...keys, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' },
    says: [
      'http://127.0.0.1:1 (from AWS_ENDPOINT_URL_STS) is configured instead of AWS: nothing is listening there',
      'unset AWS_ENDPOINT_URL_STS',
    ],
  },
  {
    why: 'an endpoint of the command line that no response at',
    argv: ['--endpoint', 'http://127.0.0.1:1'],
    env: keys,
    says: ['http://127.0.0.1:1 (from --endpoint) is configured instead of AWS'],
  },
];

describe.concurrent('help where a person went wrong', () => {
  it.each(wrongs)('$why', async ({ answer, file = 'plain.yaml', argv = [], env = {}, says }) => {
    const run = (endpoint: Readonly<Record<string, string>>): Promise<Ended> =>
      reconcile(['plan', file, ...argv, '--log-level=trace', '--no-color'], { ...env, ...endpoint });
    const { code, out, err } = await (answer === undefined
      ? run({})
      : answering(answer, (url) => run({ AWS_ENDPOINT_URL: url })));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    const lines = err.split('\n');
    const told = lines
      .filter((line) => !line.startsWith('{"'))
      .join(' ')
      .replaceAll(/\s+/gu, ' ');
    for (const words of says) expect(told).toContain(words);
    expect(told.split(' error: ').length, 'said once').toBeLessThanOrEqual(2);
    const log = lines.filter((line) => line.startsWith('{"'));
    expect(log.some((line) => (JSON.parse(line) as { op?: string }).op === 'sts:GetCallerIdentity')).toBe(
      true,
    );
    expect(log.join('\n')).not.toMatch(/marked/iu);
  });
});

describe('a log of a whole run through the SDK', () => {
  it('tells each call and its input, and nothing that opens anything', async () => {
    const served = spawn(
      process.execPath,
      [join(root, 'bin/reconcile.js'), 'sandbox', '--port', '0', 'roles.yaml'],
      {
        cwd: place,
        env: { PATH: process.env['PATH'], HOME: place, USER: 'ada' },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const url = await new Promise<string>((resolve) => {
      served.stdout.on('data', (chunk: Buffer) => {
        const found = /http:\/\/127\.0\.0\.1:\d+/u.exec(chunk.toString())?.[0];
        if (found !== undefined) resolve(found);
      });
    });
    const { code, out, err } = await reconcile(
      ['plan', '-o', 'json', 'roles.yaml', '--endpoint', url, '--log-level', 'trace'],
      {
        AWS_ACCESS_KEY_ID: account,
        AWS_SECRET_ACCESS_KEY: 'marked-secret',
        AWS_SESSION_TOKEN: 'marked-token',
      },
    );
    served.kill('SIGINT');
    expect(code, err).toBe(2);
    expect(() => JSON.parse(out) as unknown).not.toThrow();
    const records = err
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string; op?: string; input?: object });
    expect(records.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(['started', 'looking', 'planned', 'call', 'ended']),
    );
    expect(records.find(({ op }) => op === 'tagging:GetResources')?.input).toMatchObject({
      ResourcesPerPage: 100,
    });
    expect(err).not.toMatch(/marked/iu);
  });
});
