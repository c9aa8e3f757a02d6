import { expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import { gateGround, policyFor, yamlOf } from '../support/gate-world.ts';
import { account, region } from '../support/estate.ts';
import type { Documents } from '../support/kind-laws.ts';
import { bucketPolicy, keyPolicy } from '../support/trail-world.ts';

const name = 'new-logs';
const bucket = { 'Bucket/logs': { name } };
const policy = {
  'BucketPolicy/logs': { bucket: name, ownership: 'document', document: bucketPolicy({ bucket: name }) },
};
const trail = { bucket: name, logging: true };
const underKey = { bucket: 'logs-of-audit', logging: true, key: { ref: 'Key/audit' } };

const rows: readonly { readonly when: string; readonly documents: Documents; readonly lacks?: string }[] = [
  {
    when: 'the new bucket has no policy',
    documents: { ...bucket, 'Trail/audit': trail },
    lacks: 'Bucket/logs is new, and no BucketPolicy is declared for it',
  },
  { when: 'the new bucket has a policy', documents: { ...bucket, ...policy, 'Trail/audit': trail } },
  {
    when: 'the policy of the new bucket is null',
    documents: {
      ...bucket,
      'BucketPolicy/logs': { bucket: name, ownership: 'document', document: null },
      'Trail/audit': trail,
    },
    lacks: 'Bucket/logs is new, and BucketPolicy/logs declares no statements for it (document: null)',
  },
  { when: 'the bucket exists', documents: { 'Trail/audit': { ...trail, bucket: 'logs-of-audit' } } },
  {
    when: 'the new key has no policy',
    documents: { 'Key/audit': {}, 'Trail/audit': underKey },
    lacks: 'Key/audit is new and declares no policy',
  },
  {
    when: 'the new key lets CloudTrail in',
    documents: {
      'Key/audit': { policy: keyPolicy(`arn:aws:cloudtrail:${region}:${account}:trail/audit`) },
      'Trail/audit': underKey,
    },
  },
];

// CreateTrail checks both policies: what is certain to be refused is not begun.
it.each(rows)('blocks the trail only where it is certain: $when', async ({ documents, lacks }) => {
  const estate = await gateGround();
  const yaml = yamlOf(documents);
  const { plan } = await estate.plan(yaml);
  const { blocked } = plan.resources.find(({ address }) => address === 'Trail/audit') ?? {};
  if (lacks === undefined) expect(blocked).toBeUndefined();
  else expect(blocked).toMatchObject({ code: 'check.trail-access', why: expect.stringContaining(lacks) });
  const answer = await estate.apply(yaml);
  const ended = answer.is === 'applied' ? [...answer.outcomes.values()].map(({ is }) => is) : [];
  expect(new Set(ended)).toEqual(new Set(['done']));
});

// UpdateTrail checks the policies too; what protects the trail where it is goes on.
it('blocks the move of a trail to a new bucket without a policy, and starts the trail nevertheless', async () => {
  const estate = await gateGround();
  const before = { 'Trail/audit': { ...trail, bucket: 'logs-of-audit' } };
  await estate.apply(yamlOf(before));
  await estate.advance(hour);
  estate.raw('cloudtrail', 'StopLogging', { Name: 'audit' });
  await estate.advance(hour);
  const moved = yamlOf({ ...bucket, 'Trail/audit': trail });
  const { plan } = await estate.plan(moved);
  const found = plan.resources.find(({ address }) => address === 'Trail/audit');
  expect(found?.blocked).toMatchObject({ code: 'check.trail-access' });
  const steps = plan.steps.filter(({ address }) => address === 'Trail/audit');
  expect(steps.map(({ name }) => name)).toEqual(['logging']);
});

// Its policy may come from elsewhere, so that CloudTrail decides.
it('lets the trail be tried once the key without a declared policy exists', async () => {
  const estate = await gateGround();
  await estate.apply(yamlOf({ 'Key/audit': {} }));
  await estate.advance(hour);
  estate.raw('kms', 'PutKeyPolicy', {
    KeyId: keyIn(estate.raw('kms', 'ListKeys', {})),
    PolicyName: 'default',
    Policy: JSON.stringify(policyFor([], statementsOf(keyPolicy('*')))),
  });
  const { plan } = await estate.plan(yamlOf({ 'Key/audit': {}, 'Trail/audit': underKey }));
  expect(plan.resources.flatMap(({ blocked }) => blocked ?? [])).toEqual([]);
});

function keyIn(answer: unknown): string {
  return /"KeyId":"(?<id>[^"]+)"/u.exec(JSON.stringify(answer))?.groups?.['id'] ?? '';
}

function statementsOf(document: object): readonly object[] {
  return 'Statement' in document && Array.isArray(document.Statement)
    ? (document.Statement as readonly object[]).slice(1)
    : [];
}
