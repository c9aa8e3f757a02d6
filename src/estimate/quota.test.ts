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

describe('quotas on a clock that is an argument', () => {
  it.each([
    { why: 'of one quota, to the millisecond of a timer', calls: plain, within: 2 },
    // The second quota is taken before the first one's turn has come: others of it may be told too late.
    { why: 'of two quotas, within a second', calls: [...plain, replicate], within: 1_000 },
  ])('give turns when the limiter gives them: $why', async ({ calls, within }) => {
    const request = fc.record({ call: fc.constantFrom(...calls), after: fc.integer({ min: 0, max: 900 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 30 }), async (requests) => {
        const clock = virtualClock(0);
        const limiter = createLimiter(clock);
        const quotas = createQuotas();
        const ends: { readonly real: Promise<number>; readonly estimated: number }[] = [];
        for (const { call, after } of requests) {
          if (after > 0) await clock.sleep(after);
          const estimated = quotas.turn(call, clock.now());
          ends.push({ estimated, real: limiter.take(call, { lane: 'asked' }).then(() => clock.now()) });
        }
        for (const { real, estimated } of ends)
          expect(Math.abs((await real) - estimated)).toBeLessThanOrEqual(within);
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
