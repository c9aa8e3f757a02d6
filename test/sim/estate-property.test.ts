import fc from 'fast-check';
import { describe, it } from 'vitest';
import { emptyTally, lifeOf } from '../support/random-estate-life.ts';

describe('random estates of all kinds in two accounts and three Regions', () => {
  it('creates, repairs and changes random estates without an outage for readers', async ({ annotate }) => {
    const tally = emptyTally();
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000_000 }), (seed) => lifeOf(seed, tally)),
      { seed: 20_261_103, numRuns: 16, endOnFailure: true },
    );
    await annotate(JSON.stringify({ ...tally, used: [...tally.used], kinds: [...tally.kinds] }));
  });
});
