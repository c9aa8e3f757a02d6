import { describe, expect, it } from 'vitest';
import { addressTag } from '../../src/model/resource.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import type { Fault } from '../../src/sandbox/sandbox.ts';
import { byCodeUnit } from '../../src/model/tree.ts';
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
import { handOn, keysIn } from '../support/hand.ts';

const settled = 60 * 60_000;
const second = 1_000;

function keys(n: number): string {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Root',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
  const documents = Array.from({ length: n }, (_, index) => ({
    apiVersion: 'keywright.dev/v1',
    kind: 'Key',
    metadata: { name: `key-${index}` },
    spec: {
      description: `Key ${index}`,
      enabled: index % 10 !== 4,
      rotation: { enabled: true, periodInDays: 200 },
      tags: { index: String(index) },
      aliases: [`alias/key-${index}`],
      policy,
    },
  }));
  return [stackYaml, ...documents.map((key) => `${JSON.stringify(key)}\n`)].join('---\n');
}

/** Lists the addresses that marked keys name, duplicates kept. */
function marks(estate: Estate): readonly string[] {
  return keysIn(handOn(estate).kms, region)
    .map(({ tags }) => tags[addressTag] ?? 'nobody')
    .toSorted(byCodeUnit);
}

function addressesOf(n: number): readonly string[] {
  return Array.from({ length: n }, (_, index) => `Key/key-${index}`).toSorted(byCodeUnit);
}

/** Applies again and again, as a person would, until nothing is left. Returns how often. */
async function untilConverged(estate: Estate, yaml: string, most: number): Promise<number> {
  for (let run = 1; run <= most; run += 1) {
    await estate.apply(yaml, { approve: ['disable', 'repair', 'widen'], holder: `test@here:${run}` });
    await estate.advance(settled);
    if (leftOver(await estate.plan(yaml)).length === 0) return run;
  }
  const left = leftOver(await estate.plan(yaml));
  throw new Error(`not converged after ${most} runs: ${left.join(', ')}`);
}

/**
 * Lets each request lose its way, its answer or its turn. They are drawn by a stream of its own, so a seed is a
 * story.
 */
function unreliable(estate: Estate, seed: number, share: number): void {
  const random = seededRandoms(seed).stream('faults');
  const kinds: readonly Extract<Fault, string>[] = ['before', 'after', 'throttle', 'internal'];
  for (let n = 1; n <= 5_000; n += 1) {
    if (random.next() >= share) continue;
    const fault = kinds[Math.floor(random.next() * kinds.length)];
    if (fault !== undefined) estate.sandbox.faults.at(n, fault);
  }
}

describe('unkind worlds', () => {
  it("makes each of 30 keys once in one apply under AWS's quotas", async () => {
    const estate = createEstate({ throttle: true, latencyMs: 20 });
    const answer = await estate.apply(keys(30), { approve: ['disable', 'widen'] });
    const ended = endings(answer);
    expect(ended).toEqual(Object.fromEntries(Object.keys(ended).map((id) => [id, 'done'])));
    expect(marks(estate)).toEqual(addressesOf(30));
    await estate.advance(settled);
    expect(leftOver(await estate.plan(keys(30)))).toEqual([]);
  });

  it('makes each of 30 keys once in one throttled apply when other users take most of the quota', async () => {
    const estate = createEstate({ throttle: true, latencyMs: 20 });
    // Somebody else in the account uses the same quotas, so our half of them is not there.
    let turn = 0;
    estate.sandbox.faults.every({ service: 'kms' }, (_request, run) => {
      turn += 1;
      return turn % 3 === 0
        ? { is: 'error', name: 'ThrottlingException', message: 'Rate exceeded', status: 400 }
        : run();
    });
    const answer = await estate.apply(keys(30), { approve: ['disable', 'widen'] });
    expect(answer.requests.filter(({ outcome }) => outcome === 'aws.throttled').length).toBeGreaterThan(30);
    const ended = endings(answer);
    expect(ended).toEqual(Object.fromEntries(Object.keys(ended).map((id) => [id, 'done'])));
    expect(marks(estate)).toEqual(addressesOf(30));
    estate.sandbox.faults.clear();
    await estate.advance(settled);
    expect(leftOver(await estate.plan(keys(30)))).toEqual([]);
  });

  const worlds: readonly {
    readonly what: string;
    readonly options: EstateOptions;
    readonly share: number;
  }[] = [
    { what: 'lost requests and answers', options: {}, share: 0.08 },
    {
      what: 'lag, quotas and lost requests and answers together',
      options: { lagMs: 15 * second, throttle: true, latencyMs: 10 },
      share: 0.05,
    },
  ];
  for (const { what, options, share } of worlds) {
    it(`makes one key per address in 30 seeds of ${what}, and ends with nothing to do`, async ({
      annotate,
    }) => {
      const runs: number[] = [];
      for (let seed = 1; seed <= 30; seed += 1) {
        const estate = createEstate({ seed, ...options });
        unreliable(estate, seed, share);
        try {
          runs.push(await untilConverged(estate, keys(5), 6));
        } catch (error) {
          throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
        }
        expect(marks(estate), `seed ${seed}`).toEqual(addressesOf(5));
        expect(await estate.store.journal.openIntents(), `seed ${seed}`).toEqual([]);
      }
      await annotate(`applies until nothing was left, by seed: ${runs.join(' ')}`);
    });
  }
});
