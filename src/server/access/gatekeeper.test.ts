import { describe, expect, it } from 'vitest';
import { day, hour, minute, second } from '../../model/instant.ts';
import { bearer, gatekeeperOf, knownToken, requestWith, tokenText } from './gatekeeper.test-helper.ts';
import { hashOfToken } from './known-token.ts';

/** Signs in, and gives what the browser sends from then on. */
async function signedIn(gatekeeper: ReturnType<typeof gatekeeperOf>, of = 'ann') {
  const signed = await gatekeeper.signIn(requestWith(bearer(of), { method: 'POST' }));
  if (signed.is !== 'in') throw new Error('nobody signed in');
  return { ...signed, cookie: signed.cookie.split(';')[0] ?? '' };
}

describe('a bearer token', () => {
  it.each<[string, Record<string, string>]>([
    ['an unknown token', bearer('eve')],
    ['the hash in place of the token', { authorization: `Bearer ${hashOfToken(tokenText('ann'))}` }],
    ['another scheme', { authorization: `Basic ${tokenText('ann')}` }],
    ['a token with something behind it', { authorization: `Bearer ${tokenText('ann')} x` }],
    ['an empty authorization', { authorization: '' }],
    ['nothing', {}],
  ])('names nobody when a request has %s', async (_, headers) => {
    expect(await gatekeeperOf().identify(requestWith(headers))).toEqual({ is: 'unknown' });
  });

  it('names its person when it is known', async () => {
    expect(await gatekeeperOf().identify(requestWith(bearer('ann')))).toEqual({
      is: 'known',
      via: 'token',
      person: { id: 'person:ann', name: 'ann' },
      bindings: [{ role: 'viewer' }],
    });
  });

  it('names nobody from its end on', async () => {
    const gatekeeper = gatekeeperOf();
    gatekeeper.list = [knownToken('ann', { expiresAt: gatekeeper.at + hour })];
    gatekeeper.at += hour - 1;
    expect((await gatekeeper.identify(requestWith(bearer('ann')))).is).toBe('known');
    gatekeeper.at += 1;
    expect((await gatekeeper.identify(requestWith(bearer('ann')))).is).toBe('unknown');
  });

  it('names nobody when somebody hashed a word, since words can be guessed', async () => {
    const gatekeeper = gatekeeperOf();
    gatekeeper.list = [{ ...knownToken('ann'), hash: hashOfToken('hunter2') }];
    expect((await gatekeeper.identify(requestWith({ authorization: 'Bearer hunter2' }))).is).toBe('unknown');
  });

  it('is judged alone: a wrong one is nobody, although the cookie of a session comes with it', async () => {
    const gatekeeper = gatekeeperOf();
    const { cookie } = await signedIn(gatekeeper);
    expect((await gatekeeper.identify(requestWith({ ...bearer('eve'), cookie }))).is).toBe('unknown');
  });
});

