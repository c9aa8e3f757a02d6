import { createHash, timingSafeEqual } from 'node:crypto';
import type { Gatekeeper, Known } from '../parts.ts';

/** A token as it is kept: never itself, only its SHA-256 in hexadecimal. */
export interface KnownToken {
  readonly hash: string;
  readonly holder: Omit<Known, 'is' | 'via'>;
}

/** Makes what tells callers apart by their bearer tokens. Compares with every token, so that time tells nothing. */
export function createGatekeeper(tokens: readonly KnownToken[], now: () => number): Gatekeeper {
  const known = tokens.map(({ hash, holder }) => ({ hash: Buffer.from(hash, 'hex'), holder }));
  return {
    async identify(request) {
      const token = /^Bearer (?<token>[\w.~+/=-]{1,4096})$/u.exec(request.headers.get('authorization') ?? '')
        ?.groups?.['token'];
      if (token === undefined) return { is: 'unknown' };
      const hash = createHash('sha256').update(token).digest();
      const found = known.filter((one) => timingSafeEqual(one.hash, hash));
      const holder = found[0]?.holder;
      if (holder === undefined || (holder.expiresAt !== undefined && holder.expiresAt <= now()))
        return { is: 'unknown' };
      return { is: 'known', via: 'token', ...holder };
    },
  };
}
