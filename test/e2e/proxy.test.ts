import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { realClock } from '../../src/runtime/clock.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { listen, type WireServer } from '../../src/sandbox/wire/server.ts';
import { createWire } from '../../src/sandbox/wire/wire.ts';
import { describeWith } from '../../src/manifest/sources/git/origin.test-helper.ts';
import { proxyTo, type ProxiedAws } from './proxy.test-helper.ts';

const root = join(import.meta.dirname, '../..');
const place = mkdtempSync(join(tmpdir(), 'keywright-behind-proxy-'));
const account = '111122223333';
const stack = `
apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: behind }
spec:
  uid: 7c9e6679-7425-40de-944b-e07fc1f90ae7
  accounts: [{ id: '${account}', regions: [us-east-1] }]
  defaults: { account: '${account}', region: us-east-1 }
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: data }
spec: { description: Data. }
`;

const aws = await embeddedAws();
const open: ProxiedAws[] = [];

beforeAll(() => {
  writeFileSync(join(place, 'stack.yaml'), stack);
});
afterEach(() => Promise.all(open.splice(0).map((each) => each.close())));
afterAll(async () => {
  await aws.close();
  rmSync(place, { recursive: true });
});

async function embeddedAws(): Promise<WireServer> {
  const sandbox = createSandbox({ clock: realClock(), random: seededRandoms('proxy').stream('sandbox') });
  return listen(await createWire(sandbox), { port: 0 });
}

async function proxy(answer?: 407): Promise<ProxiedAws> {
  const made = await proxyTo(aws.url, answer);
  open.push(made);
  return made;
}

function plan(env: Readonly<Record<string, string>>, ...more: readonly string[]) {
  const child = spawn(process.execPath, [join(root, 'bin/reconcile.js'), 'plan', 'stack.yaml', ...more], {
    cwd: place,
    env: {
      ...{ PATH: process.env['PATH'], HOME: place, AWS_EC2_METADATA_DISABLED: 'true', NO_COLOR: '1' },
      ...{ AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'x' },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise<{ readonly code: number | null; readonly said: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, said }));
  });
}

function hosts({ tunnels }: ProxiedAws): readonly string[] {
  return [...new Set(tunnels)].toSorted();
}

describeWith('openssl')('behind a proxy', () => {
  it('reaches every service through tunnels, and trusts the authority of NODE_EXTRA_CA_CERTS', async () => {
    const made = await proxy();
    const { code, said } = await plan({ HTTPS_PROXY: made.url, NODE_EXTRA_CA_CERTS: made.caFile });
    expect(said).toContain('Plan: 1 to add');
    expect(code).toBe(2);
    expect(hosts(made)).toEqual(['sts.us-east-1.amazonaws.com:443', 'tagging.us-east-1.amazonaws.com:443']);
  });

  it('calls the FIPS endpoints when AWS_USE_FIPS_ENDPOINT is set, except for a service with a named endpoint', async () => {
    const made = await proxy();
    const { code } = await plan({
      https_proxy: made.url.replace('http://', ''),
      NODE_EXTRA_CA_CERTS: made.caFile,
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API: 'https://tagging.{region}.amazonaws.com',
    });
    expect(code).toBe(2);
    expect(hosts(made)).toEqual([
      'sts-fips.us-east-1.amazonaws.com:443',
      'tagging.us-east-1.amazonaws.com:443',
    ]);
  });

  it('trades a web identity token for credentials through the proxy', async () => {
    const made = await proxy();
    writeFileSync(join(place, 'token'), 'a token of the cluster');
    await plan({
      HTTPS_PROXY: made.url,
      NODE_EXTRA_CA_CERTS: made.caFile,
      AWS_ACCESS_KEY_ID: '',
      AWS_WEB_IDENTITY_TOKEN_FILE: join(place, 'token'),
      AWS_ROLE_ARN: `arn:aws:iam::${account}:role/keywright`,
      AWS_REGION: 'us-east-1',
    });
    expect(hosts(made)).toEqual(['sts.us-east-1.amazonaws.com:443']);
  });

  it('asks IAM Identity Center for credentials through the proxy', async () => {
    const made = await proxy();
    const cache = join(place, '.aws/sso/cache');
    mkdirSync(cache, { recursive: true });
    writeFileSync(
      join(place, '.aws/config'),
      [
        '[profile dev]',
        'sso_session = corp',
        `sso_account_id = ${account}`,
        'sso_role_name = Admin',
        '[sso-session corp]',
        'sso_region = us-east-1',
        'sso_start_url = https://corp.awsapps.com/start',
        '',
      ].join('\n'),
    );
    const token = { accessToken: 'a token', expiresAt: '2100-01-01T00:00:00Z' };
    const name = createHash('sha1').update('corp').digest('hex');
    writeFileSync(join(cache, `${name}.json`), JSON.stringify(token));
    await plan({
      HTTPS_PROXY: made.url,
      NODE_EXTRA_CA_CERTS: made.caFile,
      AWS_ACCESS_KEY_ID: '',
      AWS_PROFILE: 'dev',
    });
    expect(hosts(made)).toEqual(['portal.sso.us-east-1.amazonaws.com:443']);
  });

  it('reaches this machine without the proxy', async () => {
    const made = await proxy();
    const { code } = await plan({ HTTP_PROXY: made.url, HTTPS_PROXY: made.url }, '--endpoint', aws.url);
    expect(code).toBe(2);
    expect(made.tunnels).toEqual([]);
  });

  it.each<{
    why: string;
    answer?: 407;
    env: (proxy: ProxiedAws) => Readonly<Record<string, string>>;
    says: string;
  }>([
    {
      why: 'the proxy wants a password',
      answer: 407,
      env: ({ url }) => ({ HTTPS_PROXY: url.replace('//', '//ada:marked-secret@') }),
      says: 'the proxy requires a user and a password',
    },
    {
      why: 'the authority of the proxy is unknown',
      env: ({ url }) => ({ HTTPS_PROXY: url }),
      says: 'NODE_EXTRA_CA_CERTS=/path/to/ca.pem',
    },
    {
      why: 'nothing listens where the proxy should be',
      env: () => ({ HTTPS_PROXY: 'http://ada:marked-secret@127.0.0.1:1' }),
      says: 'HTTPS_PROXY sets the proxy http://127.0.0.1:1',
    },
    {
      why: 'the proxy speaks another protocol',
      env: () => ({ HTTPS_PROXY: 'socks5://ada:marked-secret@127.0.0.1:1080' }),
      says: 'HTTPS_PROXY must be the URL of an HTTP proxy',
    },
  ])('says what to do when $why', async ({ answer, env, says }) => {
    const { code, said } = await plan(env(await proxy(answer)));
    expect(code).toBe(1);
    expect(said.replaceAll(/\s+/gu, ' ')).toContain(says);
    expect(said).not.toContain('marked-secret');
  });
});
