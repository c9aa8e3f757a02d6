import { describe, expect, it } from 'vitest';
import { day, hour } from '../../src/model/instant.ts';
import type { Plan } from '../../src/model/plan.ts';
import { exitCodeOf, exitCodeOfApply } from '../../src/report/exit.ts';
import { account, createEstate, endings, region, type Estate, type RunOptions } from '../support/estate.ts';
import { applied, documentYaml, keyOf, writes } from '../support/estate-facts.ts';
import { app, grantYaml, primaryYaml, roles, stackOfDocuments } from '../support/family.ts';

const coordination = `  coordination: { s3: { bucket: the-state, prefix: k/, account: '${account}', region: ${region} } }`;
const stranger = { Sid: 'Evil', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999988887777:root' } };
const root = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
};
const use = { ...root, Sid: 'Use', Principal: { AWS: app }, Action: 'kms:Decrypt' };

function policyOf(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** Writes a Stack that keeps its journal in `the-state`. */
function coordinated(...documents: readonly string[]): string {
  const [stack = '', ...rest] = stackOfDocuments(...documents).split('\n---\n');
  return [`${stack.trimEnd()}\n${coordination}\n`, ...rest].join('\n---\n');
}

function keyWith(more: string): string {
  return primaryYaml(`policy: ${policyOf(root, use)}, aliases: [alias/data]${more}`);
}

const documents = [keyWith(''), grantYaml()];

/** Makes an estate whose key then encrypts the coordination bucket. */
async function standing(encryptedBy: (keyId: string) => string, ...more: readonly string[]): Promise<Estate> {
  const estate = createEstate({ principals: roles });
  await estate.advance(hour);
  await applied(estate, coordinated(...documents, ...more), { approve: 'shown' });
  const keyId = keyOf(estate, 'Key/data');
  const CreateBucketConfiguration = { LocationConstraint: region };
  estate.raw('s3', 'CreateBucket', { Bucket: 'the-state', CreateBucketConfiguration });
  const rule = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: encryptedBy(keyId) };
  estate.raw('s3', 'PutBucketEncryption', {
    Bucket: 'the-state',
    ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: rule }] },
  });
  await estate.advance(day);
  return estate;
}

function arnOf(keyId: string): string {
  return `arn:aws:kms:${region}:${account}:key/${keyId}`;
}

const denied: RunOptions = {
  transport: (inner) => ({
    send: (request) =>
      request.op === 's3:GetBucketEncryption'
        ? Promise.resolve({ is: 'error', name: 'AccessDenied', message: 'no', status: 403, sent: true })
        : inner.send(request),
  }),
};

function blockedIn({ resources }: Plan): readonly string[] {
  return resources
    .flatMap(({ address, blocked }) => (blocked === undefined ? [] : [`${address} ${blocked.code}`]))
    .sort();
}

describe('the key of the coordination bucket', () => {
  const everything = [
    'Alias/data engine.stands-on',
    'Grant/app engine.stands-on',
    'Key/data engine.stands-on',
  ];

  it.each([
    { why: 'by its ARN', by: arnOf },
    { why: 'by its id', by: (keyId: string) => keyId },
    { why: 'by an alias', by: () => 'alias/data' },
  ])('is targeted by no manifest when the bucket names it $why', async ({ by }) => {
    const estate = await standing(by);
    const { plan } = await estate.plan(coordinated(...documents));
    expect(blockedIn(plan)).toEqual(everything);
    expect(exitCodeOf(plan)).toBe(2);
  });

  it('is not written to, whatever is approved, and not even to narrow drift', async () => {
    const estate = await standing(arnOf);
    const KeyId = keyOf(estate, 'Key/data');
    const Policy = policyOf(root, use, { ...stranger, Action: 'kms:*', Resource: '*' });
    estate.raw('kms', 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy });
    await estate.advance(hour);
    const yaml = coordinated(keyWith(', enabled: false'), grantYaml());
    const answer = await applied(estate, yaml, { approve: 'shown' });
    expect(writes(answer)).toEqual([]);
    expect(exitCodeOfApply(answer)).toBe(3);
  });

  it('has no alias that the manifests could move to it or away from it', async () => {
    const estate = await standing(arnOf);
    const other = documentYaml(
      'Alias',
      'name: other',
      `name: alias/other, target: "${arnOf(keyOf(estate, 'Key/data'))}"`,
    );
    const { plan } = await estate.plan(coordinated(other));
    expect(blockedIn(plan)).toContain('Alias/other engine.stands-on');
    expect(plan.steps.filter(({ address }) => address === 'Alias/other')).toEqual([]);
  });

  it('is asked for once a pass, and stops nothing of other keys', async () => {
    const second = documentYaml('Key', 'name: second', 'description: one');
    const estate = await standing(arnOf, second);
    const next = documentYaml('Key', 'name: second', 'description: two');
    const answer = await applied(estate, coordinated(...documents, next));
    expect(endings(answer)).toEqual({ 'Key/second#description': 'done' });
    const asked = answer.requests.filter(({ op }) => op === 's3:GetBucketEncryption');
    expect(asked).toHaveLength(1);
  });
});

