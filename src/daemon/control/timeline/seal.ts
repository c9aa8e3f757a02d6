import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

/** Closes texts that their reader gives back and must not read. */
export interface Seal {
  close(text: string): string;
  /** Returns undefined for what this seal did not close. */
  open(sealed: string): string | undefined;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Makes a seal with a secret. Equal texts have equal seals, so that an answer keeps its tag. The length of a text
 * shows.
 */
export function createSeal(secret: string): Seal {
  const keyFor = (use: string): Buffer => createHmac('sha256', secret).update(use).digest();
  const key = keyFor('encrypt');
  const nonceKey = keyFor('nonce');
  return {
    close(text) {
      // From the text: two texts never share a nonce (as in RFC 5297, synthetic initialization vectors).
      const nonce = createHmac('sha256', nonceKey).update(text).digest().subarray(0, nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < nonceBytes + tagBytes) return undefined;
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const body = decipher.update(bytes.subarray(nonceBytes + tagBytes));
      try {
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
