import { describe, expect, it } from 'vitest';
import { minute } from '../../src/model/instant.ts';
import {
  bucketDocuments,
  bucketRoles,
  documentOf,
  everythingIn,
  liveStatements,
  makeShared,
  noPlainHttp,
  ofOthers,
  putBucketPolicy,
  readers,
  retag,
  sharedBucket,
  storeBucket,
  tagsOf,
  workerPolicy,
} from '../support/bucket-world.ts';
import {
  account,
  createEstate,
  endings,
  leftOver,
  region,
  stackYaml,
  type Estate,
  type EstateOptions,
} from '../support/estate.ts';
import { applied, documentYaml, manifests, mark, verdictOn, writes } from '../support/estate-facts.ts';
import { handOn, type Hand } from '../support/hand.ts';

const settled = 60 * minute;
const other = '444455556666';
const all = `${stackYaml}---${bucketDocuments}`;

function estateOf(options: EstateOptions = {}): { readonly estate: Estate; readonly hand: Hand } {
  const estate = createEstate({ principals: bucketRoles, accounts: [account, other], ...options });
  const hand = handOn(estate);
  makeShared(hand);
  return { estate, hand };
}

async function standing(yaml = all, options: EstateOptions = {}): Promise<ReturnType<typeof estateOf>> {
  const world = estateOf(options);
  await world.estate.advance(settled);
  const made = endings(await world.estate.apply(yaml));
  expect(new Set(Object.values(made))).toEqual(new Set(['done']));
  await world.estate.advance(settled);
  return world;
}

function bucketYaml(spec = '', metadata = ''): string {
  return documentYaml(
    'Bucket',
    `name: store${metadata === '' ? '' : `, ${metadata}`}`,
    `name: ${storeBucket}${spec === '' ? '' : `, ${spec}`}`,
  );
}

function policyYaml(document: object | null, bucket = '{ ref: Bucket/store }', metadata = ''): string {
  return documentYaml(
    'BucketPolicy',
    `name: store${metadata === '' ? '' : `, ${metadata}`}`,
    `bucket: ${bucket}, document: ${JSON.stringify(document)}`,
  );
}

describe('made from nothing', () => {
  it.each([{ lagMs: 0 }, { lagMs: 20_000 }])(
    'holds what the manifests say, and nothing is left (lag $lagMs ms)',
    async ({ lagMs }) => {
      const { estate, hand } = await standing(all, { lagMs });
      expect(leftOver(await estate.plan(all))).toEqual([]);
      expect(tagsOf(hand, storeBucket)).toEqual({
        'keywright:address': 'Bucket/store',
        'keywright:stack': mark,
        team: 'storage',
        tier: 'gold',
      });
      expect(hand.s3('GetBucketVersioning', { Bucket: storeBucket })).toEqual({ Status: 'Enabled' });
      expect(hand.s3('GetBucketLocation', { Bucket: storeBucket })).toEqual({ LocationConstraint: region });
      expect(Object.keys(liveStatements(hand, storeBucket))).toEqual(['NoPlainHttp', 'Readers']);
      expect(Object.keys(liveStatements(hand, sharedBucket))).toEqual(['TheirWriters', 'NoPlainHttp']);
      const { PolicyDocument } = hand.iam('GetRolePolicy', { RoleName: 'worker', PolicyName: 'use-keys' });
      expect(JSON.parse(decodeURIComponent(String(PolicyDocument)))).toEqual({
        Version: '2012-10-17',
        Statement: [workerPolicy],
      });
    },
  );

  it('tags the bucket in the creating call, so that no half-made bucket of others carries our tags', async () => {
    const { estate } = estateOf();
    await applied(estate, all);
    const created = estate.sandbox.log().filter(({ operation }) => operation === 'CreateBucket');
    expect(
      created.map(({ input }) => JSON.stringify(input)).filter((text) => text.includes(mark)),
    ).toHaveLength(2);
  });

  it('sends no location constraint in us-east-1', async () => {
    const stack = stackYaml.replaceAll(region, 'us-east-1');
    const estate = createEstate();
    const yaml = manifests([bucketYaml()], stack);
    expect(endings(await estate.apply(yaml))).toEqual({ 'Bucket/store#create': 'done' });
    expect(estate.raw('s3', 'GetBucketLocation', { Bucket: storeBucket }, 'us-east-1')).toEqual({});
  });

  it('reads each facet once, lists the buckets of the place once, and writes nothing when nothing differs', async () => {
    const { estate } = await standing();
    const { requests } = await applied(estate, all);
    const counts = Map.groupBy(requests, ({ op }) => op);
    expect(Object.fromEntries([...counts].map(([op, each]) => [op, each.length]))).toMatchObject({
      's3:ListBuckets': 1,
      's3:GetBucketTagging': 2,
      's3:GetBucketVersioning': 1,
      's3:GetPublicAccessBlock': 1,
      's3:GetBucketOwnershipControls': 1,
      's3:GetBucketPolicy': 2,
      'iam:GetRole': 1,
      'iam:GetRolePolicy': 1,
    });
    expect(counts.has('s3:HeadBucket')).toBe(false);
    expect(requests.filter(({ access }) => access === 'write')).toEqual([]);
  });
});

