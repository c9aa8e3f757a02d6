import { describe, expect, it } from 'vitest';
import { hour, minute } from '../model/instant.ts';
import { inputOf, type Declared } from './bench.test-helper.ts';
import { billOf } from './bill.ts';

const account = 'arn:aws:iam::111122223333:root';
const policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' }],
};
const key: Declared = {
  address: 'Key/a',
  spec: { policy, tags: { team: 'a' }, rotation: { enabled: true } },
};

describe('the bill of looks', () => {
  it('counts a fast look by what shows the fast set, and no index', () => {
    const { full, fast } = billOf(inputOf([], [key]));
    expect(Object.fromEntries(fast.byOperation)).toEqual({
      'kms:DescribeKey': 1,
      'kms:GetKeyPolicy': 1,
      'kms:ListGrants': 1,
    });
    expect(fast.requests).toBe(3);
    expect(Object.fromEntries(full.byOperation)).toMatchObject({
      'kms:GetKeyRotationStatus': 1,
      'tagging:GetResources': 2,
    });
  });

  it('takes a full look for the fast one that is due with it', () => {
    const { full, fast, perDay } = billOf(inputOf([], [key]), { fast: 10 * minute, full: hour });
    expect(perDay.requests).toBe(24 * full.requests + 5 * 24 * fast.requests);
    const { perDay: stretched } = billOf(inputOf([], [key]), { fast: 10 * minute, full: 6 * hour });
    expect(stretched.requests).toBe(4 * full.requests + (6 * 24 - 4) * fast.requests);
  });

  it('names the events of each trail that records management reads', () => {
    const { perDay } = billOf(inputOf([], [key, { address: 'Trail/a' }, { address: 'Trail/b' }]));
    expect(perDay.events.map(([trail]) => trail)).toEqual(['Trail/a', 'Trail/b']);
    for (const [, events] of perDay.events) expect(events).toBeGreaterThan(perDay.kms);
  });
});
