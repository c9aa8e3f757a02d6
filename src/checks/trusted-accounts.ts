import type { Diagnostic } from '../model/diagnostic.ts';
import { join, type Path } from '../model/path.ts';
import type { Resource, Stack } from '../model/resource.ts';
import { isList, isMap, type Tree } from '../model/tree.ts';
import { at, policyAt, resourcesOf } from './check.ts';

const documents = [
  { kind: 'Key', field: 'policy' },
  { kind: 'ReplicaKey', field: 'policy' },
  { kind: 'BucketPolicy', field: 'document' },
] as const;

/**
 * Reports an account that the Stack neither owns nor trusts, as principal or as owner of a key. It is probably a slip
 * of the pen.
 */
export function trustedAccounts(stack: Stack): readonly Diagnostic[] {
  const { accounts, trustedAccounts: trusted } = stack.settings;
  const known = new Set([...accounts.map(({ id }) => id), ...trusted]);
  const strangers = (accounts: readonly (string | undefined)[]): readonly string[] => [
    ...new Set(accounts.flatMap((account) => (account === undefined || known.has(account) ? [] : [account]))),
  ];
  const ofGrants = resourcesOf(stack, 'Grant').flatMap((grant) =>
    strangers([accountIn(grant.spec['granteePrincipal'])]).map((account) =>
      told(grant, '/granteePrincipal', account),
    ),
  );
  const ofPolicies = documents.flatMap(({ kind, field }) =>
    resourcesOf(stack, kind).flatMap((resource) => {
      const principals = principalsIn(resource, field);
      return strangers(principals.map(({ value }) => accountIn(value))).map((account) => {
        const first = principals.find(({ value }) => accountIn(value) === account);
        return told(resource, first?.path ?? `/${field}`, account);
      });
    }),
  );
  // Whoever owns the key decides who reads what is written under it, and may take it away from everybody.
  const ofKeys = ['BucketEncryption', 'Trail'].flatMap((kind) =>
    resourcesOf(stack, kind).flatMap((resource) =>
      strangers([ownerOf(resource.spec['key'])]).map((account) =>
        finding(resource, '/key', `uses a key of account ${account}`),
      ),
    ),
  );
  return [...ofPolicies, ...ofGrants, ...ofKeys];
}

/** Lists the principals that statements of a document allow something, each with its place in the manifest. */
function principalsIn({ spec }: Resource, field: string): readonly Leaf[] {
  const document = spec[field];
  const written = isMap(document) ? document['Statement'] : undefined;
  return (policyAt(spec, field)?.statements ?? []).flatMap(({ effect }, index) => {
    const root = join('', field, 'Statement');
    const [statement, path] = isList(written) ? [written[index], join(root, index)] : [written, root];
    return effect === 'Allow' && isMap(statement)
      ? leavesOf(statement['Principal'], join(path, 'Principal'))
      : [];
  });
}

interface Leaf {
  readonly path: Path;
  readonly value: Tree | undefined;
}

function leavesOf(value: Tree | undefined, path: Path): readonly Leaf[] {
  if (isList(value)) return value.flatMap((one, index) => leavesOf(one, join(path, index)));
  if (isMap(value)) return Object.entries(value).flatMap(([key, one]) => leavesOf(one, join(path, key)));
  return [{ path, value }];
}

function told(resource: Resource, path: Path, account: string): Diagnostic {
  return finding(resource, path, `gives access to account ${account}`);
}

function finding(resource: Resource, path: Path, does: string): Diagnostic {
  return at(resource, {
    severity: 'warning',
    code: 'check.trusted-accounts',
    path,
    message: `${resource.address} ${does}, which the Stack neither owns nor trusts`,
  });
}

function ownerOf(key: unknown): string | undefined {
  return typeof key === 'string' ? /^arn:[^:]+:kms:[^:]*:(\d{12}):/u.exec(key)?.[1] : undefined;
}

function accountIn(principal: unknown): string | undefined {
  if (typeof principal !== 'string') return undefined;
  return /^\d{12}$/u.test(principal) ? principal : /^arn:[^:]+:(?:iam|sts)::(\d{12}):/u.exec(principal)?.[1];
}
