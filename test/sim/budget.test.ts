import { describe, expect, it } from 'vitest';
import { byCodeUnit } from '../../src/model/tree.ts';
import type { PassResult } from '../../src/model/outcome.ts';
import type { SentRequest } from '../../src/aws/call-log.ts';
import { account, createEstate, endings, leftOver, stackYaml, type Estate } from '../support/estate.ts';

const settled = 60 * 60_000;

/** Writes the manifests of N keys, each with alias, policy, tags and rotation. */
function manifests(n: number): string {
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
  const keys = Array.from({ length: n }, (_, index) => ({
    apiVersion: 'keywright.dev/v1',
    kind: 'Key',
    metadata: { name: `key-${index}` },
    spec: {
      description: `Key ${index}`,
      enabled: true,
      rotation: { enabled: true, periodInDays: 365 },
      tags: { team: 'storage', index: String(index) },
      aliases: [`alias/key-${index}`],
      policy,
    },
  }));
  return [stackYaml, ...keys.map((key) => `${JSON.stringify(key)}\n`)].join('---\n');
}

async function applied(
  estate: Estate,
  yaml: string,
): Promise<PassResult & { readonly requests: readonly SentRequest[] }> {
  const answer = await estate.apply(yaml);
  if (answer.is === 'refused') throw new Error('the lease is free');
  return answer;
}

/** Computes the bound per account and Region; a key whose grants are reported takes one ListGrants besides. */
function budget(n: number): number {
  return 4 * n + Math.ceil(n / 100) + Math.ceil(n / 100) + 5;
}

function byOperation(requests: readonly SentRequest[]): Readonly<Record<string, number>> {
  const counts = Map.groupBy(requests, ({ op }) => op);
  return Object.fromEntries(
    [...counts].map(([op, all]) => [op, all.length] as const).toSorted(([a], [b]) => byCodeUnit(a, b)),
  );
}

describe('a pass with nothing to do', () => {
  it.for([1, 40, 150])(
    'makes at most 4 N + ⌈N/100⌉ + ⌈N/100⌉ + 5 calls for %i keys, and writes nothing',
    async (n, { annotate }) => {
      const estate = createEstate();
      const yaml = manifests(n);
      const made = endings(await estate.apply(yaml));
      expect(Object.values(made).every((ending) => ending === 'done')).toBe(true);
      await estate.advance(settled);

      const world = JSON.stringify(estate.sandbox.world());
      for (const pass of ['plan', 'apply'] as const) {
        const logged = estate.sandbox.log().length;
        const result = pass === 'plan' ? await estate.plan(yaml) : await applied(estate, yaml);
        expect(leftOver(result)).toEqual([]);
        const places = Map.groupBy(result.requests, ({ place }) => `${place.account}/${place.region}`);
        for (const [place, requests] of places) {
          const counts = byOperation(requests);
          await annotate(
            `${pass} of ${n}: ${requests.length} of ${budget(n)} requests to ${place}: ${JSON.stringify(counts)}`,
          );
          expect(requests.length, `${pass} of ${n} to ${place}`).toBeLessThanOrEqual(budget(n));
        }
        // Our log lists the requests that AWS received, and AWS saw no write.
        const received = estate.sandbox.log().slice(logged);
        expect(received.length).toBe(result.requests.length);
        expect(received.filter(({ operation }) => !/^(?:Get|List|Describe)/u.test(operation))).toEqual([]);
        expect(result.calls).toEqual({ reads: result.requests.length, writes: 0 });
        expect(JSON.stringify(estate.sandbox.world()), `${pass} leaves the world as it was`).toBe(world);
      }
    },
  );

  it('asks for pages of the largest size, which the sandbox gives only when asked', async () => {
    const n = 150;
    const estate = createEstate();
    await estate.apply(manifests(n));
    await estate.advance(settled);
    const logged = estate.sandbox.log().length;
    await estate.plan(manifests(n));
    const sizes = estate.sandbox
      .log()
      .slice(logged)
      .flatMap(({ operation, input }) =>
        operation === 'GetResources'
          ? [`${operation} ${String(input['ResourcesPerPage'])}`]
          : operation === 'ListAliases'
            ? [`${operation} ${String(input['Limit'])}`]
            : [],
      );
    // Two pages of marks, and one look into the Region where nothing is declared: orphans may be there.
    expect(sizes.toSorted(byCodeUnit)).toEqual([
      'GetResources 100',
      'GetResources 100',
      'GetResources 100',
      'ListAliases 100',
      'ListAliases 100',
    ]);
    // Without a limit a page is small, so this budget is not met by chance.
    const page = estate.raw('kms', 'ListAliases', {}) as { Aliases: unknown[]; Truncated: boolean };
    expect([page.Aliases.length, page.Truncated]).toEqual([10, true]);
  });
});

describe('a plan makes no writing call', () => {
  it.each([
    { what: 'nothing exists yet', prepare: (): Promise<unknown> => Promise.resolve() },
    {
      what: 'everything drifted',
      prepare: async (estate: Estate): Promise<unknown> => {
        await estate.apply(manifests(3));
        const { Keys } = estate.raw('kms', 'ListKeys', { Limit: 1000 }) as { Keys: { KeyId: string }[] };
        for (const { KeyId } of Keys) {
          estate.raw('kms', 'UpdateKeyDescription', { KeyId, Description: 'by hand' });
          estate.raw('kms', 'UntagResource', { KeyId, TagKeys: ['team', 'keywright:address'] });
          estate.raw('kms', 'DisableKey', { KeyId });
        }
        return estate.advance(settled);
      },
    },
  ])('does so when $what', async ({ prepare }) => {
    const estate = createEstate();
    await prepare(estate);
    const world = JSON.stringify(estate.sandbox.world());
    const memory = await estate.store.memory.lastApplied();
    const known = await estate.store.journal.known();
    const logged = estate.sandbox.log().length;
    const { plan, requests } = await estate.plan(manifests(3));
    expect(plan.steps.length).toBeGreaterThan(0);
    expect(requests.length).toBeGreaterThan(0);
    const received = estate.sandbox.log().slice(logged);
    expect(received.filter(({ operation }) => !/^(?:Get|List|Describe)/u.test(operation))).toEqual([]);
    expect(JSON.stringify(estate.sandbox.world())).toBe(world);
    expect(await estate.store.memory.lastApplied()).toEqual(memory);
    expect(await estate.store.journal.known()).toEqual(known);
    expect(await estate.store.journal.openIntents()).toEqual([]);
  });
});
