import type { AnyKind } from '../model/kind/kind.ts';
import { alias } from './alias/index.ts';
import { bucket } from './bucket/index.ts';
import { bucketEncryption } from './bucket-encryption/index.ts';
import { bucketLifecycle } from './bucket-lifecycle/index.ts';
import { bucketLogging } from './bucket-logging/index.ts';
import { bucketPolicy } from './bucket-policy/index.ts';
import { grant } from './grant/index.ts';
import { key } from './key/index.ts';
import { replicaKey } from './replica-key/index.ts';
import { rolePolicy } from './role-policy/index.ts';
import { trail } from './trail/index.ts';

/** Every kind of resource there is. */
export const kinds: readonly AnyKind[] = [
  alias,
  bucket,
  bucketEncryption,
  bucketLifecycle,
  bucketLogging,
  bucketPolicy,
  grant,
  key,
  replicaKey,
  rolePolicy,
  trail,
];

/** Maps the kinds by name, as the engine takes them. */
export function kindsByName(): ReadonlyMap<string, AnyKind> {
  return new Map(kinds.map((kind) => [kind.kind, kind] as const));
}
