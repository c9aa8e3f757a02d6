import type { Excludes } from '../engine/ports.ts';
import type { Coordination } from '../model/resource.ts';
import type { Environment } from '../runtime/environment.ts';

/** Says that other machines may apply the same stack meanwhile; undefined where the lock keeps them out. */
export function othersNote(
  excludes: Excludes,
  coordination: Coordination | undefined,
  { variables }: Pick<Environment, 'variables'>,
): string | undefined {
  if (excludes.is === 'everybody') return undefined;
  const inCi = !['', 'false'].includes(variables['CI'] ?? '');
  // A directory that the Stack declares may be shared; one of a CI job hardly outlives it.
  if (coordination?.is === 'directory' && !inCi) return undefined;
  const who = inCi ? 'another CI job, or a run on another machine, is' : 'a run on another machine is';
  return `The lock of this run is local: ${who} not excluded. To share it, set in the Stack: coordination: { s3: { bucket: BUCKET, prefix: keywright/, account: '111122223333', region: REGION } } (reconcile explain Stack.coordination.s3).`;
}
