import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLimiter } from '../aws/limiter.ts';
import type { Call } from '../model/call.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { createQuotas } from './quota.ts';

const at = { account: '111122223333', region: 'eu-central-1' };
const createKey: Call = { op: 'kms:CreateKey', at, input: {} };
const replicate: Call = { op: 'kms:ReplicateKey', at, input: { ReplicaRegion: 'eu-west-1' } };
const plain: readonly Call[] = [createKey, { ...createKey, op: 'kms:PutKeyPolicy' }];

describe('quotas as counts', () => {
  it('lets no call go before the limiter would when all are wanted at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...plain, replicate), { maxLength: 30 }), async (calls) => {
        const clock = virtualClock(0);
        const limiter = createLimiter(clock);
        const quotas = createQuotas();
        const ends = calls.map((call) => ({
          counted: quotas.turn(call, 0),
          real: limiter.take(call, { lane: 'asked' }).then(() => clock.now()),
        }));
        for (const { real, counted } of ends) expect(counted).toBeLessThanOrEqual(await real);
      }),
      { numRuns: 60 },
    );
  });

  it('begins to count with the first call', () => {
    const quotas = createQuotas();
    const turns = [60_000, 60_000, 60_000, 60_000].map((now) => quotas.turn(createKey, now));
    expect(turns).toEqual([60_000, 60_000, 60_200, 60_600]);
  });

  it('names the quota that needs the longest', () => {
    const quotas = createQuotas();
    for (let count = 0; count < 20; count += 1) {
      quotas.turn(createKey, 0);
      quotas.turn({ ...createKey, op: 'kms:PutKeyPolicy' }, 0);
    }
    expect(quotas.scarcest()).toEqual({
      bound: { is: 'quota', quota: 'kms:CreateKey', at, perSecond: 2.5 },
      needs: 7_000,
    });
  });
});
