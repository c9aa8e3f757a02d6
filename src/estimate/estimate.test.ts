import { describe, expect, it } from 'vitest';
import type { Address } from '../model/address.ts';
import type { OpName } from '../model/call.ts';
import type { Change } from '../model/change.ts';
import type { Gate, Step } from '../model/plan.ts';
import { heldGate, place } from '../model/plan.test-helper.ts';
import type { TreeMap } from '../model/tree.ts';
import { inputOf, step, type Declared } from './bench.test-helper.ts';
import { estimateOf } from './estimate.ts';
import { runnable } from './runnable.ts';

const rotates: Change = { path: '/rotation/enabled', before: false, after: true };
const waits: Gate = { is: 'approval', classes: ['disable'], reason: 'waits-for-approval', why: 'it is used' };

describe('the cost of keys', () => {
  it.each<{ why: string; op: OpName; changes?: readonly Change[]; monthly: number; later: number }>([
    { why: 'a key costs a dollar', op: 'kms:CreateKey', monthly: 1, later: 0 },
    { why: 'and so does each replica', op: 'kms:ReplicateKey', monthly: 1, later: 0 },
    { why: 'one that is to be deleted is free', op: 'kms:ScheduleKeyDeletion', monthly: -1, later: 0 },
    { why: 'until that is called off', op: 'kms:CancelKeyDeletion', monthly: 1, later: 0 },
    { why: 'a disabled one costs the same', op: 'kms:DisableKey', monthly: 0, later: 0 },
    {
      why: 'two rotations add a dollar each',
      op: 'kms:EnableKeyRotation',
      changes: [rotates],
      monthly: 0,
      later: 2,
    },
    {
      why: 'a new period of what rotates adds nothing',
      op: 'kms:EnableKeyRotation',
      changes: [{ path: '/rotation/periodInDays', before: 365, after: 90 }],
      monthly: 0,
      later: 0,
    },
    {
      why: 'the rotation of a key that is just made is one whole difference',
      op: 'kms:EnableKeyRotation',
      changes: [{ path: '/rotation', before: undefined, after: { enabled: true } }],
      monthly: 0,
      later: 2,
    },
    { why: 'an alias is free', op: 'kms:CreateAlias', monthly: 0, later: 0 },
  ])('$why', ({ op, changes = [], monthly, later }) => {
    const { cost } = estimateOf(inputOf([step('Key/a', [op], { changes })]));
    expect(cost).toMatchObject({ monthly, later });
  });

  it('is that of what may run, not of what is blocked', () => {
    const steps = [
      step('Key/a', ['kms:CreateKey']),
      step('Key/b', ['kms:CreateKey'], { gate: waits }),
      step('Key/c', ['kms:CreateKey'], { gate: heldGate }),
    ];
    expect(estimateOf(inputOf(steps)).cost).toMatchObject({ monthly: 2, keys: 2 });
  });
});

describe('the cost of traffic', () => {
  const audit = { address: 'Trail/audit' } as const;
  it.each<{ why: string; of: Step; declared: readonly Declared[]; says: readonly string[] }>([
    {
      why: 'the first trail records for nothing, and data events cost from the first on',
      of: step('Trail/audit', ['cloudtrail:CreateTrail']),
      declared: [
        {
          ...audit,
          spec: { eventSelectors: [{ dataResources: [{ type: 'AWS::S3::Object', values: ['arn'] }] }] },
        },
      ],
      says: [
        'management events are free for the first trail in a Region and $2.00 per 100,000 for each additional trail; data events $0.10 per 100,000',
      ],
    },
    {
      why: 'two trails over one Region are told to be two',
      of: step('Trail/audit', ['cloudtrail:CreateTrail']),
      declared: [audit, { address: 'Trail/all', region: 'eu-west-1', spec: { multiRegion: true } }],
      says: [
        'management events are free for the first trail in a Region and $2.00 per 100,000 for each additional trail, and these manifests declare 2',
      ],
    },
    {
      why: 'a bucket key saves requests, nobody knows how many',
      of: step('BucketEncryption/logs', ['s3:PutBucketEncryption']),
      declared: [{ address: 'BucketEncryption/logs', spec: { algorithm: 'aws:kms', bucketKey: true } }],
      says: ['KMS requests by S3 cost $0.03 per 10,000; an S3 Bucket Key saves up to 99 % of them'],
    },
    {
      why: 'SSE-S3 asks KMS for nothing',
      of: step('BucketEncryption/logs', ['s3:PutBucketEncryption']),
      declared: [{ address: 'BucketEncryption/logs', spec: { algorithm: 'AES256' } }],
      says: [],
    },
    {
      why: 'other changes of an encryption leave its traffic alone',
      of: step('BucketEncryption/logs', ['s3:PutBucketEncryption'], {
        action: 'update',
        changes: [{ path: '/blockedEncryptionTypes', before: [], after: ['SSE-C'] }],
      }),
      declared: [{ address: 'BucketEncryption/logs', spec: { algorithm: 'aws:kms' } }],
      says: [],
    },
  ])('$why', ({ of, declared, says }) => {
    const { notKnown } = estimateOf(inputOf([of], declared)).cost;
    expect(notKnown.map(({ why }) => why)).toEqual(says);
  });
});

