import type { Address } from '../model/address.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Path } from '../model/path.ts';
import type { Resource, Stack } from '../model/resource.ts';
import { isMap, isUnknown, type Tree } from '../model/tree.ts';
import { parsePolicy, type Policy } from '../policy/index.ts';

/** A rule between several resources: pure, without AWS. */
export type Check = (stack: Stack) => readonly Diagnostic[];

/** Lists the resources of one kind that are to exist. */
export function resourcesOf(stack: Stack, kind: string): readonly Resource[] {
  return [...stack.resources.values()].filter(
    (resource) => resource.kind === kind && resource.metadata.state === 'present',
  );
}

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

/** Parses a policy of a spec, if it is one; its own mistakes are told elsewhere. */
export function policyAt(spec: Resource['spec'], field: string): Policy | undefined {
  const tree = spec[field];
  if (!isMap(tree) || isUnknown(tree)) return undefined;
  const reading = parsePolicy(tree);
  return reading.is === 'read' ? reading.policy : undefined;
}

/**
 * Returns the name of the bucket that a resource names, by name or by ARN. Undefined while AWS must first assign it.
 */
export function bucketNameAt(resource: Resource): string | undefined {
  return textAt(resource.spec, 'bucket')?.replace(/^arn:aws[a-z-]*:s3:::/u, '');
}

/** Finds the declared bucket that a resource names. */
export function bucketOf(stack: Stack, resource: Resource): Resource | undefined {
  const name = bucketNameAt(resource);
  return resourcesOf(stack, 'Bucket').find(({ spec }) => name !== undefined && textAt(spec, 'name') === name);
}

/** Finds the declared whole policy of a bucket, with the resource that declares it. */
export function policyOfBucket(
  stack: Stack,
  bucket: string | undefined,
): { readonly resource: Resource; readonly policy: Policy } | undefined {
  for (const resource of resourcesOf(stack, 'BucketPolicy')) {
    const policy = policyAt(resource.spec, 'document');
    const whole = textAt(resource.spec, 'ownership') !== 'statements';
    if (policy !== undefined && whole && textAt(resource.spec, 'bucket') === bucket)
      return { resource, policy };
  }
  return undefined;
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
