import { kinds } from '../../src/kinds/index.ts';
import { stackKind } from '../../src/kinds/stack/index.ts';
import { loadStack } from '../../src/manifest/load.ts';
import type { Stack } from '../../src/model/resource.ts';
import { starterFiles } from '../../src/cli/starter/files.ts';
import { stackParts } from '../../src/cli/starter/production/asked.ts';
import type { ProductionFacts, RolesAs } from '../../src/cli/starter/production/facts.ts';
import type { GitHub } from '../../src/permissions/github.ts';

export const account = '111122223333';
export const repository = 'acme/infra';
export const github: GitHub = { repository, branch: 'main' };

/** Returns the manifests that init writes for production, by file name. */
export function newManifests(region = 'eu-central-1'): ReadonlyMap<string, string> {
  const named = { account, region, bucket: 'acme-invoices', stack: 'acme', uid: '7f3a9c21' };
  const asked = { is: 'asked', rolesAs: 'cli', github, bucket: undefined, operators: [] } as const;
  return starterFiles({ ...named, ...stackParts(asked, named) });
}

export function stackIn(files: ReadonlyMap<string, string>): Stack {
  const sources = [...files].map(([path, text]) => ({ path, text }));
  const loaded = loadStack(sources, kinds, { now: 0, stack: stackKind });
  if (loaded.is === 'refused') throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  return loaded.stack;
}

/** Returns the input of init for the remaining files. */
export function productionFor(rolesAs: RolesAs, more: Partial<ProductionFacts> = {}): ProductionFacts {
  return {
    stack: stackIn(newManifests()),
    directory: 'estate',
    rolesAs,
    github,
    operators: [],
    version: '0.1.0',
    packed: ['/opt/keywright'],
    ...more,
  };
}

/** Two accounts, with an external id and every role that a Stack may name. */
export const twoAccounts = `apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: two }
spec:
  uid: 0a1b2c3d
  accounts:
    - id: '${account}'
      regions: [eu-central-1]
      roles:
        read: arn:aws:iam::${account}:role/kw/read
        write: arn:aws:iam::${account}:role/kw/write
        destroy: arn:aws:iam::${account}:role/kw/destroy
    - id: '444455556666'
      regions: [us-east-1]
      externalId: keywright-4711
      roles:
        read: arn:aws:iam::444455556666:role/read
        write: arn:aws:iam::444455556666:role/write
  coordination: { s3: { bucket: shared-state, prefix: keywright/, account: '444455556666', region: us-east-1 } }
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: a, account: '${account}', region: eu-central-1 }
spec: { description: a }
`;
