import type { Diagnostic } from '../model/diagnostic.ts';
import type { Stack } from '../model/resource.ts';
import { at, policyAt, resourcesOf } from './check.ts';

const documents = [
  { kind: 'Key', field: 'policy' },
  { kind: 'ReplicaKey', field: 'policy' },
  { kind: 'BucketPolicy', field: 'document' },
] as const;

/** A principal of an account that the Stack neither owns nor trusts is probably a slip of the pen. */
export function trustedAccounts(stack: Stack): readonly Diagnostic[] {
  const { accounts, trustedAccounts: trusted } = stack.settings;
  const known = new Set([...accounts.map(({ id }) => id), ...trusted]);
  return documents.flatMap(({ kind, field }) =>
    resourcesOf(stack, kind).flatMap((resource) => {
      const strangers = (policyAt(resource.spec, field)?.statements ?? [])
        .filter(({ effect }) => effect === 'Allow')
        .flatMap(({ principals }) => principals?.entries ?? [])
        .map(({ value }) => accountIn(value))
        .filter((account) => account !== undefined && !known.has(account));
      return [...new Set(strangers)].map((account) =>
        at(resource, {
          severity: 'warning',
          code: 'check.trusted-accounts',
          path: `/${field}`,
          message: `gives access to the account ${account ?? ''}, which is neither of the Stack nor trusted by it`,
        }),
      );
    }),
  );
}

function accountIn(principal: unknown): string | undefined {
  if (typeof principal !== 'string') return undefined;
  return /^\d{12}$/u.test(principal) ? principal : /^arn:[^:]+:(?:iam|sts)::(\d{12}):/u.exec(principal)?.[1];
}
