import type { AccountBootstrap, BootstrapRole } from '../../../permissions/bootstrap.ts';
import { issuer } from '../../../permissions/github.ts';
import type { IamDocument } from '../../../permissions/trust.ts';

/** Builds the JSON documents of an account by file name, as the aws CLI and Terraform read them. */
export function documentFiles({ callers, roles, bucket }: AccountBootstrap): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const role of [...callers, ...roles]) {
    files.set(trustFile(role), jsonOf(role.trust));
    for (const { file, document } of policiesOf(role)) files.set(file, jsonOf(document));
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

/** A policy of a role, as it is created. */
export interface RolePolicy {
  readonly as: 'inline' | 'managed';
  /** Its name in IAM. */
  readonly name: string;
  readonly file: string;
  readonly document: IamDocument;
  /** Counts from 1. */
  readonly part: number;
}

/** Lists the policies of a role: inline if there is one; else managed, since a role takes no more inline. */
export function policiesOf({ name, policies }: BootstrapRole): readonly RolePolicy[] {
  return policies.map((document, index) => {
    const part = index + 1;
    return policies.length === 1
      ? { as: 'inline', name: 'keywright', file: `${name}.policy.json`, document, part }
      : { as: 'managed', name: `${name}-${part}`, file: `${name}.policy-${part}.json`, document, part };
  });
}

function jsonOf(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