describe('a session', () => {
  it('stands for its token, with what that may do now', async () => {
    const gatekeeper = gatekeeperOf();
    const { cookie } = await signedIn(gatekeeper);
    gatekeeper.list = [knownToken('ann', { bindings: [{ role: 'operator', stacks: ['keys'] }] })];
    expect(await gatekeeper.identify(requestWith({ cookie }))).toMatchObject({
      via: 'session',
      person: { id: 'person:ann' },
      bindings: [{ role: 'operator', stacks: ['keys'] }],
    });
  });

  type Ending = (gatekeeper: ReturnType<typeof gatekeeperOf>, cookie: string) => unknown;
  it.each<[string, Ending]>([
    ['its token is removed', (gatekeeper) => (gatekeeper.list = [])],
    [
      'its token expires',
      (gatekeeper) => (gatekeeper.list = [knownToken('ann', { expiresAt: gatekeeper.at })]),
    ],
    ['nobody uses it for 12 hours', (gatekeeper) => (gatekeeper.at += 12 * hour)],
    [
      'it lasted a week, used or not',
      async (gatekeeper, cookie) => {
        for (let used = 0; used < 7 * 24; used += 1) {
          gatekeeper.at += hour;
          await gatekeeper.identify(requestWith({ cookie }));
        }
      },
    ],
    [
      'nothing but its open stream asks for 12 hours',
      async (gatekeeper, cookie) => {
        for (let asked = 0; asked < 12; asked += 1) {
          gatekeeper.at += hour;
          await gatekeeper.stillKnown(requestWith({ cookie }));
        }
      },
    ],
    ['the person signs out', (gatekeeper, cookie) => gatekeeper.signOut(requestWith({ cookie }))],
    [
      'the person signs in at 20 more places',
      async (gatekeeper) => {
        for (let more = 0; more < 20; more += 1) await signedIn(gatekeeper);
      },
    ],
  ])('ends when %s', async (_, ends) => {
    const gatekeeper = gatekeeperOf();
    const { cookie } = await signedIn(gatekeeper);
    expect((await gatekeeper.identify(requestWith({ cookie }))).is).toBe('known');
    await ends(gatekeeper, cookie);
    expect((await gatekeeper.identify(requestWith({ cookie }))).is).toBe('unknown');
  });

  it('lasts while it is used, and while its stream asks', async () => {
    const gatekeeper = gatekeeperOf();
    const { cookie } = await signedIn(gatekeeper);
    for (let used = 0; used < 3; used += 1) {
      gatekeeper.at += 11 * hour;
      expect((await gatekeeper.stillKnown(requestWith({ cookie }))).is).toBe('known');
      expect((await gatekeeper.identify(requestWith({ cookie }))).is).toBe('known');
    }
  });

  it('does not come back with its token', async () => {
    const gatekeeper = gatekeeperOf();
    const { cookie } = await signedIn(gatekeeper);
    const { list } = gatekeeper;
    gatekeeper.list = [];
    await gatekeeper.identify(requestWith({ cookie }));
    gatekeeper.list = list;
    expect((await gatekeeper.identify(requestWith({ cookie }))).is).toBe('unknown');
  });

  it('reports the end of the token if that comes first', async () => {
    const gatekeeper = gatekeeperOf();
    gatekeeper.list = [knownToken('ann', { expiresAt: gatekeeper.at + day })];
    const { known, cookie } = await signedIn(gatekeeper);
    expect(known.expiresAt).toBe(gatekeeper.at + day);
    expect((await signedIn(gatekeeperOf())).known.expiresAt).toBe(gatekeeper.at + 7 * day);
    expect(cookie).toMatch(/^keywright-9810=[0-9a-f]{64}$/u);
  });

  it('is nobody when a second cookie of the name is there, since a neighbour may have set it', async () => {
    const gatekeeper = gatekeeperOf();
    const { cookie } = await signedIn(gatekeeper);
    const both = requestWith({ cookie: `${cookie}; keywright-9810=${'f'.repeat(64)}` });
    expect((await gatekeeper.identify(both)).is).toBe('unknown');
  });

  it('begins with a bearer token only', async () => {
    const gatekeeper = gatekeeperOf({ anonymous: [{ role: 'viewer' }] });
    const { cookie } = await signedIn(gatekeeper);
    for (const headers of [{}, { cookie }, bearer('eve')])
      expect((await gatekeeper.signIn(requestWith(headers, { method: 'POST' }))).is).toBe('unknown');
  });

  it('has a cookie that no script reads, no other site sends, and no other host sets', async () => {
    const names = { host: '0.0.0.0', url: 'https://keys.example.com', hosts: [] };
    const gatekeeper = gatekeeperOf({ names });
    const secure = { ...bearer('ann'), host: 'keys.example.com' };
    const signed = await gatekeeper.signIn(requestWith(secure, { method: 'POST' }));
    expect(signed).toMatchObject({
      cookie: `__Host-keywright=${'1'.padStart(64, '0')}; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure`,
    });
    expect((await signedIn(gatekeeper)).cookie).toMatch(/^keywright-9810=/u);
    expect(gatekeeper.signOut(requestWith({ host: 'keys.example.com' }))).toContain('Max-Age=0');
  });
});

