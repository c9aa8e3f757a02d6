import { showPlace, type Place } from '../model/call.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Path } from '../model/path.ts';
import type { Resource, Stack } from '../model/resource.ts';
import { at, bucketOf, keyOf, resourcesOf, textAt } from './check.ts';

/** Kinds that take a key of their own Region. An alias and a grant stay in the key's account too. */
const rules: readonly {
  readonly kind: string;
  readonly path: Path;
  readonly field: string;
  readonly account: boolean;
}[] = [
  { kind: 'Alias', path: '/target', field: 'target', account: true },
  { kind: 'Grant', path: '/key', field: 'key', account: true },
  // S3 takes keys of other accounts, by full ARN, but none of another Region (S3 User Guide, UsingKMSEncryption).
  { kind: 'BucketEncryption', path: '/key', field: 'key', account: false },
];

/** Reports a key of another place: a key serves its own Region only. */
export function onePlace(stack: Stack): readonly Diagnostic[] {
  return [...ofResources(stack), ...ofTrails(stack), ...ofAdopted(stack)];
}

/**
 * Reports trails that break "The key and the bucket must be in the same Region" (CloudTrail API,
 * KmsKeyNotFoundException).
 */
function ofTrails(stack: Stack): readonly Diagnostic[] {
  return resourcesOf(stack, 'Trail').flatMap((trail) => {
    const bucket = bucketOf(stack, trail);
    const key = keyOf(stack, trail, '/key')?.place ?? placeOfArn(textAt(trail.spec, 'key'));
    if (bucket === undefined || key === undefined || key.region === bucket.place.region) return [];
    return [
      at(trail, {
        severity: 'error',
        code: 'check.place',
        path: '/key',
        message: `the key is in ${showPlace(key)}, ${bucket.address} in ${showPlace(bucket.place)}`,
        hint: `use a key in ${bucket.place.region}: CloudTrail needs a key in the Region of the bucket`,
      }),
    ];
  });
}

/** Reports an adopted key of another place. A key stays where it was made, so this is never the one that is meant. */
function ofAdopted({ resources }: Stack): readonly Diagnostic[] {
  return [...resources.values()].flatMap((resource) => {
    const { adopt } = resource.metadata;
    const key = typeof adopt === 'string' ? placeOfArn(adopt) : undefined;
    if (key === undefined || showPlace(key) === showPlace(resource.place)) return [];
    return [
      {
        ...misplaced(resource, '/metadata/adopt', key),
        hint: 'set metadata.account and metadata.region to where the key is',
      },
    ];
  });
}

function ofResources(stack: Stack): readonly Diagnostic[] {
  return rules.flatMap(({ kind, path, field, account }) =>
    resourcesOf(stack, kind).flatMap((resource) => {
      const key = keyOf(stack, resource, path)?.place ?? placeOfArn(textAt(resource.spec, field));
      if (key === undefined) return [];
      const same =
        key.region === resource.place.region && (!account || key.account === resource.place.account);
      return same ? [] : [misplaced(resource, path, key)];
    }),
  );
}

function misplaced(resource: Resource, path: Path, key: Place): Diagnostic {
  return at(resource, {
    severity: 'error',
    code: 'check.place',
    path,
    message: `the key is in ${showPlace(key)}, ${resource.address} in ${showPlace(resource.place)}`,
  });
}

function placeOfArn(arn: string | undefined): Place | undefined {
  const [, , service, region, account] = arn?.split(':') ?? [];
  return service === 'kms' && region !== undefined && account !== undefined ? { account, region } : undefined;
}
