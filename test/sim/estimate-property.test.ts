import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateOf } from '../../src/estimate/estimate.ts';
import { hour } from '../../src/model/instant.ts';
import { estimateInput, measuredApply, replicating } from '../support/estimates.ts';
import { drawFrom, estateYaml, frameOf } from '../support/random-estate.ts';
import { driftMoves } from '../support/random-estate-drift.ts';
import { versionOf } from '../support/random-estate-version.ts';
import { worldOf, type World } from '../support/random-estate-world.ts';

/** Estimates, applies, and compares: in time, and in what is asked and sent. */
async function compare({ estate }: World, yaml: string, what: string): Promise<void> {
  const input = await estimateInput(estate, yaml);
  const { time, permissions } = estimateOf(input);
  const { took, ends, actions } = await measuredApply(estate, yaml);
  expect(
    [...ends].filter((end) => end !== 'done'),
    what,
  ).toEqual([]);
  const named = new Set(permissions.flatMap(({ read, write }) => [...read, ...write]));
  expect(
    [...actions].filter((action) => !named.has(action)),
    what,
  ).toEqual([]);
  const least = time?.atLeastMs ?? 0;
  expect(least, what).toBeLessThanOrEqual(time?.likelyMs ?? 0);
  expect(Math.abs(least - took), `${what}: estimated ${least}, took ${took}`).toBeLessThanOrEqual(
    0.02 * took + 300 + replicating(input),
  );
  await estate.advance(hour);
}

describe('random estates of all kinds in two accounts and three Regions', () => {
  it('takes the estimated time to create, repair and change random estates', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000_000 }), async (seed) => {
        const frame = frameOf(seed);
        const first = versionOf(frame, 'first');
        const second = versionOf(frame, 'second', first);
        const world = await worldOf(frame, { throttle: true, latencyMs: 1 });
        await compare(world, estateYaml(first.documents), `seed ${seed}, made`);
        const moves = driftMoves(frame, first, world);
        const draw = drawFrom(seed, 'estimates');
        for (let count = 0; count < 4 && moves.length > 0; count += 1) {
          try {
            moves[draw.upTo(moves.length - 1)]?.act(world);
          } catch {
            // AWS refuses some changes by hand.
          }
        }
        await world.estate.advance(hour);
        await compare(world, estateYaml(first.documents), `seed ${seed}, changed back`);
        await compare(world, estateYaml(second.documents), `seed ${seed}, changed on`);
      }),
      { seed: 20_261_129, numRuns: 16, endOnFailure: true },
    );
  });
});
