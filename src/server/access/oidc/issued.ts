import type { Instant } from '../../../model/instant.ts';
import type { KnownToken } from '../known-token.ts';

/** Tokens of an issuer on which a session stands: nothing but the token itself says what it may do. */
export interface Issued {
  keep(token: KnownToken): void;
  all(): readonly KnownToken[];
}

const most = 1_000;

/** Makes what knows these tokens until they expire, by their hashes. Forgets the oldest where there are too many. */
export function createIssued(now: () => Instant): Issued {
  let kept: readonly KnownToken[] = [];
  return {
    keep({ hash, person, bindings, expiresAt }) {
      const others = kept.filter((one) => one.hash !== hash && (one.expiresAt ?? 0) > now());
      const token = { hash, person, bindings, ...(expiresAt === undefined ? {} : { expiresAt }) };
      kept = [...others, token].slice(-most);
    },
    all: () => kept,
  };
}

/** Tests the form of a signed token: three parts. */
export function isJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/u.test(token);
}
