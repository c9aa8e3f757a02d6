import { createHash } from 'node:crypto';
import { refusal, type Refusal } from '../../daemon/control/control.ts';

/** The longest key. A UUID has 36 characters. */
const longest = 255;

/**
 * Parses the header Idempotency-Key; undefined where there is none. The draft has a string in quotes (RFC 9651 §3.3.3);
 * most clients send the characters alone. Both name the same key.
 */
export function keyOf(headers: Headers): string | undefined | Refusal {
  const text = headers.get('idempotency-key');
  if (text === null) return undefined;
  const key = /^(?<quote>"?)(?<key>[!#-[\]-~]+)\k<quote>$/u.exec(text)?.groups?.['key'];
  return key === undefined || key.length > longest ? invalid : key;
}

/** Identifies a request: what was sent under one key must stay the same. */
export function digestOf(method: string, url: string, body: string): string {
  const { pathname, search } = new URL(url);
  return createHash('sha256')
    .update(JSON.stringify([method, pathname + search, body]))
    .digest('base64url');
}

const invalid = refusal(
  'api.key',
  `the Idempotency-Key must have 1 to ${String(longest)} visible ASCII characters, without quotes and backslashes`,
);