describe('a name that is taken', () => {
  it('blocks with a reason when another account owns the bucket, and lets its parts wait', async () => {
    const { estate } = estateOf();
    estate.sandbox.raw({
      service: 's3',
      operation: 'CreateBucket',
      account: other,
      region,
      principal: `arn:aws:iam::${other}:role/admin`,
      input: { Bucket: storeBucket, CreateBucketConfiguration: { LocationConstraint: region } },
    });
    const answer = await applied(
      estate,
      manifests([bucketYaml(), policyYaml(documentOf(noPlainHttp(storeBucket)))]),
    );
    expect(verdictOn(answer.plan, 'Bucket/store')).toEqual({
      sync: 'Unknown',
      blocked: {
        code: 'engine.ambiguous',
        reason: 'another-owner',
        why: 'a bucket with this name exists, in another account or without access for us',
        release: 'choose another name; or, if it is ours, allow the read role s3:ListBucket on it',
      },
    });
    expect(writes(answer)).toEqual([]);
  });

  it('blocks with the Region when the bucket is in another Region of this account', async () => {
    const { estate, hand } = estateOf();
    hand.s3(
      'CreateBucket',
      { Bucket: storeBucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } },
      'eu-west-1',
    );
    const answer = await applied(estate, manifests([bucketYaml('versioning: Enabled')]));
    expect(verdictOn(answer.plan, 'Bucket/store')).toMatchObject({
      blocked: { code: 'engine.immutable', release: expect.stringContaining('metadata.region') as string },
    });
    expect(writes(answer)).toEqual([]);
  });

  it('leaves an untagged bucket of this account alone until it is adopted, then tags it and keeps its tags', async () => {
    const { estate, hand } = estateOf();
    hand.s3('CreateBucket', {
      Bucket: storeBucket,
      CreateBucketConfiguration: { LocationConstraint: region, Tags: [{ Key: 'theirs', Value: 'kept' }] },
    });
    const blocked = await applied(estate, manifests([bucketYaml('tags: { team: storage }')]));
    expect(verdictOn(blocked.plan, 'Bucket/store')).toMatchObject({
      blocked: { code: 'engine.not-ours', release: 'set metadata.adopt: true to take it over' },
    });
    expect(writes(blocked)).toEqual([]);
    const adopting = manifests([bucketYaml('tags: { team: storage }', 'adopt: true')]);
    expect(Object.values(endings(await estate.apply(adopting, { approve: ['loosen'] })))).toEqual([
      'done',
      'done',
    ]);
    expect(tagsOf(hand, storeBucket)).toMatchObject({
      theirs: 'kept',
      team: 'storage',
      'keywright:address': 'Bucket/store',
    });
    expect(leftOver(await estate.plan(adopting))).toEqual([]);
  });
});

