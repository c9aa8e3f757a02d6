import { describe, expect, it } from 'vitest';
import { createEstate, leftOver, stackYaml, type Estate } from '../support/estate.ts';
import { crashAt, moments } from '../support/crash.ts';
import { handOn, roleArn, type Hand } from '../support/hand.ts';
import { applySaved, ended, save } from '../support/saved.ts';

interface Wanted {
  readonly description?: string;
  readonly period?: number;
  readonly owner?: string;
  readonly reader?: string;
}

/** Writes a key with an alias, a grant, a bucket under it and its policy. That is one of each sort that can drift. */
function manifests({
  description = 'Orders',
  period = 365,
  owner = 'shop',
  reader = 'app',
}: Wanted = {}): string {
  return `${stackYaml}
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: orders }
spec:
  description: ${description}
  enabled: true
  rotation: { enabled: true, periodInDays: ${period} }
  tags: { owner: ${owner} }
  aliases: [alias/orders]
  policy:
    Version: '2012-10-17'
    Statement:
      - { Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' }
      - { Sid: Readers, Effect: Allow, Principal: { AWS: '${roleArn(reader)}' }, Action: 'kms:Decrypt', Resource: '*' }
---
apiVersion: keywright.dev/v1
kind: Bucket
metadata: { name: orders }
spec: { name: saved-orders, versioning: Enabled, tags: { owner: ${owner} } }
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: orders }
spec: { bucket: { ref: Bucket/orders }, algorithm: 'aws:kms', key: { ref: Key/orders }, bucketKey: true }
---
apiVersion: keywright.dev/v1
kind: Grant
metadata: { name: app }
spec: { key: { ref: Key/orders }, granteePrincipal: '${roleArn('app')}', operations: [Decrypt] }
`;
}

const changed: Wanted = { description: 'Orders of 2027', period: 300, owner: 'web' };

/** Makes the world an hour after the first version was applied: nothing is young any more. */
async function settled(options: Parameters<typeof createEstate>[0] = {}): Promise<{
  readonly estate: Estate;
  readonly hand: Hand;
}> {
  const estate = createEstate({ principals: ['app', 'batch'].map(roleArn), ...options });
  const answer = await estate.apply(manifests());
  expect(new Set(Object.values(ended(answer)))).toEqual(new Set(['done']));
  await estate.advance(3_600_000);
  return { estate, hand: handOn(estate) };
}

const planned = ['Key/orders#description', 'Key/orders#tags', 'Key/orders#rotation', 'Bucket/orders#tags'];
const allDone = Object.fromEntries(planned.map((id) => [id, 'done']));

describe('a saved plan', () => {
  it('applies a plan of a new estate as planned, and then has nothing left', async () => {
    const estate = createEstate({ principals: [roleArn('app')] });
    const saved = await save(estate, manifests());
    const first = await applySaved(estate, saved);
    expect(new Set(Object.values(ended(first)))).toEqual(new Set(['done']));
    await estate.advance(600_000);
    const second = await applySaved(estate, saved);
    expect(ended(second)).toEqual({});
    expect(second.requests.filter(({ op }) => !/:(?:Get|List|Describe|Head)/u.test(op))).toEqual([]);
    expect(second.is !== 'refused' && second.plan.saved?.already.toSorted()).toEqual(
      saved.plan.steps.map(({ id }) => id).toSorted(),
    );
  });

  it('applies only the changes of the plan', async () => {
    const { estate } = await settled();
    const saved = await save(estate, manifests(changed));
    expect(ended(await applySaved(estate, saved))).toEqual(allDone);
    await estate.advance(600_000);
    expect(leftOver(await estate.plan(manifests(changed)))).toEqual([]);
  });

  it('does what was declared then, whatever the manifests say by now', async () => {
    const { estate } = await settled();
    const saved = await save(estate, manifests(changed));
    // Another commit, not applied: nothing of it is looked at.
    expect(ended(await applySaved(estate, saved))).toEqual(allDone);
  });

  it('is stale where another commit was applied in between', async () => {
    const { estate } = await settled();
    const saved = await save(estate, manifests(changed));
    await estate.apply(manifests({ description: 'Orders and returns', owner: 'web' }));
    await estate.advance(600_000);
    expect(ended(await applySaved(estate, saved))).toEqual({
      'Key/orders#description': 'stale Key/orders:description',
      'Key/orders#rotation': 'done',
    });
  });

  it('keeps to its scope', async () => {
    const { estate } = await settled();
    const scope = { is: 'some', targets: ['Bucket/orders'], exclude: [] } as const;
    const saved = await save(estate, manifests(changed), { scope });
    expect(ended(await applySaved(estate, saved))).toEqual({ 'Bucket/orders#tags': 'done' });
  });

  it('makes no second key where another run made it meanwhile', async () => {
    const estate = createEstate({ principals: [roleArn('app')] });
    const saved = await save(estate, manifests());
    await estate.apply(manifests());
    await estate.advance(600_000);
    const answer = await applySaved(estate, saved);
    expect(ended(answer)).toEqual({});
    expect(answer.requests.map(({ op }) => op)).not.toContain('kms:CreateKey');
  });
});

interface Drift {
  readonly what: string;
  readonly by: (hand: Hand) => void;
  /** The steps that do not end as `done`. */
  readonly but: Readonly<Record<string, string>>;
}

function id(hand: Hand): string {
  return hand.key('Key/orders');
}

