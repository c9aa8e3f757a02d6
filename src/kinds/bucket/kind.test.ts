import { describe, expect, it } from 'vitest';
import { gateWorld } from '../../../test/support/gate-world.ts';
import { describeKind } from '../describe-kind.test-helper.ts';
import { bucket } from './index.ts';
import { laws } from './laws.test-helper.ts';

describe('Bucket', () => describeKind(bucket, laws));

describe('a new Bucket', () => {
  it('needs widen when its public access is not blocked from the start', async () => {
    const world = await gateWorld({ 'Bucket/other': { name: 'gates-other' } });
    const spec = { name: 'gates-new', publicAccessBlock: { blockPublicPolicy: false } };
    expect(await world.needs('Bucket/new', { why: '', spec, needs: [] })).toEqual(['widen']);
  });
});
