import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLimiter } from '../aws/limiter.ts';
import type { Call } from '../model/call.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { createQuotas } from './quota.ts';

const at = { account: '111122223333', region: 'eu-central-1' };
const createKey: Call = { op: 'kms:CreateKey', at, input: {} };
const replicate: Call = { op: 'kms:ReplicateKey', at, input: { ReplicaRegion: 'eu-west-1' } };
const call = fc.constantFrom<Call>(createKey, replicate, { ...createKey, op: 'kms:PutKeyPolicy' });

describe('quotas on a clock that is an argument', () => {
  it('give turns when the limiter gives them', async () => {
    const asked = fc.array(fc.record({ call, after: fc.integer({ min: 0, max: 900 }) }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(asked, async (requests) => {
        const clock = virtualClock(0);
        const limiter = createLimiter(clock);
        const quotas = createQuotas();
        const ends: { readonly real: Promise<number>; readonly estimated: number }[] = [];
        for (const { call: one, after } of requests) {
          if (after > 0) await clock.sleep(after);
          const estimated = quotas.turn(one, clock.now());
          ends.push({ estimated, real: limiter.take(one, 'asked').then(() => clock.now()) });
        }
        // A request of two quotas holds its turn of the second from its first on: half a second at most for so few.
        for (const { real, estimated } of ends)
          expect(Math.abs((await real) - estimated)).toBeLessThanOrEqual(1_000);
      }),
      { numRuns: 60 },
    );
  });

  it('name the one that needs the longest', () => {
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
