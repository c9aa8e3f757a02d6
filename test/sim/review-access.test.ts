import { describe, expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import { appliedOf } from '../../src/report/display/applied.ts';
import { displayOf } from '../../src/report/display/make.ts';
import { riskyRows, type RiskyRow } from '../../src/report/human/risky.ts';
import { applied } from '../support/estate-facts.ts';
import type { Estate } from '../support/estate.ts';
import { gateGround, policyFor, yamlOf } from '../support/gate-world.ts';
import { handOn, roleArn } from '../support/hand.ts';
import type { Documents } from '../support/kind-laws.ts';

async function reviewed(estate: Estate, yaml: string): Promise<readonly RiskyRow[]> {
  await estate.advance(hour);
  return riskyRows(displayOf((await estate.plan(yaml)).plan));
}

async function standing(documents: Documents): Promise<Estate> {
  const estate = await gateGround();
  await applied(estate, yamlOf(documents), { approve: ['widen', 'disable'] });
  return estate;
}

const key = { 'Key/data': { policy: policyFor([]) } };
const withApp = { 'Key/data': { policy: policyFor(['app']) } };
const grant = {
  'Grant/web': { key: { ref: 'Key/data' }, granteePrincipal: roleArn('web'), operations: ['Decrypt'] },
};

describe('access that a principal of the account gets', () => {
  it('has a quiet row when a key policy names one more principal', async () => {
    const rows = await reviewed(await standing(key), yamlOf(withApp));
    expect(rows).toMatchObject([
      { names: ['Key/data (policy)'], does: 'gives access', loses: false, release: 'needs no approval' },
    ]);
    expect(rows[0]?.why).toContain(`kms:Decrypt, kms:GenerateDataKey to ${roleArn('app')}`);
  });

  it('has a quiet row when a grant is declared on a key that exists', async () => {
    const rows = await reviewed(await standing(key), yamlOf({ ...key, ...grant }));
    expect(rows).toMatchObject([
      { names: ['Grant/web (grant)'], does: 'gives access', why: `Decrypt to ${roleArn('web')}` },
    ]);
  });

  // The whole policy of a new key is in the plan, and nothing is encrypted with the key yet.
  it('has no row when the key is created in the same plan', async () => {
    expect(await reviewed(await gateGround(), yamlOf({ ...withApp, ...grant }))).toEqual([]);
  });

  it('has no row when a policy is only written otherwise', async () => {
    const estate = await standing(withApp);
    const policy = policyFor(['app']) as { readonly Statement: readonly object[] };
    const turned = { ...policy, Statement: policy.Statement.toReversed() };
    expect(await reviewed(estate, yamlOf({ 'Key/data': { policy: turned } }))).toEqual([]);
  });

  it('names both principals when one takes the place of the other', async () => {
    const estate = await standing(withApp);
    const [row] = await reviewed(estate, yamlOf({ 'Key/data': { policy: policyFor(['web']) } }));
    expect(row?.why).toContain(`removes all access of ${roleArn('app')}`);
    expect(row?.why).toMatch(new RegExp(`gives [^;]*kms:Decrypt[^;]* to ${roleArn('web')}`, 'u'));
  });

  // GenerateDataKey alone looks as if an application that only writes needs no more.
  it('says what fails when kms:Decrypt is taken', async () => {
    const [row] = await reviewed(await standing(withApp), yamlOf(key));
    expect(row?.why).toContain('multipart uploads to S3 fail');
  });
});

it('says first that objects are lost when a bucket that was deleted by hand is recreated', async () => {
  const estate = await standing({ 'Bucket/data': { name: 'new-data' } });
  await estate.advance(hour);
  handOn(estate).s3('DeleteBucket', { Bucket: 'new-data' });
  expect(await reviewed(estate, yamlOf({ 'Bucket/data': { name: 'new-data' } }))).toMatchObject([
    {
      names: ['Bucket/data (create)'],
      does: 'RECREATES what was deleted',
      why: 'its objects are lost: the new bucket is empty',
      loses: true,
    },
  ]);
});

describe('the encryption of a bucket that others use already', () => {
  const encryption = { bucket: 'the-data', algorithm: 'aws:kms', key: { ref: 'Key/data' } };
  const adopting = `apiVersion: keywright.dev/v1\nkind: BucketEncryption\nmetadata: { name: data, adopt: true }\nspec: ${JSON.stringify(encryption)}\n`;

  it('has a row that names what its users need when another key is set', async () => {
    const rows = await reviewed(
      await standing(withApp),
      yamlOf({ ...withApp, 'BucketEncryption/data': encryption }),
    );
    expect(rows).toMatchObject([{ does: 'affects its users', loses: false }]);
    expect(rows[0]?.why).toContain('kms:GenerateDataKey to write, kms:Decrypt to read');
  });

  it('counts as adopted and as changed when somebody else had set it', async () => {
    const estate = await standing(withApp);
    handOn(estate).s3('PutBucketEncryption', {
      Bucket: 'the-data',
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
    });
    await estate.advance(hour);
    const yaml = [yamlOf(withApp), adopting].join('\n---\n');
    const display = displayOf((await estate.plan(yaml)).plan);
    expect(display.counts).toMatchObject({ adopt: 1, change: 1 });
    expect(display.sections.map(({ verb }) => verb)).toEqual(['adopt']);
    const answer = await applied(estate, yaml, { approve: 'shown' });
    expect(answer.plan.steps.map(({ id }) => id)).toEqual(['BucketEncryption/data#encryption']);
    expect(appliedOf(answer).counts).toMatchObject({ adopted: 1, changed: 1 });
  });
});
