import type { Excludes } from '../engine/ports.ts';
import type { Environment } from '../runtime/environment.ts';

/** Says that other machines may apply the same stack meanwhile; undefined where the lock keeps them out. */
export function othersNote(
  excludes: Excludes,
  { variables }: Pick<Environment, 'variables'>,
): string | undefined {
  if (excludes.is === 'everybody') return undefined;
  const ci = variables['CI'] ?? '';
  const who =
    ci === '' || ci === 'false'
      ? 'a run on another machine is'
      : 'another CI job, or a run on another machine, is';
  return `The lock of this run is local: ${who} not excluded. To share the lock, set in the Stack: coordination: { s3: { bucket: BUCKET } } (reconcile explain Stack.coordination.s3).`;
}
