import { createHmac, timingSafeEqual } from 'node:crypto';
import { minute, second, type Duration, type Instant } from '../../model/instant.ts';

export type Headers = ReadonlyMap<string, string>;

/** One delivery of a Git host, as its headers describe it. Nothing of it is proven yet. */
export interface Delivery {
  readonly id: string;
  /** The text that the host signs before the body. */
  readonly prefix: string;
  /** The digests that the host claims; during a change of secrets it may sign with both. */
  readonly claimed: readonly Buffer[];
  /** When the host signed it, where that is part of what it signed. */
  readonly at?: Instant;
  /** Gives the key of the HMAC from the text of a secret file. */
  key(secret: string): Buffer;
}

/** A signed time may differ this much from our clock, as the Standard Webhooks specification advises. */
const tolerance: Duration = 5 * minute;

/** Names of the header with the HMAC in hexadecimal, beside the header with the id: GitHub, Forgejo, Gitea, Bitbucket. */
const hexadecimal = [
  { signature: 'x-hub-signature-256', id: 'x-github-delivery' },
  { signature: 'x-forgejo-signature', id: 'x-forgejo-delivery' },
  { signature: 'x-gitea-signature', id: 'x-gitea-delivery' },
  { signature: 'x-hub-signature', id: 'x-request-uuid' },
  { signature: 'x-hub-signature', id: 'x-request-id' },
] as const;

/**
 * Parses the headers of a delivery. Accepts an HMAC-SHA256 in hexadecimal, or in the format of Standard Webhooks,
 * which GitLab uses for its signing token. Returns undefined where no format fits: a secret that is sent along in
 * plain text proves nothing.
 */
export function deliveryOf(headers: Headers): Delivery | undefined {
  const signed = headers.get('webhook-signature');
  if (signed !== undefined) return standardOf(signed, headers);
  for (const names of hexadecimal) {
    const text = /^(?:sha256=)?([0-9a-f]{64})$/iu.exec(headers.get(names.signature) ?? '')?.[1];
    const id = headers.get(names.id);
    if (text === undefined || !isId(id)) continue;
    return { id, prefix: '', claimed: [Buffer.from(text, 'hex')], key: (secret) => Buffer.from(secret) };
  }
  return undefined;
}

function standardOf(signed: string, headers: Headers): Delivery | undefined {
  const id = headers.get('webhook-id');
  const timestamp = headers.get('webhook-timestamp') ?? '';
  if (!isId(id) || !/^\d{1,12}$/u.test(timestamp)) return undefined;
  const claimed = signed
    .split(' ', 8)
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice(3), 'base64'));
  return {
    id,
    prefix: `${id}.${timestamp}.`,
    claimed,
    at: Number(timestamp) * second,
    key: (secret) =>
      secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret),
  };
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^[\x21-\x7e]{1,200}$/u.test(text);
}

/** Reports whether the signed time of a delivery is close to now. One without a signed time is always fresh. */
export function isFresh({ at }: Delivery, now: Instant): boolean {
  return at === undefined || Math.abs(now - at) <= tolerance;
}

/** Computes the HMAC of a body while it arrives, so that no body is kept. */
export function digestFor({ prefix, key }: Delivery, secret: string): ReturnType<typeof createHmac> {
  return createHmac('sha256', key(secret)).update(prefix);
}

/** Compares in constant time with each digest that the host claims. */
export function isSigned({ claimed }: Delivery, digest: Buffer): boolean {
  return claimed.some((one) => one.length === digest.length && timingSafeEqual(one, digest));
}
