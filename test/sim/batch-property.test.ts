import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../src/model/address.ts';
import type { Plan, Step } from '../../src/model/plan.ts';
import { approvalClasses } from '../../src/model/approval.ts';
import { addressOfStep } from '../../src/model/step-id.ts';
import { byCodeUnit } from '../../src/model/tree.ts';
import { drawFrom, estateYaml, frameOf, type Draw } from '../support/random-estate.ts';
import { driftMoves } from '../support/random-estate-drift.ts';
import { versionOf } from '../support/random-estate-version.ts';
import { worldOf, type World } from '../support/random-estate-world.ts';

const settled = 60 * 60_000;

/** Makes an estate whose first version stands, with some drift, and the manifests of its second. */
async function drifted(seed: number): Promise<{ readonly world: World; readonly yaml: string }> {
  const frame = frameOf(seed);
  const first = versionOf(frame, 'first');
  const second = versionOf(frame, 'second', first);
  const world = await worldOf(frame);
  await world.estate.apply(estateYaml(first.documents), { approve: approvalClasses });
  await world.estate.advance(settled);
  const draw = drawFrom(seed, 'drift');
  for (const move of driftMoves(frame, first, world).filter(() => draw.chance(0.3))) {
    try {
      move.act(world);
    } catch {
      // AWS refuses it in this estate.
    }
  }
  await world.estate.advance(settled);
  return { world, yaml: estateYaml(second.documents) };
}

/** Puts each address in one of a few batches. */
function partition(all: readonly Address[], draw: Draw): readonly (readonly Address[])[] {
  const parts = Array.from({ length: 2 + draw.upTo(3) }, (): Address[] => []);
  for (const address of all) draw.one(parts)?.push(address);
  return parts.filter((part) => part.length > 0);
}

/** Returns the effect of a step without its gate and order, which depend on the rest of its plan. */
function told(steps: readonly Step[]): readonly object[] {
  return [...steps].sort((a, b) => byCodeUnit(a.id, b.id)).map(({ gate: _, after: __, ...does }) => does);
}

describe('batches of random estates', () => {
  it('plans together what a pass over everything plans, and in each batch only its own resources', async () => {
    let planned = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000_000 }), async (seed) => {
        const { world, yaml } = await drifted(seed);
        const { estate } = world;
        const declared = new Set(estate.stack(yaml).resources.keys());
        const { plan: whole } = await estate.plan(yaml);
        const plans: Plan[] = [];
        for (const write of partition([...declared], drawFrom(seed, 'batches'))) {
          const { plan } = await estate.plan(yaml, { scope: { is: 'batch', write, read: [] } });
          expect(plan.steps.filter(({ address }) => !write.includes(address))).toEqual([]);
          expect(plan.resources.map(({ address }) => address)).toEqual(write.toSorted(byCodeUnit));
          expect(plan.orphans).toEqual([]);
          plans.push(plan);
        }
        // Only a pass over everything finds a grant without a manifest, and lets its key wait until it is revoked.
        const waitsForStray = new Set(
          whole.steps
            .filter(({ after }) => after.some((id) => !declared.has(addressOfStep(id))))
            .map(({ address }) => address),
        );
        const compared = ({ address }: Step): boolean => declared.has(address) && !waitsForStray.has(address);
        const expected = whole.steps.filter(compared);
        expect({ seed, steps: told(plans.flatMap(({ steps }) => steps).filter(compared)) }).toEqual({
          seed,
          steps: told(expected),
        });
        planned += expected.length;
      }),
      { seed: 20_261_130, numRuns: 12, endOnFailure: true },
    );
    expect(planned).toBeGreaterThan(50);
  });

  it('writes nothing else, forgets nothing, and accepts no Stack', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000_000 }), async (seed) => {
        const { world, yaml } = await drifted(seed);
        const { estate } = world;
        const { journal, memory } = estate.store;
        const before = {
          accepted: await journal.accepted(),
          things: await journal.things(),
          remembered: await memory.lastApplied(),
        };
        for (const write of partition([...estate.stack(yaml).resources.keys()], drawFrom(seed, 'batches'))) {
          const answer = await estate.apply(yaml, {
            scope: { is: 'batch', write, read: [] },
            approve: 'shown',
          });
          if (answer.is === 'refused') throw new Error('the lease is free');
          const acted = new Set([...answer.outcomes.keys()].map(addressOfStep));
          expect([...acted].filter((address) => !write.includes(address))).toEqual([]);
          await estate.advance(settled);
        }
        expect(await journal.accepted()).toEqual(before.accepted);
        const kept = (await journal.things()).kept.map(({ address }) => address);
        const missing = before.things.kept.filter(({ address }) => !kept.includes(address));
        // One thing has one address: what was renamed is kept under its new name.
        const renamed = [...estate.stack(yaml).resources.values()].flatMap(
          ({ metadata }) => metadata.formerly,
        );
        expect(missing.filter(({ address }) => !renamed.includes(address))).toEqual([]);
        expect((await journal.things()).letGo).toEqual(before.things.letGo);
        const remembered = await memory.lastApplied();
        expect([...before.remembered.keys()].filter((address) => !remembered.has(address))).toEqual([]);
      }),
      { seed: 20_261_130, numRuns: 6, endOnFailure: true },
    );
  });
});
