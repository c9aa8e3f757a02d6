import { describe, expect, it } from 'vitest';
import { kindsByName } from '../../src/kinds/index.ts';
import type { AnyKind } from '../../src/model/kind/kind.ts';
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
import { handOn, keyArn, roleArn, type Hand } from '../support/hand.ts';
import { probeOn, type Probe } from '../support/probe.ts';

const bucket = `data-${account}`;
const settled = 60 * 60_000;

interface KeyLook {
  readonly enabled?: boolean;
  /** Whether the policy names the application. */
  readonly forApp?: boolean;
}

function key(name: string, { enabled = true, forApp = true }: KeyLook = {}): string {
  const statements = [
    {
      Sid: 'Administer',
      Effect: 'Allow',
      Principal: { AWS: [`arn:aws:iam::${account}:root`, roleArn('admin')] },
      // Not kms:*: that would let IAM alone open the key to the application.
      Action: [
        'kms:Create*',
        'kms:Describe*',
        'kms:Enable*',
        'kms:List*',
        'kms:Put*',
        'kms:Update*',
        'kms:Revoke*',
        'kms:Disable*',
        'kms:Get*',
        'kms:Delete*',
        'kms:TagResource',
        'kms:UntagResource',
        'kms:ScheduleKeyDeletion',
        'kms:CancelKeyDeletion',
      ],
      Resource: '*',
    },
    ...(forApp
      ? [
          {
            Sid: 'Use',
            Effect: 'Allow',
            Principal: { AWS: roleArn('app') },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Resource: '*',
          },
        ]
      : []),
  ];
  const spec = { enabled, policy: { Version: '2012-10-17', Statement: statements }, tags: { of: name } };
  return `---\n${JSON.stringify({ apiVersion: 'keywright.dev/v1', kind: 'Key', metadata: { name }, spec })}\n`;
}

function encryption(under: string, bucketKey = true): string {
  const spec = { bucket, algorithm: 'aws:kms', key: { ref: `Key/${under}` }, bucketKey };
  const metadata = { name: 'data' };
  return `---\n${JSON.stringify({ apiVersion: 'keywright.dev/v1', kind: 'BucketEncryption', metadata, spec })}\n`;
}

const moves = [
  {
    why: 'both keys are there',
    before: stackYaml + key('a') + key('b') + encryption('a'),
    after: stackYaml + key('a', { enabled: false }) + key('b') + encryption('b'),
  },
  {
    why: 'the new key is made in the same commit',
    before: stackYaml + key('a') + encryption('a'),
    after: stackYaml + key('a', { enabled: false }) + key('b') + encryption('b'),
  },
  {
    why: 'the new key sorts before the old one, and is opened to the application in the same commit',
    before: stackYaml + key('b') + key('a', { forApp: false }) + encryption('b'),
    after: stackYaml + key('b', { enabled: false }) + key('a') + encryption('a'),
  },
  {
    why: 'the new key was disabled until now',
    before: stackYaml + key('a') + key('b', { enabled: false }) + encryption('a'),
    after: stackYaml + key('a', { enabled: false }) + key('b') + encryption('b'),
  },
  {
    why: 'the bucket key is turned off too',
    before: stackYaml + key('a') + key('b') + encryption('a', true),
    after: stackYaml + key('a', { enabled: false }) + key('b') + encryption('b', false),
  },
] as const;

async function prepared(before: string, options: EstateOptions = {}): Promise<Hand> {
  const estate = createEstate({ principals: [roleArn('app')], ...options });
  const hand = handOn(estate);
  hand.s3('CreateBucket', { Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: region } });
  await estate.advance(settled);
  const made = endings(await estate.apply(before, { approve: ['disable', 'widen'] }));
  expect(made).toEqual(Object.fromEntries(Object.keys(made).map((id) => [id, 'done'])));
  await estate.advance(settled);
  return hand;
}

