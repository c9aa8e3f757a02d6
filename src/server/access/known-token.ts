import { createHash, timingSafeEqual } from 'node:crypto';
import type { Binding } from '../../model/binding.ts';
import type { Person } from '../../model/decisions.ts';
import type { Instant } from '../../model/instant.ts';

/** A token as it is kept: never itself, only its SHA-256 in hexadecimal. */
export interface KnownToken {
  readonly hash: string;
  readonly person: Person;
  readonly bindings: readonly Binding[];
  /** Absent: it lives as long as the process. */
  readonly expiresAt?: Instant;
}

/**
 * Returns true for what has the length of a token of 128 bits or more. A file of hashes does not show that somebody
 * hashed a word; a word is short.
 */
export function mayBeToken(text: string): boolean {
  return text.length >= 32;
}

/** Finds the token, unless it expired. Compares with every one, so that the time it takes tells nothing. */
export function knownBy(hash: string, tokens: readonly KnownToken[], now: Instant): KnownToken | undefined {
  const sought = Buffer.from(hash, 'hex');
  const found = tokens.filter((one) => timingSafeEqual(Buffer.from(one.hash, 'hex'), sought));
  return found.find(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
}

export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
