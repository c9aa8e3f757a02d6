import { describe, expect, it } from 'vitest';
import { createBench, type Bench, type Input } from '../../bench.test-helper.ts';

const day = 86_400_000;

function arns(bench: Bench, input: Input = {}): unknown[] {
  const list = bench.ok('tagging.GetResources', input)['ResourceTagMappingList'];
  return (list as { ResourceARN: string }[]).map((entry) => entry.ResourceARN);
}

function estate(): { bench: Bench; a: string; b: string; bucket: string } {
  const bench = createBench();
  const tag = (value: string) => [
    { TagKey: 'team', TagValue: value },
    { TagKey: 'x', TagValue: '' },
  ];
  const a = bench.key({ Tags: tag('a') }).Arn;
  const b = bench.key({ Tags: tag('b') }).Arn;
  bench.key();
  bench.ok('s3.CreateBucket', { Bucket: 'orders' });
  bench.ok('s3.PutBucketTagging', { Bucket: 'orders', Tagging: { TagSet: [{ Key: 'team', Value: 'a' }] } });
  return { bench, a, b, bucket: 'arn:aws:s3:::orders' };
}

describe('GetResources', () => {
  it('gives what has tags, narrowed by type, tags and values, all of them', () => {
    const { bench, a, b, bucket } = estate();
    expect(arns(bench)).toEqual([a, b, bucket].toSorted());
    expect(arns(bench, { ResourceTypeFilters: ['kms:key'] })).toEqual([a, b].toSorted());
    expect(arns(bench, { ResourceTypeFilters: ['s3'] })).toEqual([bucket]);
    expect(arns(bench, { TagFilters: [{ Key: 'team', Values: ['a', 'c'] }] })).toEqual(
      [a, bucket].toSorted(),
    );
    expect(arns(bench, { TagFilters: [{ Key: 'team', Values: ['a'] }, { Key: 'x' }] })).toEqual([a]);
    expect(arns(bench, { TagFilters: [{ Key: 'none' }] })).toEqual([]);
    expect(arns(bench, { ResourceARNList: [b] })).toEqual([b]);
    expect(bench.ok('tagging.GetResources', {})['PaginationToken']).toBe('');
  });

  it('goes by Region and pages', () => {
    const { bench } = estate();
    const first = bench.ok('tagging.GetResources', { ResourcesPerPage: 2 });
    expect(first['ResourceTagMappingList']).toHaveLength(2);
    expect(arns(bench, { ResourcesPerPage: 2, PaginationToken: first['PaginationToken'] })).toHaveLength(1);
    expect(bench.ok('tagging.GetResources', {})['ResourceTagMappingList']).toHaveLength(3);
    const elsewhere = bench.ok('tagging.GetResources', {}, { region: 'eu-west-1' });
    expect(elsewhere['ResourceTagMappingList']).toEqual([]);
    // "A provided string parameter is malformed", "out of range" (Resource Groups Tagging API Reference).
    for (const input of [{ PaginationToken: 'x' }, { ResourcesPerPage: 101 }]) {
      expect(bench.refusal('tagging.GetResources', input)).toBe('InvalidParameterException');
    }
    const both = { ResourceARNList: ['arn:aws:s3:::orders'], ResourcesPerPage: 1 };
    expect(bench.refusal('tagging.GetResources', both)).toBe('InvalidParameterException');
  });

  it('shows a deleted key for hours, but not in the truth', async () => {
    const { bench, a } = estate();
    bench.ok('kms.ScheduleKeyDeletion', { KeyId: a, PendingWindowInDays: 7 });
    bench.clock.pass(7 * day);
    const filter = { TagFilters: [{ Key: 'team', Values: ['a'] }], ResourceTypeFilters: ['kms:key'] };
    const shown = await bench.send('tagging.GetResources', filter);
    expect(shown).toMatchObject({ is: 'ok', output: { ResourceTagMappingList: [{ ResourceARN: a }] } });
    expect(arns(bench, filter)).toEqual([]);
    bench.clock.pass(day);
    expect(await bench.send('tagging.GetResources', filter)).toMatchObject({
      output: { ResourceTagMappingList: [] },
    });
  });
});
