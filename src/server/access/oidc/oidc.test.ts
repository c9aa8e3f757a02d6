import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac } from 'node:crypto';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { minute, second } from '../../../model/instant.ts';
import { createKeys } from './keys.ts';
import { holderBy, type OidcSettings } from './verify.ts';

// A small issuer on this machine; its time is that of the test.

const now = Date.UTC(2026, 10, 30);
const served = { keys: [] as object[], asked: 0, up: true };
const issuer = createServer((_, response) => {
  served.asked += 1;
  response.statusCode = served.up ? 200 : 503;
  response.end(JSON.stringify({ keys: served.keys }));
});
const pair = await generateKeyPair('RS256', { extractable: true });
const other = await generateKeyPair('RS256', { extractable: true });
const elliptic = await generateKeyPair('ES256', { extractable: true });

beforeAll(async () => {
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  served.keys = [
    { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256' },
    { ...(await exportJWK(elliptic.publicKey)), kid: 'two', alg: 'ES256' },
    { kty: 'oct', kid: 'three', k: Buffer.from('secret'.repeat(8)).toString('base64url') },
  ];
});
afterAll(() => {
  issuer.close();
});

const settings: OidcSettings = {
  issuer: 'https://issuer.example.com',
  audience: 'keywright',
  subjectClaim: 'email',
  groupsClaim: 'groups',
  people: { 'ann@example.com': 'ann' },
  groups: [
    { group: 'sre', bindings: [{ role: 'operator' }, { role: 'approver', classes: ['widen'] }] },
    { group: 'dev', bindings: [{ role: 'viewer', stacks: ['staging'] }] },
  ],
};

const claims = {
  iss: settings.issuer,
  aud: settings.audience,
  exp: now / second + 600,
  email: 'ann@example.com',
  groups: ['sre'],
};

function signed(
  payload: JWTPayload = claims,
  header: Partial<JWTHeaderParameters> = {},
  key = pair.privateKey,
): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(key);
}

/** Makes a token by hand, which no library would sign. */
function byHand(header: object, signature: (input: string) => string): string {
  const [head, body] = [header, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const input = `${String(head)}.${String(body)}`;
  return `${input}.${signature(input)}`;
}

function without(claim: keyof typeof claims): JWTPayload {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => name !== claim));
}

function verifier(at = { now }) {
  const { port } = issuer.address() as AddressInfo;
  const keys = createKeys({
    now: () => at.now,
    failed: () => undefined,
    async fetch() {
      const answer = await fetch(`http://127.0.0.1:${String(port)}/keys`);
      if (!answer.ok) throw new Error(`status ${String(answer.status)}`);
      return answer.json();
    },
  });
  return (token: string) => holderBy(token, { settings, keys, now: () => at.now });
}

it('names the person and what the groups may do', async () => {
  expect(await verifier()(await signed())).toMatchObject({
    person: { id: 'person:ann', name: 'ann' },
    bindings: [{ role: 'operator' }, { role: 'approver', classes: ['widen'] }],
    expiresAt: now + 600 * second,
  });
});

it('lets nobody approve whom no setting names, since a second credential would count twice', async () => {
  const token = await signed({ ...claims, email: 'bob@example.com', groups: ['sre', 'dev'] });
  expect(await verifier()(token)).toMatchObject({
    person: { id: 'oidc:bob@example.com' },
    bindings: [{ role: 'operator' }, { role: 'viewer', stacks: ['staging'] }],
  });
});

it('takes elliptic keys too', async () => {
  const token = await signed(claims, { alg: 'ES256', kid: 'two' }, elliptic.privateKey);
  expect(await verifier()(token)).toBeDefined();
});

it.each<[string, () => Promise<string> | string]>([
  ['no algorithm', () => byHand({ alg: 'none' }, () => '')],
  [
    'HS256 with the public key',
    async () => {
      const spki = await exportSPKI(pair.publicKey);
      return byHand({ alg: 'HS256', kid: 'one' }, (input) =>
        createHmac('sha256', spki).update(input).digest('base64url'),
      );
    },
  ],
  [
    'HS256 with a symmetric key of the set',
    () =>
      byHand({ alg: 'HS256', kid: 'three' }, (input) =>
        createHmac('sha256', 'secret'.repeat(8)).update(input).digest('base64url'),
      ),
  ],
  ['another audience', () => signed({ ...claims, aud: 'other' })],
  ['no audience', () => signed(without('aud'))],
  ['another issuer', () => signed({ ...claims, iss: 'https://issuer.example.net' })],
  ['no issuer', () => signed(without('iss'))],
  ['no end', () => signed(without('exp'))],
  ['an end that is over', () => signed({ ...claims, exp: now / second - 31 })],
  ['a beginning to come', () => signed({ ...claims, nbf: now / second + 31 })],
  ['no subject', () => signed(without('email'))],
  ['no group with a binding', () => signed({ ...claims, groups: ['hr'] })],
  ['groups that are a text', () => signed({ ...claims, groups: 'sre' })],
  ['the key of somebody else', () => signed(claims, {}, other.privateKey)],
  ['an unknown key', () => signed(claims, { kid: 'four' }, other.privateKey)],
  [
    'a key that it brings along',
    async () => signed(claims, { kid: 'five', jwk: await exportJWK(other.publicKey) }, other.privateKey),
  ],
  [
    'the address of a key',
    () =>
      signed(
        claims,
        { kid: 'five', jku: 'https://example.net/keys', x5u: 'https://example.net' },
        other.privateKey,
      ),
  ],
  ['another part', async () => `${await signed()}x`],
  ['no form at all', () => 'a.b.c'],
])('refuses a token with %s', async (_, token) => {
  expect(await verifier()(await token())).toBeUndefined();
});

it('asks the issuer at most twice a minute, whatever forged tokens name', async () => {
  const verify = verifier();
  const before = served.asked;
  for (let forged = 0; forged < 20; forged += 1)
    await verify(await signed(claims, { kid: `forged-${String(forged)}` }, other.privateKey));
  expect(served.asked - before).toBe(1);
});

it('learns a new key when the issuer changes it', async () => {
  const at = { now };
  const verify = verifier(at);
  await verify(await signed());
  served.keys.push({ ...(await exportJWK(other.publicKey)), kid: 'new', alg: 'RS256' });
  const token = await signed(claims, { kid: 'new' }, other.privateKey);
  expect(await verify(token)).toBeUndefined();
  at.now += 30 * second;
  expect(await verify(token)).toBeDefined();
  served.keys.pop();
  at.now += 9 * minute;
  expect(await verify(token)).toBeDefined();
  at.now += minute;
  expect(
    await verify(await signed({ ...claims, exp: at.now / second + 60 }, { kid: 'new' }, other.privateKey)),
  ).toBeUndefined();
});

it('keeps the keys for a day while the issuer is down, and knows nobody without keys', async () => {
  const at = { now };
  const verify = verifier(at);
  expect(await verify(await signed())).toBeDefined();
  served.up = false;
  const later = (): Promise<string> => signed({ ...claims, exp: at.now / second + 60 });
  at.now += 20 * minute;
  expect(await verify(await later())).toBeDefined();
  expect(await verifier(at)(await later())).toBeUndefined();
  at.now += 24 * 60 * minute;
  expect(await verify(await later())).toBeUndefined();
  served.up = true;
  at.now += minute;
  expect(await verify(await later())).toBeDefined();
});
