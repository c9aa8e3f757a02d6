import { createHash } from 'node:crypto';
import { z } from 'zod';
import { byCodeUnit } from '../../../model/tree.ts';

/**
 * A stand-in for real encryption: nobody without the world's secret reads the text, and neither text nor
 * context can be changed unnoticed. It protects nothing outside a sandbox.
 */
const envelope = z.object({
  /** Account and key id; a multi-Region key has one id in all Regions. */
  key: z.string(),
  region: z.string(),
  multiRegion: z.boolean(),
  nonce: z.string(),
  text: z.string(),
  seal: z.string(),
});

export type Envelope = z.infer<typeof envelope>;
export type EncryptionContext = Readonly<Record<string, string>>;

/** Pairs in one order, so that equal contexts seal equally. */
function contextText(context: EncryptionContext): string {
  return JSON.stringify(Object.entries(context).sort(([a], [b]) => byCodeUnit(a, b)));
}

function sealOf(secret: string, fields: Omit<Envelope, 'seal'>, context: EncryptionContext): string {
  const text = JSON.stringify([secret, fields.key, fields.nonce, fields.text, contextText(context)]);
  return createHash('sha256').update(text).digest('hex');
}

function masked(bytes: Uint8Array, secret: string, nonce: string): Uint8Array {
  const out = new Uint8Array(bytes.length);
  for (let block = 0; block * 32 < bytes.length; block++) {
    const mask = createHash('sha256')
      .update(`${secret}/${nonce}/${String(block)}`)
      .digest();
    for (let i = block * 32; i < Math.min(bytes.length, block * 32 + 32); i++) {
      out[i] = (bytes[i] ?? 0) ^ (mask[i - block * 32] ?? 0);
    }
  }
  return out;
}

export function encrypt(
  plaintext: Uint8Array,
  key: Pick<Envelope, 'key' | 'region' | 'multiRegion'>,
  secret: string,
  nonce: string,
  context: EncryptionContext,
): Uint8Array {
  const text = Buffer.from(masked(plaintext, secret, nonce)).toString('base64');
  const fields = { ...key, nonce, text };
  return new Uint8Array(Buffer.from(JSON.stringify({ ...fields, seal: sealOf(secret, fields, context) })));
}

/** Opens the envelope of a ciphertext; returns undefined if this is none. */
export function openEnvelope(ciphertext: Uint8Array): Envelope | undefined {
  try {
    const parsed = envelope.safeParse(JSON.parse(Buffer.from(ciphertext).toString()));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the plaintext, or undefined if text or context are not what was encrypted. */
export function decrypt(
  sealed: Envelope,
  secret: string,
  context: EncryptionContext,
): Uint8Array | undefined {
  const { seal, ...fields } = sealed;
  if (seal !== sealOf(secret, fields, context)) return undefined;
  return masked(new Uint8Array(Buffer.from(sealed.text, 'base64')), secret, sealed.nonce);
}
