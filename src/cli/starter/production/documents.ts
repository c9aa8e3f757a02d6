import type { AccountBootstrap, BootstrapRole } from '../../../permissions/bootstrap.ts';
import { issuer } from '../../../permissions/github.ts';

/** Builds the JSON documents of an account by file name, as the aws CLI and Terraform read them. */
export function documentFiles({ callers, roles, bucket }: AccountBootstrap): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const role of [...callers, ...roles]) {
    files.set(trustFile(role), jsonOf(role.trust));
    role.policies.forEach((policy, index) => files.set(policyFile(role, index), jsonOf(policy)));
  }
  if (bucket !== undefined) files.set(bucketPolicyFile, jsonOf(bucket.policy));
  return files;
}

export const bucketPolicyFile = 'coordination-bucket.policy.json';

/** Where tokens of GitHub come from. */
export const issuerUrl = `https://${issuer}`;

export function trustFile({ name }: BootstrapRole): string {
  return `${name}.trust.json`;
}

export function policyFile({ name, policies }: BootstrapRole, index: number): string {
  return `${name}.policy${policies.length === 1 ? '' : `-${index + 1}`}.json`;
}

/** Builds the name in IAM of a policy that had to be split. */
export function managedName({ name }: BootstrapRole, index: number): string {
  return `${name}-${index + 1}`;
}

function jsonOf(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
