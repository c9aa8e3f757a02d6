import { describe, expect, it } from 'vitest';
import { day, hour, minute, second } from '../../src/model/instant.ts';
import { holdTag } from '../../src/model/resource.ts';
import { displayOf } from '../../src/report/display/make.ts';
import { exitCodeOf, exitCodeOfApply } from '../../src/report/exit.ts';
import { planText } from '../../src/report/human/plan.ts';
import { diagnosticsSarif } from '../../src/report/sarif/diagnostics.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { account, createEstate, endings, type Estate, type RunOptions } from '../support/estate.ts';
import {
  applied,
  documentYaml,
  keyOf,
  keyYaml,
  makeKey,
  manifests,
  writes,
} from '../support/estate-facts.ts';
import { grantsOn, grantYaml, primaryYaml, replicaYaml, roles, stackOfDocuments } from '../support/family.ts';

const bucketYaml = documentYaml('Bucket', 'name: logs', 'name: hold-logs');
const bucketPolicyYaml = documentYaml(
  'BucketPolicy',
  'name: logs',
  `bucket: { ref: Bucket/logs }, document: ${JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Read',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:role/app` },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::hold-logs/*',
      },
    ],
  })}`,
);
const encryptionYaml = documentYaml(
  'BucketEncryption',
  'name: logs',
  'bucket: { ref: Bucket/logs }, algorithm: aws:kms, key: null',
);

function byText(yaml: string): string {
  return yaml.replace('{ ref: Bucket/logs }', 'hold-logs');
}

function holdKey(estate: Estate): string {
  const KeyId = keyOf(estate, 'Key/data');
  estate.raw('kms', 'TagResource', { KeyId, Tags: [{ TagKey: holdTag, TagValue: 'incident 42' }] });
  return KeyId;
}

function holdBucket(estate: Estate): void {
  const { TagSet } = estate.raw('s3', 'GetBucketTagging', { Bucket: 'hold-logs' }) as {
    TagSet: readonly { readonly Key: string; readonly Value: string }[];
  };
  const tags = [...TagSet, { Key: holdTag, Value: 'incident 42' }];
  estate.raw('s3', 'PutBucketTagging', { Bucket: 'hold-logs', Tagging: { TagSet: tags } });
}

/** One story: what is declared, what happens to it behind our back, and the step that then waits. */
interface Story {
  readonly what: string;
  readonly documents: readonly string[];
  readonly declaredNext?: readonly string[];
  readonly happens: (estate: Estate) => void;
  readonly step: string;
  readonly on: string;
}

const stories: readonly Story[] = [
  {
    what: 'a grant on a held key that somebody revoked',
    documents: [primaryYaml('enabled: true'), grantYaml()],
    happens(estate) {
      const KeyId = holdKey(estate);
      const [grant] = grantsOn(estate, KeyId);
      estate.raw('kms', 'RevokeGrant', { KeyId, GrantId: grant?.GrantId });
    },
    step: 'Grant/app#grants',
    on: 'Key/data',
  },
  {
    what: 'an alias that somebody took off a held key',
    documents: [primaryYaml('aliases: [alias/data]')],
    happens(estate) {
      holdKey(estate);
      const TargetKeyId = makeKey(estate);
      estate.raw('kms', 'UpdateAlias', { AliasName: 'alias/data', TargetKeyId });
    },
    step: 'Alias/data#target',
    on: 'Key/data',
  },
  {
    what: 'a new replica of a held key',
    documents: [primaryYaml()],
    declaredNext: [primaryYaml(), replicaYaml()],
    happens: holdKey,
    step: 'ReplicaKey/data#create',
    on: 'Key/data',
  },
  {
    what: 'the policy of a held bucket that somebody took off',
    documents: [bucketYaml, bucketPolicyYaml],
    happens(estate) {
      holdBucket(estate);
      estate.raw('s3', 'DeleteBucketPolicy', { Bucket: 'hold-logs' });
    },
    step: 'BucketPolicy/logs#document',
    on: 'Bucket/logs',
  },
  {
    what: 'the encryption of a held bucket that somebody took off',
    documents: [bucketYaml, encryptionYaml],
    happens(estate) {
      holdBucket(estate);
      estate.raw('s3', 'DeleteBucketEncryption', { Bucket: 'hold-logs' });
    },
    step: 'BucketEncryption/logs#encryption',
    on: 'Bucket/logs',
  },
  // The encryption of a bucket gives its name to others too: it is no part of that.
  ...[
    { part: 'encryption', call: 'DeleteBucketEncryption', step: 'BucketEncryption/logs#encryption' },
    { part: 'policy', call: 'DeleteBucketPolicy', step: 'BucketPolicy/logs#document' },
  ].map(({ part, call, step }) => ({
    what: `the ${part}, which names its held bucket by text, that somebody took off`,
    documents: [bucketYaml, byText(encryptionYaml), byText(bucketPolicyYaml)],
    happens(estate: Estate) {
      holdBucket(estate);
      estate.raw('s3', call, { Bucket: 'hold-logs' });
    },
    step,
    on: 'Bucket/logs',
  })),
];

