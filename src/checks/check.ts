import type { Address } from '../model/address.ts';
import { derived } from '../model/derived.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Path } from '../model/path.ts';
import type { Resource, Stack } from '../model/resource.ts';
import { isMap, isUnknown, type Tree, type TreeMap } from '../model/tree.ts';
import { parsePolicy, type Policy } from '../policy/index.ts';

/** A rule between several resources: pure, without AWS. */
export type Check = (stack: Stack) => readonly Diagnostic[];

/** Lists the resources of one kind that are to exist. */
export function resourcesOf({ resources }: Stack, kind: string): readonly Resource[] {
  return byKind(resources).get(kind) ?? [];
}

/** Thousands of resources ask for their bucket or its policy, so each list is made once. */
const byKind = derived((resources: Stack['resources']): ReadonlyMap<string, readonly Resource[]> =>
  Map.groupBy(
    [...resources.values()].filter(({ metadata }) => metadata.state === 'present'),
    ({ kind }) => kind,
  ),
);

/** Lists the resources of one kind that name a bucket, or are it. */
export function declaredFor(stack: Stack, kind: string, bucket: string | undefined): readonly Resource[] {
  return bucket === undefined ? [] : (byBucket(resourcesOf(stack, kind)).get(bucket) ?? []);
}

const byBucket = derived((all: readonly Resource[]) =>
  Map.groupBy(all, (resource) =>
    resource.kind === 'Bucket' ? textAt(resource.spec, 'name') : bucketNameAt(resource),
  ),
);

/** Finds what a resource refers to at one path of its spec, if it is declared in the set. */
export function referredAt(stack: Stack, resource: Resource, path: Path): Resource | undefined {
  const reference = resource.references.find((one) => one.path === path);
  return reference === undefined ? undefined : stack.resources.get(reference.to);
}

/** Finds the declared key behind a `key` or `target`, by reference or by an ARN that no manifest could know. */
export function keyOf(stack: Stack, resource: Resource, path: Path): Resource | undefined {
  const found = referredAt(stack, resource, path);
  return found?.kind === 'Key' || found?.kind === 'ReplicaKey' ? found : undefined;
}

/** Parses a policy of a spec, if it is one; its own mistakes are reported elsewhere. */
export function policyAt(spec: Resource['spec'], field: string): Policy | undefined {
  const tree = spec[field];
  return isMap(tree) && !isUnknown(tree) ? parsed(tree) : undefined;
}

const parsed = derived((tree: TreeMap): Policy | undefined => {
  const reading = parsePolicy(tree);
  return reading.is === 'read' ? reading.policy : undefined;
});

/**
 * Returns the name of the bucket that a resource names, by name or by ARN. Undefined while AWS must first assign it.
 */
export function bucketNameAt(resource: Resource): string | undefined {
  return textAt(resource.spec, 'bucket')?.replace(/^arn:aws[a-z-]*:s3:::/u, '');
}

/** Finds the declared bucket that a resource names. */
export function bucketOf(stack: Stack, resource: Resource): Resource | undefined {
  const name = bucketNameAt(resource);
  return name === undefined ? undefined : declaredFor(stack, 'Bucket', name)[0];
}

/** Finds the declared whole policy of a bucket, with the resource that declares it. */
export function policyOfBucket(
  stack: Stack,
  bucket: string | undefined,
): { readonly resource: Resource; readonly policy: Policy } | undefined {
  for (const resource of declaredFor(stack, 'BucketPolicy', bucket)) {
    const policy = policyAt(resource.spec, 'document');
    const whole = textAt(resource.spec, 'ownership') !== 'statements';
    if (policy !== undefined && whole) return { resource, policy };
  }
  return undefined;
}

/** Finds the resource that removes the whole policy of a bucket, by `document: null`. */
export function removesPolicyOf(stack: Stack, bucket: string | undefined): Resource | undefined {
  return declaredFor(stack, 'BucketPolicy', bucket).find(
    ({ spec }) => spec['document'] === null && textAt(spec, 'ownership') !== 'statements',
  );
}

export function textAt(spec: Resource['spec'], field: string): string | undefined {
  const value: Tree | undefined = spec[field];
  return typeof value === 'string' ? value : undefined;
}

export interface Found {
  readonly severity: Diagnostic['severity'];
  readonly code: Diagnostic['code'];
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
}

/** Places a finding in the manifest. */
export function at(resource: Resource, { path, ...found }: Found): Diagnostic {
  const address: Address = resource.address;
  return { ...found, address, path, span: resource.spanOf(path) };
}