describe('tags are replaced as a whole, and nobody loses one', () => {
  it('sends the tags of others and of AWS back with ours in every change', async () => {
    const { estate, hand } = estateOf();
    const aws = { Key: 'aws:cloudformation:stack-name', Value: 'theirs' };
    hand.s3('CreateBucket', {
      Bucket: storeBucket,
      CreateBucketConfiguration: { LocationConstraint: region, Tags: [aws, { Key: 'cost', Value: '1' }] },
    });
    const before = manifests([bucketYaml('tags: { team: storage, tier: gold }', 'adopt: true')]);
    await applied(estate, before);
    await estate.advance(settled);
    const after = manifests([bucketYaml('tags: { team: data, tier: null }', 'adopt: true')]);
    expect(new Set(Object.values(endings(await estate.apply(after))))).toEqual(new Set(['done']));
    expect(tagsOf(hand, storeBucket)).toEqual({
      [aws.Key]: aws.Value,
      cost: '1',
      team: 'data',
      'keywright:address': 'Bucket/store',
      'keywright:stack': mark,
    });
  });

  it('keeps everything but our tags when released', async () => {
    const { estate, hand } = await standing();
    const released = all.replace(
      `metadata: { name: store }\nspec:\n`,
      `metadata: { name: store, state: released }\nspec:\n`,
    );
    const alone = manifests([released.split('---\n')[1] ?? '']);
    expect(endings(await estate.apply(alone, { approve: 'shown' }))).toMatchObject({
      'Bucket/store#release': 'done',
    });
    expect(tagsOf(hand, storeBucket)).toEqual({ team: 'storage', tier: 'gold' });
  });

  it('stops every write to a bucket with a hold', async () => {
    const { estate, hand } = await standing();
    retag(hand, storeBucket, { 'keywright:hold': 'being looked at', team: 'x' });
    await estate.advance(settled);
    const answer = await applied(estate, all);
    expect(endings(answer)['Bucket/store#tags']).toContain('keywright:hold is set');
    expect(tagsOf(hand, storeBucket)['team']).toBe('x');
  });
});

describe('a policy with several owners', () => {
  it('shows and lints what is not ours, and never removes it', async () => {
    const { estate, hand } = await standing();
    hand.s3('DeletePublicAccessBlock', { Bucket: sharedBucket });
    putBucketPolicy(hand, sharedBucket, noPlainHttp(sharedBucket), {
      ...ofOthers,
      Principal: '*',
      Action: 's3:*',
    });
    await estate.advance(settled);
    const { plan } = await estate.plan(all);
    const { notes = [], sync } =
      plan.resources.find(({ address }) => address === 'BucketPolicy/shared') ?? {};
    expect(sync).toBe('InSync');
    expect(notes[0]).toBe('statements of others are kept: TheirWriters');
    expect(notes.slice(1).join(' ')).toContain('not ours: statement TheirWriters');
  });

  it('loses a statement that the manifest drops, if we wrote it and nobody changed it', async () => {
    const { estate, hand } = await standing();
    const without = all.replace(
      JSON.stringify(documentOf(noPlainHttp(sharedBucket))),
      JSON.stringify(documentOf({ ...readers(sharedBucket, 'reader'), Sid: 'OurReaders' })),
    );
    const ended = endings(await estate.apply(without, { approve: ['widen'] }));
    expect(ended).toEqual({ 'BucketPolicy/shared#document': 'done' });
    expect(Object.keys(liveStatements(hand, sharedBucket))).toEqual(['TheirWriters', 'OurReaders']);
    expect(leftOver(await estate.plan(without))).toEqual([]);
  });

  it('waits for approval before it reverts a changed statement of ours when the memory is lost', async () => {
    const { estate, hand } = await standing();
    putBucketPolicy(hand, sharedBucket, ofOthers, {
      ...noPlainHttp(sharedBucket),
      Action: 's3:PutObject',
      Resource: everythingIn(sharedBucket)[1] ?? '',
    });
    await estate.advance(settled);
    const fresh = createEstate();
    const { plan } = await estate.plan(all, { store: fresh.store });
    expect(verdictOn(plan, 'BucketPolicy/shared')).toMatchObject({ blocked: { code: 'engine.not-ours' } });
  });

  it('is blocked, naming the statement, when a principal of others was deleted', async () => {
    const { estate, hand } = await standing();
    const name = 'their-role';
    hand.iam('CreateRole', {
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [] }),
    });
    await estate.advance(settled);
    putBucketPolicy(hand, sharedBucket, noPlainHttp(sharedBucket), {
      ...ofOthers,
      Principal: { AWS: `arn:aws:iam::${account}:role/${name}` },
    });
    await estate.advance(settled);
    hand.iam('DeleteRole', { RoleName: name });
    await estate.advance(settled);
    const same = await estate.plan(all);
    expect(leftOver(same)).toEqual([]);
    const more = all.replace(
      JSON.stringify(documentOf(noPlainHttp(sharedBucket))),
      JSON.stringify(
        documentOf(noPlainHttp(sharedBucket), { ...readers(sharedBucket, 'reader'), Sid: 'OurReaders' }),
      ),
    );
    const answer = await applied(estate, more);
    expect(verdictOn(answer.plan, 'BucketPolicy/shared')).toMatchObject({
      blocked: { code: 'policy.stale-principal', why: expect.stringMatching(/TheirWriters names AROA/u) },
    });
    expect(writes(answer)).toEqual([]);
  });

  it('is blocked where the statements of others leave no room for ours', async () => {
    const { estate, hand } = await standing();
    const objects = Array.from(
      { length: 190 },
      (_, n) => `arn:aws:s3:::${sharedBucket}/${'x'.repeat(60)}${String(n)}`,
    );
    putBucketPolicy(hand, sharedBucket, noPlainHttp(sharedBucket), { ...ofOthers, Resource: objects });
    await estate.advance(settled);
    const ours = Array.from(
      { length: 20 },
      (_, n) => `arn:aws:s3:::${sharedBucket}/${'y'.repeat(60)}${String(n)}`,
    );
    const more = all.replace(
      JSON.stringify(documentOf(noPlainHttp(sharedBucket))),
      JSON.stringify(
        documentOf(noPlainHttp(sharedBucket), {
          ...readers(sharedBucket, 'reader'),
          Sid: 'OurReaders',
          Resource: [`arn:aws:s3:::${sharedBucket}`, ...ours],
        }),
      ),
    );
    const answer = await applied(estate, more);
    expect(verdictOn(answer.plan, 'BucketPolicy/shared')).toMatchObject({
      blocked: {
        code: 'policy.too-large',
        why: expect.stringMatching(/^with the statement of others, the document has 2\d{4} bytes/u),
      },
    });
    expect(writes(answer)).toEqual([]);
  });

  it('is deleted when nothing remains in it', async () => {
    const { estate, hand } = await standing();
    putBucketPolicy(hand, sharedBucket, noPlainHttp(sharedBucket));
    await estate.advance(settled);
    const without = all.replace(JSON.stringify(documentOf(noPlainHttp(sharedBucket))), 'null');
    const answer = await applied(estate, without, { approve: ['widen', 'repair'] });
    expect(writes(answer)).toEqual(['s3:DeleteBucketPolicy']);
    expect(() => hand.s3('GetBucketPolicy', { Bucket: sharedBucket })).toThrow('NoSuchBucketPolicy');
    expect(leftOver(await estate.plan(without))).toEqual([]);
  });
});