const drifts: readonly Drift[] = [
  {
    what: 'the description that it changes',
    by: (hand) => hand.kms('UpdateKeyDescription', { KeyId: id(hand), Description: 'By hand' }),
    but: { 'Key/orders#description': 'stale Key/orders:description' },
  },
  {
    what: 'one of the tags that it changes',
    by: (hand) => hand.kms('TagResource', { KeyId: id(hand), Tags: [{ TagKey: 'owner', TagValue: 'me' }] }),
    but: { 'Key/orders#tags': 'stale Key/orders:tags.owner' },
  },
  {
    what: 'a tag of somebody else',
    by: (hand) => hand.kms('TagResource', { KeyId: id(hand), Tags: [{ TagKey: 'theirs', TagValue: 'x' }] }),
    but: {},
  },
  {
    what: 'the rotation that it changes',
    by: (hand) => hand.kms('EnableKeyRotation', { KeyId: id(hand), RotationPeriodInDays: 500 }),
    but: { 'Key/orders#rotation': 'stale Key/orders:rotation.periodInDays' },
  },
  {
    what: 'the policy, which it leaves alone',
    by(hand) {
      const { Policy } = hand.kms('GetKeyPolicy', { KeyId: id(hand) }) as { Policy: string };
      const opened = Policy.replace(roleArn('app'), roleArn('batch'));
      hand.kms('PutKeyPolicy', { KeyId: id(hand), Policy: opened });
    },
    but: { 'Key/orders#policy': 'engine.not-in-plan', 'Key/orders#policy:narrow': 'engine.not-in-plan' },
  },
  {
    what: 'the grant, which it leaves alone',
    by(hand) {
      const { Grants } = hand.kms('ListGrants', { KeyId: id(hand) }) as { Grants: { GrantId: string }[] };
      for (const { GrantId } of Grants) hand.kms('RevokeGrant', { KeyId: id(hand), GrantId });
    },
    but: { 'Grant/app#grants': 'engine.not-in-plan' },
  },
  {
    what: 'the key itself: it is disabled',
    by: (hand) => hand.kms('DisableKey', { KeyId: id(hand) }),
    but: {
      'Key/orders#enabled': 'engine.not-in-plan',
      'Key/orders#rotation': 'stale',
    },
  },
  {
    what: 'the encryption of the bucket, which it leaves alone',
    by: (hand) => hand.s3('DeleteBucketEncryption', { Bucket: 'saved-orders' }),
    but: { 'BucketEncryption/orders#encryption': 'engine.not-in-plan' },
  },
  {
    what: 'the description, to what it shall be',
    by: (hand) => hand.kms('UpdateKeyDescription', { KeyId: id(hand), Description: 'Orders of 2027' }),
    but: { 'Key/orders#description': 'gone' },
  },
];

describe('does not overwrite drift between plan and apply', () => {
  it.each(drifts)('$what', async ({ by, but }) => {
    const { estate, hand } = await settled();
    const saved = await save(estate, manifests(changed));
    by(hand);
    await estate.advance(600_000);
    const result = ended(await applySaved(estate, saved));
    const expected = Object.entries({ ...allDone, ...but }).filter(([, end]) => end !== 'gone');
    expect(result).toEqual(Object.fromEntries(expected));
  });

  it('refuses a step when its resource is gone', async () => {
    const { estate, hand } = await settled();
    const saved = await save(estate, manifests(changed));
    hand.s3('DeleteBucket', { Bucket: 'saved-orders' });
    await estate.advance(600_000);
    expect(ended(await applySaved(estate, saved))).toMatchObject({
      'Bucket/orders#create': 'engine.not-in-plan',
      'Bucket/orders#tags': 'stale Bucket/orders:',
      'Key/orders#description': 'done',
    });
    expect(() => hand.s3('HeadBucket', { Bucket: 'saved-orders' })).toThrow();
  });

  it('refuses a step when its key is another one now', async () => {
    const estate = createEstate({ principals: [roleArn('app')] });
    const only = (
      kind: string,
    ): { is: 'some'; targets: readonly `${string}/${string}`[]; exclude: readonly [] } => ({
      is: 'some',
      targets: [`${kind}/orders`],
      exclude: [],
    });
    await estate.apply(manifests(), { scope: only('Key') });
    await estate.advance(3_600_000);
    const saved = await save(estate, manifests());
    const hand = handOn(estate);
    hand.kms('DisableKey', { KeyId: id(hand) });
    await estate.advance(600_000);
    const result = ended(await applySaved(estate, saved));
    expect(result['Key/orders#enabled']).toBe('engine.not-in-plan');
    expect(result['BucketEncryption/orders#encryption']).toBe('stale Key/orders:state');
    expect(result['Bucket/orders#create']).toBe('done');
  });
});

describe('an apply of a saved plan that dies', () => {
  it.each(moments)(
    'completes an interrupted apply with the same file at any request, %s, without a second key',
    async (moment) => {
      const whole = createEstate({ principals: [roleArn('app')] });
      const all = await applySaved(whole, await save(whole, manifests()));
      const total = all.requests.length;
      for (let n = moments.indexOf(moment) + 1; n <= total; n += 6) {
        const estate = createEstate({ principals: [roleArn('app')] });
        const saved = await save(estate, manifests());
        const crash = crashAt(n, moment);
        const first = applySaved(estate, saved, {
          ...crash.ports(estate),
        });
        await Promise.race([first, crash.died]);
        await estate.advance(3_600_000);
        const second = await applySaved(estate, saved, { holder: 'test@here:2' });
        const ends = new Set(Object.values(ended(second)));
        ends.delete('done');
        expect({ n, ends: [...ends] }).toEqual({ n, ends: [] });
        await estate.advance(600_000);
        expect({ n, left: leftOver(await estate.plan(manifests())) }).toEqual({ n, left: [] });
        handOn(estate).key('Key/orders');
      }
    },
  );
});