// A failed read proves nothing: each key of the Region may be the one without which no journal can be read.
describe('the key of a coordination bucket that cannot be read', () => {
  it('disables no key and changes no policy from Git when any key may be the coordination key', async () => {
    const estate = await standing(arnOf);
    const yaml = coordinated(keyWith(', enabled: false, description: new'), grantYaml());
    const answer = await applied(estate, yaml, { approve: 'shown', ...denied });
    expect(answer.plan.diagnostics.map(({ code }) => code)).toContain('engine.unread-coordination-key');
    expect(endings(answer)).toMatchObject({
      'Key/data#description': 'done',
      'Key/data#enabled': expect.stringContaining(
        'possibly the key of the coordination bucket the-state',
      ) as string,
    });
    expect(exitCodeOfApply(answer)).toBe(1);
  });

  // It uses a key and takes nothing from it: on a bucket that exists its first write is an update.
  it('does not stop the encryption of a bucket that exists', async () => {
    const estate = await standing(arnOf);
    const CreateBucketConfiguration = { LocationConstraint: region };
    estate.raw('s3', 'CreateBucket', { Bucket: 'other-data', CreateBucketConfiguration });
    await estate.advance(day);
    const encryption = documentYaml(
      'BucketEncryption',
      'name: other',
      'bucket: other-data, algorithm: aws:kms, key: { ref: Key/data }',
    );
    const answer = await applied(estate, coordinated(...documents, encryption), {
      approve: 'shown',
      transport: (inner) => ({
        send: (request) =>
          request.op === 's3:GetBucketEncryption' && request.input['Bucket'] === 'the-state'
            ? Promise.resolve({ is: 'error', name: 'AccessDenied', message: 'no', status: 403, sent: true })
            : inner.send(request),
      }),
    });
    expect(endings(answer)).toMatchObject({ 'BucketEncryption/other#encryption': 'done' });
  });

  it('does not keep hostile access open', async () => {
    const estate = await standing(arnOf);
    const KeyId = keyOf(estate, 'Key/data');
    const Policy = policyOf(root, use, { ...stranger, Action: 'kms:*', Resource: '*' });
    estate.raw('kms', 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy });
    await estate.advance(hour);
    const answer = await applied(estate, coordinated(...documents), denied);
    expect(writes(answer)).toEqual(['kms:PutKeyPolicy']);
  });
});

it('targets no key that the guardrails list in standsOn, with or without coordination', async () => {
  const estate = createEstate({ principals: roles });
  await estate.advance(hour);
  const yaml = stackOfDocuments(...documents);
  await applied(estate, yaml);
  await estate.advance(day);
  const standsOn = [arnOf(keyOf(estate, 'Key/data'))];
  const guardrails = { file: 'bounds.yaml', acceptsStack: false, standsOn };
  const { plan } = await estate.plan(yaml, { guardrails });
  expect(blockedIn(plan)).toHaveLength(3);
});
