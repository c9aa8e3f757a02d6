import { createHash } from 'node:crypto';
import type { Entropy } from '../../../runtime/entropy.ts';

/** Makes a token of 256 bits. Its beginning lets scanners of secrets find it where it does not belong. */
export function madeToken({ hex }: Entropy): { readonly token: string; readonly hash: string } {
  const token = `keywright_${hex(32)}`;
  return { token, hash: createHash('sha256').update(token).digest('hex') };
}
