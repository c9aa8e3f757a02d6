import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour } from '../../src/model/instant.ts';
import { evaluate, type Caller } from '../../src/policy/index.ts';
import { policyOf } from '../../src/kinds/shared/policy/facet.ts';
import type { TreeMap } from '../../src/model/tree.ts';
import { account, createEstate } from '../support/estate.ts';
import { applied, keyOf, keyYaml, manifests } from '../support/estate-facts.ts';
import { app, batch, roles } from '../support/family.ts';

const stranger = 'arn:aws:iam::999988887777:root';
const viaS3 = { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } };

function allow(Sid: string, AWS: string | readonly string[], Action: string, more: TreeMap = {}): TreeMap {
  return { Sid, Effect: 'Allow', Principal: { AWS }, Action, Resource: '*', ...more };
}

const root = allow('Root', `arn:aws:iam::${account}:root`, 'kms:*');
const use = allow('Use', app, 'kms:Decrypt', { Condition: viaS3 });
const deny: TreeMap = {
  Sid: 'NoImport',
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'kms:ImportKeyMaterial',
  Resource: '*',
};

/** Ways to open the policy, each by a part that the judge of policies knows. */
const openings: readonly ((statements: readonly TreeMap[]) => readonly TreeMap[])[] = [
  (all) => [...all, allow('Evil', stranger, 'kms:*')],
  (all) => [...all, allow('Open', '*', 'kms:Decrypt')],
  (all) => [...all, allow('Job', batch, 'kms:Decrypt')],
  (all) => all.map((one) => (one['Sid'] === 'Use' ? { ...one, Principal: { AWS: [app, batch] } } : one)),
  (all) => all.map((one) => (one['Sid'] === 'Use' ? { ...one, Action: 'kms:*' } : one)),
  (all) => all.map((one) => (one['Sid'] === 'Use' ? { ...one, Condition: {} } : one)),
  (all) => all.filter((one) => one['Sid'] !== 'NoImport'),
];

const callers: readonly Caller[] = [app, batch, 'arn:aws:iam::999988887777:role/x'].map((arn) => ({
  is: 'aws',
  arn,
}));

/** Whether a request that Git does not allow is allowed. */
function isOpen(live: TreeMap, want: TreeMap): boolean {
  const [seen, declared] = [policyOf(live), policyOf(want)];
  if (seen === undefined || declared === undefined) return true;
  return callers.some((caller) =>
    ['kms:Decrypt', 'kms:Encrypt', 'kms:PutKeyPolicy', 'kms:ImportKeyMaterial'].some((action) =>
      [null, 's3.eu-central-1.amazonaws.com'].some((service) => {
        const request = { caller, action, resource: 'arn', context: { 'kms:ViaService': service } };
        const allowed = (of: typeof seen): boolean =>
          evaluate(of, { ...request, iamAllows: true }).is === 'allowed';
        return allowed(seen) && !allowed(declared);
      }),
    ),
  );
}

function document(Statement: readonly TreeMap[]): TreeMap {
  return { Version: '2012-10-17', Statement };
}

describe('drift that opens a key policy', () => {
  it('is closed by apply --yes, whatever else waits', async () => {
    const declared = document([root, use, deny]);
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...openings], { minLength: 1 }),
        fc.boolean(),
        fc.boolean(),
        async (chosen, lost, waits) => {
          const estate = createEstate({ principals: roles });
          await estate.advance(hour);
          const key = keyYaml({ name: 'a', spec: `policy: ${JSON.stringify(declared)}` });
          const yaml = (enabled: boolean): string =>
            manifests([key, keyYaml({ name: 'b', spec: `enabled: ${String(enabled)}` })]);
          await applied(estate, yaml(true));
          await estate.advance(day);
          const opened = chosen.reduce<readonly TreeMap[]>((all, open) => open(all), [root, use, deny]);
          // Beside it something of ours is gone, or another step waits for a person.
          const live = lost ? opened.filter(({ Sid }) => Sid !== 'Use') : opened;
          const KeyId = keyOf(estate, 'Key/a');
          const Policy = JSON.stringify(document(live.map(withoutEmpty)));
          estate.raw('kms', 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy });
          await estate.advance(hour);
          await applied(estate, yaml(!waits));
          const after = estate.raw('kms', 'GetKeyPolicy', { KeyId }) as { Policy: string };
          expect(isOpen(JSON.parse(after.Policy) as TreeMap, declared)).toBe(false);
        },
      ),
      { numRuns: 40 },
    );
  });
});

function withoutEmpty(statement: TreeMap): TreeMap {
  const { Condition, ...rest } = statement;
  return Condition === undefined || Object.keys(Condition as TreeMap).length === 0 ? rest : statement;
}
