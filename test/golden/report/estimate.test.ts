import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Estimate } from '../../../src/model/estimate.ts';
import { displayOf } from '../../../src/report/display/make.ts';
import { planText } from '../../../src/report/human/plan.ts';
import { planJsonSchema } from '../../../src/report/formats/plan.ts';
import { planJson } from '../../../src/report/json/plan.ts';
import { planMarkdown } from '../../../src/report/markdown/plan.ts';
import { plainLook } from '../../../src/report/text/style.ts';
import { widthOf } from '../../../src/report/text/width.ts';
import { goldenPlans } from './cases/index.ts';
import { expectGolden } from './golden.ts';

const at = { account: '111122223333', region: 'eu-central-1' };

const estimate: Estimate = {
  time: {
    atLeastMs: 61_000,
    likelyMs: 3_725_000,
    boundBy: { is: 'quota', quota: 'kms:CreateKey', at, perSecond: 2.5 },
  },
  cost: {
    prices: { currency: 'USD', region: 'us-east-1', asOf: '2026-11' },
    monthly: 1_499,
    later: 2,
    keys: 1_499,
    items: [
      { address: 'Key/a', what: 'a new key', monthly: 1, later: 0 },
      { address: 'Key/a', what: 'rotation', monthly: 0, later: 2 },
      { address: 'Key/b', what: 'a new key', monthly: 1, later: 0 },
      { address: 'Key/old', what: 'free while its deletion is pending', monthly: -1, later: 0 },
    ],
    notKnown: [
      { address: 'BucketEncryption/logs', why: 'KMS requests by S3 cost $0.03 per 10,000' },
      { address: 'Trail/audit', why: 'data events $0.10 per 100,000' },
    ],
    ownReads: {
      requestsPerLook: 8,
      requestsPerMonth: 9_490,
      kmsPerMonth: 6_570,
      s3PerMonth: 2_190,
      billedCopies: 0,
      monthly: 0.0239,
    },
  },
  permissions: [
    { account: '111122223333', write: ['kms:CreateKey', 'kms:DisableKey'], read: ['kms:DescribeKey'] },
    { account: '444455556666', write: ['s3:PutBucketPolicy'], read: ['s3:GetBucketPolicy'] },
  ],
};

function planNamed(name: string): (typeof goldenPlans)[number]['plan'] {
  const found = goldenPlans.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no golden plan is called ${name}`);
  return found.plan;
}

const moving = displayOf(planNamed('bucket-encryption-move'), undefined, estimate);

/** Returns the text after the sentence with the counts. */
function summaryOf(text: string): string {
  return text.slice(text.indexOf('Plan: '));
}

describe('a plan with its estimate', () => {
  it.each([60, 80, 120])('keeps within %i columns', (width) => {
    const text = summaryOf(planText(moving, { look: { ...plainLook, width } }));
    expectGolden(`estimate-${width}.txt`, text);
    expect(text.split('\n').filter((line) => widthOf(line) > width)).toEqual([]);
  });

  it('names every action where the calls are shown in full', () => {
    expectGolden('estimate-full.txt', summaryOf(planText(moving, { calls: 'full' })));
  });

  it('says what is lost first, then what it costs, to a reviewer', () => {
    expectGolden('estimate.md', planMarkdown(moving));
  });

  it('keeps to the schema', () => {
    const parsed: unknown = JSON.parse(planJson(moving));
    expect(z.encode(planJsonSchema, planJsonSchema.parse(parsed))).toEqual(parsed);
  });

  it('says nothing of time and money where nothing is done', () => {
    const { time: _, ...nothing } = estimate;
    const text = planText(displayOf(planNamed('empty'), undefined, nothing));
    expect(text).toBe(planText(displayOf(planNamed('empty'))));
  });
});
