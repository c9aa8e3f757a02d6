import { expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import { account, createEstate, region, type Estate } from '../support/estate.ts';
import { applied, documentYaml, manifests, writes } from '../support/estate-facts.ts';

const app = `arn:aws:iam::${account}:role/app`;
const evil = `arn:aws:iam::${account}:role/evil`;

function allow(role: string, bucket: string): string {
  return `{ Sid: A, Effect: Allow, Principal: { AWS: '${role}' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::${bucket}/*' }`;
}

function policyYaml(name: string, bucket: string, metadata = '', statement = allow(app, bucket)): string {
  const more = metadata === '' ? '' : `, ${metadata}`;
  const document = `{ Version: '2012-10-17', Statement: [${statement}] }`;
  return documentYaml(
    'BucketPolicy',
    `name: ${name}${more}`,
    `bucket: ${bucket}, ownership: document, document: ${document}`,
  );
}

function documentOf(estate: Estate, bucket: string): string {
  return JSON.stringify(estate.raw('s3', 'GetBucketPolicy', { Bucket: bucket }));
}

async function standing(yaml: string, exists: readonly string[]): Promise<Estate> {
  const estate = createEstate({ principals: [app, evil] });
  for (const Bucket of exists) {
    estate.raw('s3', 'CreateBucket', { Bucket, CreateBucketConfiguration: { LocationConstraint: region } });
    const Policy = `{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Principal":{"AWS":"${app}"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::${Bucket}/*"}]}`;
    estate.raw('s3', 'PutBucketPolicy', { Bucket, Policy });
  }
  await applied(estate, yaml, { approve: 'shown' });
  await estate.advance(hour);
  return estate;
}

const quiet = 'ignore: [{ path: /document, reason: x }]';
function loosens(path: string): object {
  return { loosened: [{ path }], gate: { is: 'approval', classes: ['loosen'] } };
}

it('inherits no accepted ignore from a former address that stood for another thing', async () => {
  const both = manifests([
    policyYaml('open', 'kw-open', `${quiet}, adopt: true`),
    policyYaml('closed', 'kw-closed', 'adopt: true'),
  ]);
  const estate = await standing(both, ['kw-open', 'kw-closed']);
  const yaml = manifests([
    policyYaml('new', 'kw-closed', `formerly: [BucketPolicy/open, BucketPolicy/closed], ${quiet}`),
  ]);
  expect((await estate.plan(yaml)).plan.stackChange).toMatchObject(loosens('/metadata/ignore'));
});

it('keeps what was accepted for a thing when only its address changes', async () => {
  const estate = await standing(manifests([policyYaml('old', 'kw-a', `${quiet}, adopt: true`)]), ['kw-a']);
  const yaml = manifests([policyYaml('new', 'kw-a', `formerly: [BucketPolicy/old], ${quiet}, adopt: true`)]);
  expect((await estate.plan(yaml)).plan.stackChange).toBeUndefined();
});

it.each([
  { why: 'the same address', name: 'a', more: '' },
  { why: 'a new address', name: 'b', more: ', formerly: [BucketPolicy/a]' },
])(
  'takes nothing over under $why by an adopt that was accepted for another thing',
  async ({ name, more }) => {
    const estate = await standing(manifests([policyYaml('a', 'kw-a', 'adopt: true')]), ['kw-a', 'kw-b']);
    const before = documentOf(estate, 'kw-b');
    const yaml = manifests([policyYaml(name, 'kw-b', `adopt: true${more}`, allow(evil, 'kw-b'))]);
    const silent = await applied(estate, yaml);
    expect(silent.plan.stackChange).toMatchObject(loosens('/metadata/adopt'));
    expect(writes(silent)).toEqual([]);
    expect(documentOf(estate, 'kw-b')).toBe(before);
    // It never was ours, so it did not drift.
    const repairs = silent.plan.steps.filter(({ repair }) => repair !== undefined);
    expect(repairs).toEqual([]);
  },
);
