import { createHash } from 'node:crypto';
import { stableText, type Tree } from './tree.ts';

/** Hashes the tree's stable text, SHA-256, first 16 bytes in hex: equal trees, equal digests. */
export function digestOf(tree: Tree | undefined): string {
  return createHash('sha256').update(stableText(tree)).digest('hex').slice(0, 32);
}
