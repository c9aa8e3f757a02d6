import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { daemonSchema } from '../../daemon/config/schema/index.ts';
import { second } from '../../model/instant.ts';
import { realClock } from '../../runtime/clock.ts';
import { realHttpClient } from '../../runtime/http-client.ts';
import { realNames } from '../../runtime/names.ts';
import { createOidc } from './oidc.ts';

const pair = await generateKeyPair('ES256');
const keys = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256' }] });
const issuer = createServer((request, response) => {
  const [status, body] =
    request.url === '/keys'
      ? [200, keys]
      : request.url === '/long'
        ? [200, `${keys}${' '.repeat(300_000)}`]
        : request.url === '/moved'
          ? [302, '']
          : [500, keys];
  response.writeHead(status, { location: '/keys' });
  response.end(body);
});

beforeAll(() => new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  issuer.close();
});

const clock = realClock();

function tokenOf(iss: string): Promise<string> {
  const exp = Math.floor(clock.now() / second) + 600;
  return new SignJWT({ iss, aud: 'keywright', exp, sub: 'ann', groups: ['dev'] })
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .sign(pair.privateKey);
}

it.each([
  { path: '/keys', allow: ['loopback'], why: '' },
  { path: '/keys', allow: [], why: 'loopback' },
  { path: '/moved', allow: ['loopback'], why: 'status 302' },
  { path: '/broken', allow: ['loopback'], why: 'status 500' },
  { path: '/long', allow: ['loopback'], why: 'too long' },
])('fetches the keys at $path with allow $allow, or tells why not: $why', async ({ path, allow, why }) => {
  const { port } = issuer.address() as AddressInfo;
  const groups = [{ group: 'dev', bindings: [{ role: 'viewer' }] }];
  const at = `http://127.0.0.1:${String(port)}`;
  const { oidc } = daemonSchema.parse({
    api: { oidc: { issuer: at, audience: 'keywright', keysUrl: `${at}${path}`, groups, allow } },
  }).api;
  if (oidc === undefined) throw new Error('no settings');
  const told: string[] = [];
  const host = { clock, http: realHttpClient(), names: realNames() };
  const find = createOidc(oidc, host, (error) => void told.push(String(error)));
  const found = await find(await tokenOf(at));
  expect(found?.person.id).toBe(why === '' ? 'oidc:ann' : undefined);
  expect(told.join()).toContain(why);
});