async function move(hand: Hand, after: string, kinds?: ReadonlyMap<string, AnyKind>): Promise<Probe> {
  const { estate } = hand;
  const probe = probeOn(estate.sandbox, bucket);
  await probe.look('before');
  const answer = await estate.apply(after, {
    approve: ['disable', 'repair', 'widen'],
    transport: (inner) => probe.transport(inner),
    ...(kinds === undefined ? {} : { kinds }),
  });
  const ended = endings(answer);
  expect(ended).toEqual(Object.fromEntries(Object.keys(ended).map((id) => [id, 'done'])));
  await estate.advance(settled);
  await probe.look('an hour later');
  return probe;
}

/** Tells the bucket's key when the first DisableKey arrived, by the last two writes. */
function keyWhenDisabled(estate: Estate): readonly [string, string] {
  const writes = estate.sandbox
    .log()
    .filter(
      ({ operation, result }) => result === 'ok' && /^(?:PutBucketEncryption|DisableKey)$/u.test(operation),
    );
  const disable = writes.at(-1);
  const put = writes.at(-2);
  return [put?.operation ?? '', disable?.operation ?? ''];
}

describe('a bucket moves from one key to another and the first is disabled in one commit', () => {
  for (const { why, before, after } of moves) {
    it(`fails no read and no write at any step: ${why}`, async () => {
      const hand = await prepared(before);
      const from = keyArn(
        hand.key(after.includes('"name":"a"},"spec":{"enabled":false') ? 'Key/a' : 'Key/b'),
      );
      const probe = await move(hand, after);
      expect(probe.failures()).toEqual([]);
      expect(keyWhenDisabled(hand.estate)).toEqual(['PutBucketEncryption', 'DisableKey']);
      expect(probe.watched().filter((op) => /Disable|PutBucket/u.test(op))).toEqual([
        's3:PutBucketEncryption',
        'kms:DisableKey',
      ]);
      const used = probe.keysUsed();
      expect(used.length).toBe(2);
      expect(used[0]).toBe(from);
      expect(leftOver(await hand.estate.plan(after))).toEqual([]);
    });
  }

  it('detects in the probe a key that is disabled too early', async () => {
    const { before, after } = moves[0];
    const hand = await prepared(before);
    const asApp = { service: 's3', account, region, principal: roleArn('app') } as const;
    const input = { Bucket: bucket, Key: 'old' };
    const handle = hand.estate.sandbox.handle;
    expect((await handle({ ...asApp, operation: 'PutObject', input })).is).toBe('ok');
    await move(hand, after);
    const read = await handle({ ...asApp, operation: 'GetObject', input });
    expect(read).toMatchObject({ is: 'error', name: 'KMS.DisabledException' });
  });

  // Two equal reads of ours do not say that S3 sees it: what this pass wrote on a key must settle before a
  // bucket moves to it, and the bucket's move before the old key is disabled (design §3, §6).
  it('fails no read and no write when every answer of AWS is up to 20 s old', async () => {
    const failures: string[] = [];
    for (let seed = 1; seed <= 3; seed += 1) {
      for (const { why, before, after } of moves) {
        const hand = await prepared(before, { seed, lagMs: 20_000 });
        const probe = await move(hand, after);
        failures.push(...probe.failures().map((failure) => `seed ${seed}, ${why}: ${failure}`));
      }
    }
    expect(failures).toEqual([]);
  });

  it('fails the application in a deliberately wrong order', async () => {
    const { before, after } = moves[1];
    const hand = await prepared(before);
    const probe = await move(hand, after, withoutLiveEdges());
    expect(probe.failures().length).toBeGreaterThan(0);
    expect(probe.failures().join('\n')).toMatch(/after kms:.*: write: PutObject: KMS\.DisabledException/u);
  });
});

/** Kinds that tell no edges, and a key that is disabled in the opening half: the order is wrong on purpose. */
function withoutLiveEdges(): ReadonlyMap<string, AnyKind> {
  return new Map(
    [...kindsByName()].map(([name, kind]) => {
      const facets = kind.facets.map((facet) =>
        facet.name === 'enabled' ? { ...facet, half: () => 'expand' as const } : facet,
      );
      return [name, { ...kind, uses: () => [], facets }] as const;
    }),
  );
}
