import type { Binding } from '../../model/binding.ts';
import type { Instant } from '../../model/instant.ts';
import type { Gatekeeper, Identity, Known } from '../parts.ts';
import { createAttempts } from './attempts.ts';
import { clearedCookie, cookieName, sessionCookie } from './cookie.ts';
import { credentialOf, type Credential } from './credential.ts';
import { hashOfToken, knownBy, mayBeToken, type KnownToken } from './known-token.ts';
import { createIssued, isJwt } from './oidc/issued.ts';
import { createOrigins, type Names } from './origins.ts';
import { createSessions } from './sessions.ts';

export interface GatekeeperParts {
  readonly names: Names;
  /** The tokens that count now: whoever removes one ends what stands on it at the next request. */
  tokens(): Promise<readonly KnownToken[]>;
  /** Finds who a token of an issuer names. */
  oidc?(token: string): Promise<KnownToken | undefined>;
  /** What somebody without a credential may read; empty: nothing. */
  readonly anonymous: readonly Binding[];
  now(): Instant;
  newId(): string;
}

const nobody: Identity = { is: 'unknown' };

/** Makes what tells callers apart: by a bearer token, or by the cookie of a session that stands for one. */
export function createGatekeeper({
  names,
  tokens,
  oidc,
  anonymous,
  now,
  newId,
}: GatekeeperParts): Gatekeeper {
  const issued = createIssued(now);
  const origins = createOrigins(names);
  const attempts = createAttempts(now);
  const sessions = createSessions(now, newId);
  const withoutCredential: Identity =
    anonymous.length === 0
      ? nobody
      : {
          is: 'known',
          via: 'anonymous',
          person: { id: 'anonymous', name: 'anonymous' },
          bindings: anonymous,
        };

  async function ofHash(hash: string): Promise<KnownToken | undefined> {
    return knownBy(hash, [...(await tokens()), ...issued.all()], now());
  }

  function failed(from: string): Identity {
    const retryAfter = attempts.failed(from);
    return retryAfter === undefined ? nobody : { is: 'unknown', retryAfter };
  }

  async function ofToken(token: string, from: string): Promise<Identity> {
    const known = mayBeToken(token) ? knownBy(hashOfToken(token), await tokens(), now()) : undefined;
    if (known !== undefined) return { is: 'known', via: 'token', ...holderOf(known) };
    const named = isJwt(token) ? await oidc?.(token) : undefined;
    if (named === undefined) return failed(from);
    return { is: 'known', via: 'oidc', ...holderOf(named) };
  }

  async function ofSession(id: string, isUse: boolean): Promise<Identity> {
    const session = sessions.find(id, isUse);
    const known = session === undefined ? undefined : await ofHash(session.of);
    if (session === undefined || known === undefined) {
      sessions.end(id);
      return withoutCredential;
    }
    const expiresAt = Math.min(session.until, known.expiresAt ?? Infinity);
    return { is: 'known', via: 'session', ...holderOf(known), expiresAt };
  }

  function sentBy(request: Request): Credential {
    return credentialOf(request.headers, cookieName(origins.isSecure(request), request));
  }

  async function identified(request: Request, from: string, isUse: boolean): Promise<Identity> {
    const credential = sentBy(request);
    switch (credential.is) {
      case 'none':
        return withoutCredential;
      case 'bearer':
        return ofToken(credential.token, from);
      case 'cookie':
        return ofSession(credential.id, isUse);
      case 'invalid':
        return failed(from);
    }
  }

  return {
    identify: (request, from = '') => identified(request, from, true),
    stillKnown: (request, from = '') => identified(request, from, false),
    isSecure: origins.isSecure,
    refuses(request) {
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      return (
        origins.check(request) ??
        (isRead || sentBy(request).is !== 'cookie' ? undefined : origins.checkCookieWrite(request))
      );
    },
    async signIn(request, from) {
      const credential = credentialOf(request.headers, '');
      const identity = credential.is === 'bearer' ? await ofToken(credential.token, from ?? '') : nobody;
      if (identity.is === 'unknown' || credential.is !== 'bearer')
        return identity as Identity & { is: 'unknown' };
      const hash = hashOfToken(credential.token);
      if (identity.via === 'oidc') issued.keep({ ...identity, hash });
      const { id, until } = sessions.begin(hash);
      const expiresAt = Math.min(until, identity.expiresAt ?? Infinity);
      const cookie = sessionCookie(id, expiresAt - now(), origins.isSecure(request), request);
      return { is: 'in', known: { ...identity, via: 'session', expiresAt }, cookie };
    },
    signOut(request) {
      const credential = sentBy(request);
      if (credential.is === 'cookie') sessions.end(credential.id);
      return clearedCookie(origins.isSecure(request), request);
    },
  };
}

function holderOf({
  person,
  bindings,
  expiresAt,
}: KnownToken): Pick<Known, 'person' | 'bindings' | 'expiresAt'> {
  return { person, bindings, ...(expiresAt === undefined ? {} : { expiresAt }) };
}
