import { expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import { account, createEstate, endings, type Estate } from '../support/estate.ts';
import { applied, documentYaml, keyOf, keyYaml, manifests, writes } from '../support/estate-facts.ts';

const stranger = '999999999999';
const root = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
};
const hostile = { ...root, Sid: 'Evil', Principal: { AWS: `arn:aws:iam::${stranger}:root` } };

function policyOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

const managed = manifests([keyYaml({ name: 'a', spec: `description: x, policy: ${policyOf(root)}` })]);
const unmanaged = manifests([keyYaml({ name: 'a', spec: 'description: x' })]);

async function standing(yaml: string): Promise<Estate> {
  const estate = createEstate({ principals: [`arn:aws:iam::${stranger}:root`] });
  await applied(estate, yaml);
  await estate.advance(hour);
  return estate;
}

function sidsOf(estate: Estate): readonly string[] {
  const answer = estate.raw('kms', 'GetKeyPolicy', { KeyId: keyOf(estate, 'Key/a'), PolicyName: 'default' });
  const { Statement } = JSON.parse((answer as { Policy: string }).Policy) as {
    Statement: readonly { Sid: string }[];
  };
  return Statement.map(({ Sid }) => Sid);
}

async function opened(estate: Estate): Promise<void> {
  const Policy = policyOf(root, hostile);
  estate.raw('kms', 'PutKeyPolicy', { KeyId: keyOf(estate, 'Key/a'), PolicyName: 'default', Policy });
  await estate.advance(hour);
}

it('guards a path that a commit leaves out until a person accepts that', async () => {
  const estate = await standing(managed);
  const silent = await applied(estate, unmanaged);
  expect(silent.plan.stackChange).toMatchObject({
    loosened: [{ address: 'Key/a', path: '/spec/policy', why: 'no longer manages policy' }],
    gate: { is: 'approval', classes: ['loosen'] },
  });
  await opened(estate);
  expect(endings(await applied(estate, unmanaged))).toEqual({ 'Key/a#policy': 'done' });
  expect(sidsOf(estate)).toEqual(['Root']);
});

it('leaves it alone once a person has accepted that', async () => {
  const estate = await standing(managed);
  await applied(estate, unmanaged, { approve: ['loosen'] });
  await opened(estate);
  const after = await applied(estate, unmanaged);
  expect(after.plan.stackChange).toBeUndefined();
  expect(writes(after)).toEqual([]);
  expect(sidsOf(estate)).toEqual(['Root', 'Evil']);
});

it('measures a key that a tombstone named for a while by what was managed before it', async () => {
  const estate = await standing(managed);
  const tombstone = keyYaml({ name: 'a', metadata: `state: absent, keyId: ${keyOf(estate, 'Key/a')}` });
  await applied(estate, manifests([tombstone]));
  expect((await estate.plan(unmanaged)).plan.stackChange?.loosened).toMatchObject([{ path: '/spec/policy' }]);
});

it.each([
  {
    why: 'one of four settings',
    before: 'publicAccessBlock: { blockPublicAcls: true, blockPublicPolicy: true }',
    after: 'publicAccessBlock: { blockPublicAcls: true }',
    found: ['/spec/publicAccessBlock/blockPublicPolicy'],
  },
  {
    why: 'all of them',
    before: 'publicAccessBlock: { blockPublicPolicy: true }',
    after: '',
    found: ['/spec/publicAccessBlock/blockPublicPolicy'],
  },
  { why: 'nothing', before: 'versioning: Enabled', after: 'versioning: Enabled', found: [] },
])('finds that a bucket no longer manages $why', async ({ before, after, found }) => {
  const bucket = (spec: string): string =>
    manifests([documentYaml('Bucket', 'name: b', `name: kw-dropped${spec === '' ? '' : `, ${spec}`}`)]);
  const estate = await standing(bucket(before));
  const { plan } = await estate.plan(bucket(after));
  expect((plan.stackChange?.loosened ?? []).map(({ path }) => path)).toEqual(found);
});
