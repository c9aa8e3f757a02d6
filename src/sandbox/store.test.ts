import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBench, seeded, type Bench, type Input } from './bench.test-helper.ts';
import { decodeWorld, encodeWorld } from './store.ts';

/** Calls that touch every table of a world. `$n` stands for the n-th key made. */
const calls: readonly (readonly [call: string, input: Input])[] = [
  ['kms.CreateKey', { MultiRegion: true, Tags: [{ TagKey: 'a', TagValue: 'b' }] }],
  ['kms.CreateKey', { Description: 'x' }],
  ['kms.EnableKeyRotation', { KeyId: '$0' }],
  ['kms.RotateKeyOnDemand', { KeyId: '$1' }],
  ['kms.DisableKey', { KeyId: '$1' }],
  ['kms.EnableKey', { KeyId: '$1' }],
  ['kms.CreateAlias', { AliasName: 'alias/a', TargetKeyId: '$0' }],
  ['kms.UpdateAlias', { AliasName: 'alias/a', TargetKeyId: '$1' }],
  ['kms.DeleteAlias', { AliasName: 'alias/a' }],
  ['kms.ReplicateKey', { KeyId: '$0', ReplicaRegion: 'eu-west-1' }],
  [
    'kms.CreateGrant',
    { KeyId: '$0', GranteePrincipal: 'arn:aws:iam::111122223333:root', Operations: ['Decrypt'] },
  ],
  ['kms.Encrypt', { KeyId: '$0', Plaintext: new Uint8Array([1]) }],
  ['kms.ScheduleKeyDeletion', { KeyId: '$1', PendingWindowInDays: 7 }],
  ['kms.DescribeKey', { KeyId: 'alias/aws/s3' }],
  ['kms.ListKeys', {}],
  ['kms.ListAliases', {}],
  ['iam.CreateRole', { RoleName: 'app', AssumeRolePolicyDocument: '{"Statement":[]}' }],
  ['iam.DeleteRole', { RoleName: 'app' }],
  ['s3.CreateBucket', { Bucket: 'orders' }],
  ['s3.PutObject', { Bucket: 'orders', Key: 'k', Body: 'x', ServerSideEncryption: 'aws:kms' }],
  ['s3.GetObject', { Bucket: 'orders', Key: 'k' }],
  ['s3.PutBucketTagging', { Bucket: 'orders', Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }],
  ['tagging.GetResources', {}],
];

type Step = [call: number, wait: number];
const steps = fc.array(
  fc.tuple(fc.nat(calls.length - 1), fc.constantFrom(0, 1, 500, 9_000, 8 * 86_400_000)),
  { maxLength: 30 },
);

function indexOf(name: string): number {
  return calls.findIndex(([call]) => call === name);
}
/** A world that was written after it forgot a deleted role does not know the deletion; the other one still does. */
const madeAndDeleted: Step[] = [
  [indexOf('iam.CreateRole'), 9_000],
  [indexOf('iam.DeleteRole'), 8 * 86_400_000],
];
const madeAgain: Step[] = [[indexOf('iam.CreateRole'), 0]];

/** Plays steps through `handle` and gives all answers. */
async function play(bench: Bench, made: string[], played: readonly Step[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const [index, wait] of played) {
    const [call, input] = calls[index] ?? ['kms.ListKeys', {}];
    const filled = Object.fromEntries(
      Object.entries(input).map(([name, value]) => [
        name,
        value === '$0' ? (made[0] ?? 'none') : value === '$1' ? (made[1] ?? 'none') : value,
      ]),
    );
    const answer = await bench.send(call, filled);
    if (answer.is === 'ok' && call === 'kms.CreateKey') {
      made.push((answer.output['KeyMetadata'] as { KeyId: string }).KeyId);
    }
    answers.push(answer);
    bench.clock.pass(wait);
  }
  return answers;
}

describe('a world', () => {
  it('is the same for the same seed and calls', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), steps, async (seed, played) => {
        const run = async () => {
          const bench = createBench({ random: seeded(seed), lagMs: 5_000, throttle: true });
          return { answers: await play(bench, [], played), world: encodeWorld(bench.sandbox.world()) };
        };
        expect(await run()).toEqual(await run());
      }),
      { numRuns: 60 },
    );
  });

  it('continues after a write and a read as without them', async () => {
    await fc.assert(
      fc.asyncProperty(steps, steps, async (first, second) => {
        let stream = seeded(3);
        const bench = createBench({ lagMs: 5_000, random: { next: () => stream.next() } });
        const made: string[] = [];
        await play(bench, made, first);
        const text = encodeWorld(bench.sandbox.world());
        const loaded = createBench({
          lagMs: 5_000,
          random: seeded(7),
          world: decodeWorld(text),
          start: bench.clock.now(),
        });
        expect(encodeWorld(loaded.sandbox.world())).toBe(text);
        stream = seeded(7);
        expect(await play(loaded, [...made], second)).toEqual(await play(bench, [...made], second));
        expect(encodeWorld(loaded.sandbox.world())).toBe(encodeWorld(bench.sandbox.world()));
      }),
      { numRuns: 60, examples: [[madeAndDeleted, madeAgain]] },
    );
  });

  it('never gives an id twice, also after being loaded with the same seed', () => {
    const first = createBench();
    const ids = [first.key().KeyId];
    const again = createBench({ world: first.sandbox.world() });
    ids.push(again.key().KeyId, again.key().KeyId);
    expect(new Set(ids).size).toBe(3);
  });

  it('shares nothing with another sandbox', () => {
    const one = createBench();
    const two = createBench();
    one.key();
    expect(two.ok('kms.ListKeys')['Keys']).toEqual([]);
  });

  it('knows further accounts when it is loaded with them', () => {
    const world = createBench().sandbox.world();
    const bench = createBench({ world, accounts: ['444455556666'] });
    expect(bench.refusal('kms.ListKeys', {}, { account: '444455556666' })).toBe('ok');
    expect(bench.refusal('kms.ListKeys')).toBe('ok');
  });
});

describe('the text of a world', () => {
  const good = JSON.parse(encodeWorld(createBench().sandbox.world())) as Record<string, unknown>;
  it.each([
    { why: 'another version', change: { version: 2 }, says: 'another version of Keywright' },
    { why: 'no seed', change: { seed: undefined }, says: 'seed' },
    { why: 'an account of 11 digits', change: { accounts: ['11112222333'] }, says: '12 digits' },
    { why: 'a table nobody knows', change: { entities: { queue: {} } }, says: 'queue' },
    {
      why: 'a key without its fields',
      change: { entities: { key: { 'a/b': { k: [[1, { id: 'k' }]] } } } },
      says: 'key a/b k',
    },
  ])('rejects a world with $why, with a reason', ({ change, says }) => {
    expect(() => decodeWorld(JSON.stringify({ ...good, ...change }))).toThrow(says);
  });
});
