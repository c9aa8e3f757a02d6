import type { Diagnostic } from '../model/diagnostic.ts';
import type { Path } from '../model/path.ts';
import type { Stack } from '../model/resource.ts';
import { at, textAt } from './check.ts';

/** Kinds that change a bucket, with the field that names it. */
const ofBuckets: readonly { readonly kind: string; readonly path: Path; readonly field: string }[] = [
  { kind: 'Bucket', path: '/name', field: 'name' },
  { kind: 'BucketEncryption', path: '/bucket', field: 'bucket' },
  { kind: 'BucketPolicy', path: '/bucket', field: 'bucket' },
];

/**
 * Refuses manifests for the bucket that holds lease, journal and decisions: a commit could lock Keywright out of it,
 * or open it to whoever then decides in its place (authority.md §1.5). Its own roles are refused by RolePolicy.
 */
export function standsOn(stack: Stack): readonly Diagnostic[] {
  const { coordination } = stack.settings;
  if (coordination?.is !== 's3') return [];
  const { bucket } = coordination;
  const all = [...stack.resources.values()];
  return ofBuckets.flatMap(({ kind, path, field }) =>
    all
      .filter((resource) => resource.kind === kind && textAt(resource.spec, field) === bucket)
      .map((resource) =>
        at(resource, {
          severity: 'error',
          code: 'check.stands-on',
          path,
          message: `is about ${bucket}, in which Keywright keeps its lease and journal`,
        }),
      ),
  );
}