describe('a public policy and the block of public policies', () => {
  const everybody = documentOf({
    ...readers(storeBucket),
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${storeBucket}/public/*`,
  });
  const blocked = 'publicAccessBlock: { blockPublicPolicy: true }';
  const open = 'publicAccessBlock: { blockPublicPolicy: false }';

  it('shows the words of S3 at once when a block refuses the policy', async () => {
    const { estate } = estateOf();
    const yaml = manifests([bucketYaml(blocked), policyYaml(everybody)]);
    const ended = endings(await estate.apply(yaml, { approve: ['widen'] }));
    expect(ended['Bucket/store#create']).toBe('done');
    expect(ended['BucketPolicy/store#document']).toContain('prevented by the BlockPublicPolicy setting');
  });

  it('waits for approval, then lifts the block before it puts the policy', async () => {
    const { estate } = estateOf();
    const yaml = manifests([bucketYaml(open), policyYaml(everybody)]);
    const held = endings(await estate.apply(yaml));
    expect(held['BucketPolicy/store#document']).toContain('everybody');
    const answer = await applied(estate, yaml, { approve: ['widen'] });
    expect(writes(answer)).toEqual(['s3:PutPublicAccessBlock', 's3:PutBucketPolicy']);
  });

  it('narrows the policy before it closes the block', async () => {
    const { estate } = await standing(manifests([bucketYaml(blocked)]));
    await applied(estate, manifests([bucketYaml(open), policyYaml(everybody)]), { approve: ['widen'] });
    await estate.advance(settled);
    const closed = manifests([bucketYaml(blocked), policyYaml(documentOf(readers(storeBucket, 'reader')))]);
    const answer = await applied(estate, closed, { approve: ['widen'] });
    expect(writes(answer)).toEqual(['s3:PutBucketPolicy', 's3:PutPublicAccessBlock']);
  });
});

describe('refused manifests', () => {
  it.each([
    {
      why: 'a statement about another bucket',
      yaml: policyYaml(documentOf(noPlainHttp(sharedBucket))),
      says: `which is not of bucket ${storeBucket}`,
    },
    {
      why: 'a statement without a Sid where others have theirs',
      yaml: policyYaml(
        { Version: '2012-10-17', Statement: [{ ...noPlainHttp(sharedBucket), Sid: undefined }] },
        sharedBucket,
      ),
      says: 'needs a Sid',
    },
    {
      why: 'a Region for what has none',
      yaml: documentYaml(
        'RolePolicy',
        `name: worker, region: ${region}`,
        `role: worker, name: a, document: ${JSON.stringify(documentOf(workerPolicy))}`,
      ),
      says: 'has no Region',
    },
    {
      why: 'two policies of one bucket',
      yaml: [
        policyYaml(null),
        documentYaml('BucketPolicy', 'name: again', `bucket: ${storeBucket}, document: null`),
      ].join('---\n'),
      says: 'claims the policy of bucket',
    },
  ])('$why', ({ yaml, says }) => {
    const { estate } = estateOf();
    expect(() => estate.stack(manifests([bucketYaml(), yaml]))).toThrow(says);
  });

  it('reports a Deny by a header that clients of the default do not send', () => {
    const { estate } = estateOf();
    const trap = {
      ...noPlainHttp(storeBucket),
      Sid: 'Encrypted',
      Action: 's3:PutObject',
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    };
    const { diagnostics } = estate.stack(manifests([bucketYaml(), policyYaml(documentOf(trap))]));
    expect(diagnostics.map(({ code }) => code)).toContain('policy.optional-header');
  });
});

describe('a missing and a deleted bucket', () => {
  it('distinguishes a missing role from a missing policy', async () => {
    const { estate, hand } = await standing();
    hand.iam('DeleteRolePolicy', { RoleName: 'worker', PolicyName: 'use-keys' });
    hand.iam('DeleteRole', { RoleName: 'worker' });
    await estate.advance(settled);
    expect(verdictOn((await estate.plan(all)).plan, 'RolePolicy/worker')).toMatchObject({
      blocked: {
        code: 'engine.missing-container',
        why: 'the role does not exist',
        // There is no kind for roles: a manifest cannot create it.
        release: expect.stringContaining('Keywright does not create roles'),
      },
    });
  });

  it('reports the bucket as an orphan and leaves policies alone when the manifests are gone', async () => {
    const { estate, hand } = await standing();
    const rest = manifests([documentYaml('Key', 'name: a', 'description: a')]);
    const answer = await applied(estate, rest);
    expect(answer.plan.orphans.map(({ address }) => address)).toEqual([
      'Bucket/bare',
      'Bucket/store',
      'BucketPolicy/shared',
      'BucketPolicy/store',
      'RolePolicy/worker',
    ]);
    expect(writes(answer)).toEqual(['kms:CreateKey']);
    expect(Object.keys(liveStatements(hand, storeBucket))).toEqual(['NoPlainHttp', 'Readers']);
  });

  it('keeps the old bucket and reports it as an orphan when the name changes', async () => {
    const { estate, hand } = await standing(manifests([bucketYaml()]));
    const renamed = manifests([bucketYaml().replace(`name: ${storeBucket}`, `name: new-${storeBucket}`)]);
    expect(endings(await estate.apply(renamed))).toEqual({ 'Bucket/store#create': 'done' });
    await estate.advance(settled);
    const { plan } = await estate.plan(renamed);
    expect(leftOver({ plan })).toEqual([]);
    expect(plan.orphans.map(({ ids }) => ids['name'])).toEqual([storeBucket]);
    expect(tagsOf(hand, storeBucket)).toHaveProperty('keywright:stack');
  });

  it('retries after a conflict with another change of the bucket', async () => {
    const { estate, hand } = await standing();
    hand.s3('PutBucketVersioning', { Bucket: storeBucket, VersioningConfiguration: { Status: 'Suspended' } });
    await estate.advance(settled);
    for (const _ of [1, 2]) {
      estate.sandbox.faults.next({ operation: 'PutBucketVersioning' }, () => ({
        is: 'error',
        name: 'OperationAborted',
        message: 'A conflicting conditional operation is currently in progress against this resource.',
        status: 409,
      }));
    }
    const answer = await applied(estate, all);
    expect(endings(answer)).toEqual({ 'Bucket/store#versioning': 'done' });
    expect(writes(answer)).toHaveLength(3);
  });
});
