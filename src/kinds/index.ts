import type { AnyKind } from '../model/kind.ts';
import { alias } from './alias/index.ts';
import { bucketEncryption } from './bucket-encryption/index.ts';
import { key } from './key/index.ts';

/** Every kind of resource there is. */
export const kinds: readonly AnyKind[] = [alias, bucketEncryption, key];

/** The kinds by name, as the engine takes them. */
export function kindsByName(): ReadonlyMap<string, AnyKind> {
  return new Map(kinds.map((kind) => [kind.kind, kind] as const));
}