describe('the cost of reads by Keywright', () => {
  const policy: TreeMap = { Version: '2012-10-17', Statement: [] };
  const key: Declared = { address: 'Key/a', spec: { policy } };

  it('is each question once an hour, and the fast set of a key six times', () => {
    const { ownReads } = estimateOf(inputOf([], [key])).cost;
    // DescribeKey, GetKeyPolicy and ListGrants 4380 each; besides the index in two Regions and who we are.
    expect(ownReads).toEqual({
      requestsPerLook: 6,
      requestsPerMonth: 3 * 4_380 + 3 * 730,
      kmsPerMonth: 3 * 4_380,
      s3PerMonth: 0,
      billedCopies: 0,
      monthly: 0.0394,
    });
  });

  it('grows by what a second trail records of them', () => {
    const one = estimateOf(inputOf([], [key, { address: 'Trail/a' }])).cost.ownReads;
    const two = estimateOf(inputOf([], [key, { address: 'Trail/a' }, { address: 'Trail/b' }])).cost.ownReads;
    expect([one.billedCopies, two.billedCopies]).toEqual([0, 1]);
    // 2 dollars for each 100,000 events of the trails' own Region.
    const here = two.requestsPerMonth - 730 - 730;
    expect(two.monthly - one.monthly).toBeCloseTo((here * 2) / 100_000, 3);
  });
});

describe('the permissions of a plan', () => {
  it('counts actions by account, also for a call that goes to another one', () => {
    const there = { ...place, account: '444455556666' };
    const other = {
      ...step('Bucket/b', []),
      calls: [{ op: 's3:PutBucketTagging', at: there, input: {} }],
    } as const;
    const { permissions } = estimateOf(inputOf([step('Alias/a', ['kms:CreateAlias']), other]));
    expect(permissions.map(({ account, write }) => ({ account, write }))).toEqual([
      { account: '111122223333', write: ['kms:CreateAlias'] },
      { account: '444455556666', write: ['s3:PutBucketTagging'] },
    ]);
  });

  it.each([
    { why: 'a trail without a role passes none', input: {}, passes: false },
    { why: 'one that writes to CloudWatch Logs does', input: { CloudWatchLogsRoleArn: 'arn' }, passes: true },
  ])('$why', ({ input, passes }) => {
    const calls = [{ op: 'cloudtrail:UpdateTrail', at: place, input }] as const;
    const { permissions } = estimateOf(inputOf([{ ...step('Trail/a', []), calls }]));
    expect(permissions[0]?.write.includes('iam:PassRole')).toBe(passes);
  });
});

describe('the steps that may run', () => {
  it('is all but what is blocked and what comes after it', () => {
    const after = (address: Address, before: Address, gate: Gate = { is: 'released' }): Step =>
      step(address, [], { after: [`${before}#create`], gate });
    const steps = [
      step('Key/a', [], { gate: heldGate }),
      step('Key/b', [], { gate: waits }),
      after('Alias/a', 'Key/a'),
      after('Alias/b', 'Key/b'),
      after('Grant/a', 'Alias/a'),
      step('Key/c', [], { gate: { ...heldGate, code: 'engine.approve-mode' } }),
    ];
    expect(runnable(steps).map(({ address }) => address)).toEqual(['Key/b', 'Alias/b', 'Key/c']);
  });

  it('takes no time where there is nothing', () => {
    expect(estimateOf(inputOf([step('Key/a', ['kms:CreateKey'], { gate: heldGate })])).time).toBeUndefined();
  });
});