describe('keywright:hold', () => {
  it.each(stories)('stops $what', async ({ documents, declaredNext, happens, step, on }) => {
    const estate = createEstate({ principals: roles });
    await estate.advance(hour);
    await applied(estate, stackOfDocuments(...documents));
    await estate.advance(day);
    happens(estate);
    await estate.advance(day);
    const answer = await applied(estate, stackOfDocuments(...(declaredNext ?? documents)), {
      approve: 'shown',
    });
    expect(endings(answer)[step]).toContain(`blocked: the tag keywright:hold is set on ${on}: incident 42`);
    expect(writes(answer)).toEqual([]);
  });

  it('stops nothing once the end that it names has passed, and says so', async () => {
    const estate = createEstate({ principals: roles });
    await estate.advance(hour);
    await applied(estate, stackOfDocuments(primaryYaml('description: one')));
    const end = new Date(estate.clock.now() + 3 * hour).toISOString().slice(0, 16);
    const tag = { TagKey: holdTag, TagValue: `incident 42 until ${end}Z` };
    estate.raw('kms', 'TagResource', { KeyId: keyOf(estate, 'Key/data'), Tags: [tag] });
    await estate.advance(hour);
    const next = stackOfDocuments(primaryYaml('description: two'));
    expect(endings(await applied(estate, next))['Key/data#description']).toMatch(/^blocked: the tag/u);
    await estate.advance(3 * hour);
    const answer = await applied(estate, next);
    expect(endings(answer)['Key/data#description']).toBe('done');
    expect(answer.plan.resources.flatMap(({ notes }) => notes).join()).toContain(
      'has expired and stops nothing',
    );
  });

  describe('without an end', () => {
    const one = stackOfDocuments(primaryYaml('description: one'));
    const two = stackOfDocuments(primaryYaml('description: two'));
    const step = 'Key/data#description';

    async function heldEstate(): Promise<Estate> {
      const estate = createEstate({ principals: roles });
      await estate.advance(hour);
      await applied(estate, one);
      await estate.advance(day);
      holdKey(estate);
      await estate.advance(hour);
      return estate;
    }

    // A tag has no age. Nothing but an apply may write, so the first that sees the tag notes when.
    it('lasts 24 h from the first apply that finds it, however often it is planned before', async () => {
      const estate = await heldEstate();
      const planned = await estate.plan(two);
      expect(planned.plan.steps[0]?.gate).toMatchObject({
        why: expect.stringContaining('lasts 24 h from the first apply that finds it') as string,
      });
      await estate.advance(2 * day);
      expect(endings(await applied(estate, two))[step]).toMatch(/^blocked/u);
      await estate.advance(day - hour);
      expect(endings(await applied(estate, two))[step]).toMatch(/^blocked.*first seen/u);
      await estate.advance(hour);
      const answer = await applied(estate, two);
      expect(endings(answer)[step]).toBe('done');
      const told = answer.plan.resources.flatMap(({ notes }) => notes).join();
      expect(told).toMatch(/incident 42 \(first seen .*kms:UntagResource/u);
    });

    it('begins again with another value, and after AWS showed the tag removed', async () => {
      const estate = await heldEstate();
      await applied(estate, two);
      await estate.advance(day);
      const KeyId = keyOf(estate, 'Key/data');
      estate.raw('kms', 'TagResource', { KeyId, Tags: [{ TagKey: holdTag, TagValue: 'other' }] });
      await estate.advance(hour);
      expect(endings(await applied(estate, two))[step]).toMatch(/^blocked/u);
      estate.raw('kms', 'UntagResource', { KeyId, TagKeys: [holdTag] });
      await estate.advance(hour);
      await applied(estate, one);
      await estate.advance(2 * day);
      estate.raw('kms', 'TagResource', { KeyId, Tags: [{ TagKey: holdTag, TagValue: 'other' }] });
      await estate.advance(hour);
      expect(endings(await applied(estate, two))[step]).toMatch(/^blocked/u);
    });

    it('lasts for good for a run whose notes are lost, so it begins again', async () => {
      const estate = await heldEstate();
      await applied(estate, two);
      await estate.advance(2 * day);
      const lost = createVolatileStore(estate.clock);
      await estate.advance(hour);
      expect(endings(await applied(estate, two, { store: lost }))[step]).toMatch(/^blocked/u);
    });
  });

  describe('that appears', () => {
    it('is critical until an apply has noted it, and no run ends as if nothing had happened', async () => {
      const yaml = stackOfDocuments(primaryYaml('description: one'));
      const estate = createEstate({ principals: roles });
      await estate.advance(hour);
      await applied(estate, yaml);
      await estate.advance(day);
      holdKey(estate);
      await estate.advance(hour);
      const { plan } = await estate.plan(yaml);
      expect(plan.steps).toEqual([]);
      const [first] = plan.diagnostics;
      expect(first).toMatchObject({ severity: 'critical', code: 'engine.new-hold', address: 'Key/data' });
      expect(exitCodeOf(plan)).toBe(2);
      expect(planText(displayOf(plan)).split('\n')[0]).toContain('critical: a tag keywright:hold appeared');
      const sarif = diagnosticsSarif(plan.diagnostics, { version: '0', root: '/', source: () => undefined });
      expect(sarif).toContain('"level": "error"');
      const answer = await applied(estate, yaml);
      expect(exitCodeOfApply(answer)).toBe(3);
      expect((await estate.plan(yaml)).plan.diagnostics).toEqual([]);
      expect(exitCodeOfApply(await applied(estate, yaml))).toBe(0);
    });

    it('is critical too where tags can no longer be read', async () => {
      const yaml = stackOfDocuments(primaryYaml('description: one'));
      const estate = createEstate({ principals: roles });
      await estate.advance(hour);
      await applied(estate, yaml);
      await estate.advance(day);
      const closed: RunOptions = {
        transport: (inner) => ({
          send: (request) =>
            ['kms:ListResourceTags', 'tagging:GetResources'].includes(request.op)
              ? Promise.resolve({
                  is: 'error',
                  name: 'AccessDeniedException',
                  message: 'no',
                  status: 400,
                  sent: true,
                })
              : inner.send(request),
        }),
      };
      const { plan } = await estate.plan(yaml, closed);
      expect(plan.diagnostics[0]).toMatchObject({ severity: 'critical', code: 'engine.unreadable-tags' });
      expect(exitCodeOf(plan)).toBe(1);
      await applied(estate, yaml, closed);
      const again = await estate.plan(yaml, closed);
      expect(again.plan.diagnostics.map(({ code }) => code)).not.toContain('engine.unreadable-tags');
    });
  });

  it('stops a grant when it is set on the key between the plan and the first call', async () => {
    const estate = createEstate({ principals: roles });
    await estate.advance(hour);
    await applied(estate, stackOfDocuments(primaryYaml('enabled: true')));
    await estate.advance(day);
    let held = false;
    const answer = await applied(estate, stackOfDocuments(primaryYaml('enabled: true'), grantYaml()), {
      onProgress({ is }) {
        if (is !== 'applying' || held) return;
        held = true;
        holdKey(estate);
      },
    });
    expect(writes(answer)).toEqual([]);
    expect(grantsOn(estate, keyOf(estate, 'Key/data'))).toEqual([]);
  });

  it('stops encryption that waits for a new key when set on the bucket after another step wrote there', async () => {
    const estate = createEstate();
    await estate.advance(hour);
    await applied(estate, manifests([bucketYaml]));
    await estate.advance(day);
    let held = false;
    const answer = await applied(
      estate,
      manifests([
        documentYaml('Bucket', 'name: logs', 'name: hold-logs, tags: { team: data }'),
        keyYaml({ name: 'new' }),
        documentYaml(
          'BucketEncryption',
          'name: logs',
          'bucket: { ref: Bucket/logs }, algorithm: "aws:kms", key: { ref: Key/new }',
        ),
      ]),
      {
        onProgress(event) {
          if (event.is !== 'waiting' || event.step.address !== 'BucketEncryption/logs' || held) return;
          held = true;
          void estate.clock.sleep(40 * second).then(() => {
            holdBucket(estate);
          });
        },
      },
    );
    expect(held).toBe(true);
    expect(endings(answer)).toMatchObject({
      'Bucket/logs#tags': 'done',
      'BucketEncryption/logs#encryption': expect.stringMatching(
        /^blocked: the tag keywright:hold/u,
      ) as string,
    });
  });

  it('stops the encryption of a bucket of the same apply when set while the key waits', async () => {
    const estate = createEstate();
    await estate.advance(hour);
    let held = false;
    const answer = await applied(
      estate,
      manifests([
        bucketYaml,
        keyYaml({ name: 'new' }),
        documentYaml(
          'BucketEncryption',
          'name: logs',
          'bucket: { ref: Bucket/logs }, algorithm: "aws:kms", key: { ref: Key/new }',
        ),
      ]),
      {
        store: createVolatileStore(estate.clock),
        onProgress(event) {
          if (event.is !== 'step-ended' || event.step.id !== 'Bucket/logs#create') return;
          held = true;
          void estate.clock.sleep(minute).then(() => {
            holdBucket(estate);
          });
        },
      },
    );
    expect(held).toBe(true);
    expect(endings(answer)).toMatchObject({
      'Key/new#create': 'done',
      'BucketEncryption/logs#encryption': expect.stringMatching(
        /^blocked: the tag keywright:hold/u,
      ) as string,
    });
  });
});
