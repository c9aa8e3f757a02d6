import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBench, seeded, type Bench } from './bench.test-helper.ts';

const lagMs = 10_000;

async function names(
  bench: Bench,
  call: string,
  input: Record<string, unknown>,
  times: number,
): Promise<string[]> {
  const seen: string[] = [];
  for (let n = 0; n < times; n++) {
    const answer = await bench.send(call, input);
    seen.push(answer.is === 'ok' ? 'ok' : answer.name);
  }
  return seen;
}

describe('a world that lags', () => {
  it('does not find a new key everywhere at once, and finds it everywhere in the end', async () => {
    const bench = createBench({ lagMs });
    const { KeyId } = bench.key();
    bench.clock.pass(lagMs / 2);
    expect(new Set(await names(bench, 'kms.DescribeKey', { KeyId }, 40))).toEqual(
      new Set(['ok', 'NotFoundException']),
    );
    // Writes are judged on what their server has heard of, too.
    expect(new Set(await names(bench, 'kms.UpdateKeyDescription', { KeyId, Description: 'x' }, 40))).toEqual(
      new Set(['ok', 'NotFoundException']),
    );
    bench.clock.pass(lagMs);
    expect(new Set(await names(bench, 'kms.DescribeKey', { KeyId }, 40))).toEqual(new Set(['ok']));
  });

  it('shows an old value after a new one', async () => {
    const bench = createBench({ lagMs });
    const { KeyId } = bench.key({ Description: 'old' });
    bench.clock.pass(2 * lagMs);
    bench.ok('kms.UpdateKeyDescription', { KeyId, Description: 'new' });
    bench.clock.pass(lagMs / 2);
    const seen: unknown[] = [];
    for (let n = 0; n < 40; n++) {
      const answer = await bench.send('kms.DescribeKey', { KeyId });
      if (answer.is === 'ok')
        seen.push((answer.output['KeyMetadata'] as { Description: string }).Description);
    }
    expect(seen.indexOf('old', seen.indexOf('new'))).toBeGreaterThan(0);
    bench.clock.pass(lagMs);
    expect(await bench.send('kms.DescribeKey', { KeyId })).toMatchObject({
      output: { KeyMetadata: { Description: 'new' } },
    });
  });

  it('lists entries that are new or gone now and then', async () => {
    const bench = createBench({ lagMs });
    const { KeyId } = bench.key();
    bench.ok('kms.CreateAlias', { AliasName: 'alias/gone', TargetKeyId: KeyId });
    bench.clock.pass(2 * lagMs);
    bench.ok('kms.DeleteAlias', { AliasName: 'alias/gone' });
    bench.ok('kms.CreateAlias', { AliasName: 'alias/new', TargetKeyId: KeyId });
    bench.clock.pass(lagMs / 2);
    const lists = new Set<string>();
    for (let n = 0; n < 60; n++) {
      const answer = await bench.send('kms.ListAliases', { Limit: 100 });
      if (answer.is === 'ok') {
        lists.add(
          (answer.output['Aliases'] as { AliasName: string }[]).map((alias) => alias.AliasName).join(),
        );
      }
    }
    expect(lists).toEqual(new Set(['', 'alias/gone', 'alias/new', 'alias/gone,alias/new']));
  });

  it('refuses a policy that names a role made a moment ago', async () => {
    const bench = createBench({ lagMs });
    const { KeyId } = bench.key();
    bench.clock.pass(2 * lagMs);
    const trust = JSON.stringify({
      Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
    });
    bench.ok('iam.CreateRole', { RoleName: 'new', AssumeRolePolicyDocument: trust });
    const AWS = ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:role/new'];
    const Policy = JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' }],
    });
    expect(await names(bench, 'kms.PutKeyPolicy', { KeyId, Policy }, 1)).toEqual([
      'MalformedPolicyDocumentException',
    ]);
    bench.clock.pass(lagMs);
    expect(await names(bench, 'kms.PutKeyPolicy', { KeyId, Policy }, 1)).toEqual(['ok']);
  });

  it('lags longer in the tag index', async () => {
    const bench = createBench({ lagMs });
    bench.key({ Tags: [{ TagKey: 'a', TagValue: 'b' }] });
    bench.clock.pass(2 * lagMs);
    let missing = 0;
    for (let n = 0; n < 40; n++) {
      const answer = await bench.send('tagging.GetResources', {});
      if (answer.is === 'ok' && (answer.output['ResourceTagMappingList'] as unknown[]).length === 0)
        missing += 1;
    }
    expect(missing).toBeGreaterThan(0);
  });

  it('ends as the truth does: what was accepted is there once the lag is over', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.array(fc.tuple(fc.nat(3), fc.nat(8_000)), { maxLength: 20 }),
        async (seed, steps) => {
          const bench = createBench({ lagMs, random: seeded(seed) });
          const { KeyId } = bench.key();
          let description = '';
          for (const [n, wait] of steps) {
            const answer = await bench.send('kms.UpdateKeyDescription', { KeyId, Description: String(n) });
            if (answer.is === 'ok') description = String(n);
            bench.clock.pass(wait);
          }
          bench.clock.pass(lagMs);
          expect(await bench.send('kms.DescribeKey', { KeyId })).toMatchObject({
            output: { KeyMetadata: { Description: description } },
          });
        },
      ),
      { numRuns: 50 },
    );
  });
});