describe('a token of an issuer', () => {
  const jwt = `${'a'.repeat(40)}.b.c`;
  const request = requestWith({ authorization: `Bearer ${jwt}` }, { method: 'POST' });
  const issued = { ...knownToken('bob'), hash: hashOfToken(jwt) };

  it('names its person, and begins a session that ends with it', async () => {
    const asked: string[] = [];
    const gatekeeper = gatekeeperOf({
      oidc: (token) => {
        asked.push(token);
        return Promise.resolve({ ...issued, expiresAt: gatekeeper.at + hour });
      },
    });
    expect(await gatekeeper.identify(request)).toMatchObject({ via: 'oidc', person: { id: 'person:bob' } });
    const signed = await gatekeeper.signIn(request);
    const cookie = signed.is === 'in' ? (signed.cookie.split(';')[0] ?? '') : '';
    expect(await gatekeeper.identify(requestWith({ cookie }))).toMatchObject({ via: 'session' });
    gatekeeper.at += hour;
    expect((await gatekeeper.identify(requestWith({ cookie }))).is).toBe('unknown');
    // Those of the file, and words of another form, are none of the issuer's business.
    await gatekeeper.identify(requestWith(bearer('ann')));
    await gatekeeper.identify(requestWith(bearer('eve')));
    expect(asked).toEqual([jwt, jwt]);
  });

  it('names nobody when the issuer does not know it, and is counted', async () => {
    const gatekeeper = gatekeeperOf({ oidc: () => Promise.resolve(undefined) });
    for (let tried = 0; tried < 10; tried += 1)
      expect(await gatekeeper.identify(request, 'a')).toEqual({ is: 'unknown' });
    expect(await gatekeeper.identify(request, 'a')).toHaveProperty('retryAfter');
  });
});

describe('somebody without a credential', () => {
  it('reads what the operator opened, and is nobody with a wrong token', async () => {
    const gatekeeper = gatekeeperOf({ anonymous: [{ role: 'viewer', stacks: ['staging'] }] });
    expect(await gatekeeper.identify(requestWith())).toMatchObject({
      via: 'anonymous',
      bindings: [{ role: 'viewer', stacks: ['staging'] }],
    });
    expect((await gatekeeper.identify(requestWith(bearer('eve')))).is).toBe('unknown');
  });
});

describe('too many wrong tokens', () => {
  it('makes the address wait, and no other', async () => {
    const gatekeeper = gatekeeperOf();
    const wrong = requestWith(bearer('eve'));
    for (let tried = 0; tried < 10; tried += 1)
      expect(await gatekeeper.identify(wrong, '192.0.2.1')).toEqual({ is: 'unknown' });
    expect(await gatekeeper.identify(wrong, '192.0.2.1')).toEqual({ is: 'unknown', retryAfter: 6 * second });
    expect(await gatekeeper.identify(wrong, '192.0.2.2')).toEqual({ is: 'unknown' });
    gatekeeper.at += minute;
    expect(await gatekeeper.identify(wrong, '192.0.2.1')).toEqual({ is: 'unknown' });
  });

  it('locks out no right token, of the same address either', async () => {
    const gatekeeper = gatekeeperOf();
    for (let tried = 0; tried < 500; tried += 1) await gatekeeper.identify(requestWith(bearer('eve')), 'a');
    expect((await gatekeeper.identify(requestWith(bearer('ann')), 'a')).is).toBe('known');
    expect((await gatekeeper.signIn(requestWith(bearer('ann'), { method: 'POST' }), 'a')).is).toBe('in');
  });

  it('counts no cookie of a session that ended', async () => {
    const gatekeeper = gatekeeperOf();
    const { cookie } = await signedIn(gatekeeper);
    gatekeeper.list = [];
    for (let asked = 0; asked < 500; asked += 1)
      expect(await gatekeeper.identify(requestWith({ cookie }), 'a')).toEqual({ is: 'unknown' });
  });
});
