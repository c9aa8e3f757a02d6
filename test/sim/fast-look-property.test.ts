import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approvalClasses } from '../../src/model/approval.ts';
import type { Address } from '../../src/model/address.ts';
import type { Step } from '../../src/model/plan.ts';
import { kindsByName } from '../../src/kinds/index.ts';
import { addressOfStep, facetNameOf } from '../../src/model/step-id.ts';
import { byCodeUnit } from '../../src/model/tree.ts';
import { drawFrom, estateYaml, frameOf } from '../support/random-estate.ts';
import { driftMoves } from '../support/random-estate-drift.ts';
import { versionOf } from '../support/random-estate-version.ts';
import { worldOf, type World } from '../support/random-estate-world.ts';

const settled = 60 * 60_000;
const kinds = kindsByName();

/** Estates that stand, some of them asked for a second version, with so much of the possible drift. */
async function drifted(
  seed: number,
  share: number,
): Promise<{ readonly world: World; readonly yaml: string }> {
  const frame = frameOf(seed);
  const first = versionOf(frame, 'first');
  const world = await worldOf(frame);
  const yaml = estateYaml(first.documents);
  await world.estate.apply(yaml, { approve: approvalClasses });
  await world.estate.advance(settled);
  const draw = drawFrom(seed, 'drift');
  for (const move of driftMoves(frame, first, world).filter(() => draw.chance(share))) {
    try {
      move.act(world);
    } catch {
      // AWS refuses it in this estate.
    }
  }
  await world.estate.advance(settled);
  if (seed % 2 === 0) return { world, yaml };
  return { world, yaml: estateYaml(versionOf(frame, 'second', first).documents) };
}

/** Returns the effect of a step without its gate and order, which depend on the rest of its plan. */
function told(steps: readonly Step[]): readonly object[] {
  return [...steps].sort((a, b) => byCodeUnit(a.id, b.id)).map(({ gate: _, after: __, ...does }) => does);
}

/** Returns true for what a fast look must find: a difference in the fast set, or something that is not there. */
function isFast({ kind, name, action }: Step): boolean {
  const fast = (kinds.get(kind)?.facets ?? []).filter(({ look }) => look === 'fast');
  if (action === 'remove' || action === 'release' || fast.length === 0) return false;
  return name === 'create' || fast.some((facet) => facet.name === facetNameOf(name));
}

describe('fast looks at random estates', () => {
  it('reports nothing about parts that it does not read', async () => {
    let quiet = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000_000 }), async (seed) => {
        const { world, yaml } = await drifted(seed, 0.15);
        const { plan } = await world.estate.plan(yaml, { facets: 'fast' });
        const changed = new Set(plan.steps.map(({ address }) => address));
        for (const { address, kind, read, changes } of plan.resources) {
          if (read === undefined) continue;
          quiet += 1;
          const fast = (kinds.get(kind)?.facets ?? []).filter(({ look }) => look === 'fast');
          expect({ address, read, changes, changed: changed.has(address) }).toEqual({
            address,
            read: fast.map(({ name }) => name),
            changes: [],
            changed: false,
          });
          expect(fast).not.toEqual([]);
        }
      }),
      { seed: 20_261_130, numRuns: 4, endOnFailure: true },
    );
    expect(quiet).toBeGreaterThan(20);
  });

  it('plans the same as a full look for the fast set, and nothing else', async () => {
    let planned = 0;
    let left = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000_000 }), async (seed) => {
        const { world, yaml } = await drifted(seed, 0.15);
        const { estate } = world;
        const declared = new Set<Address>(estate.stack(yaml).resources.keys());
        const { plan: full } = await estate.plan(yaml);
        const { plan: fast } = await estate.plan(yaml, { facets: 'fast' });
        // Only a pass over everything finds a grant without a manifest, and lets its key wait until it is revoked.
        const waitsForStray = new Set(
          full.steps
            .filter(({ after }) => after.some((id) => !declared.has(addressOfStep(id))))
            .map(({ address }) => address),
        );
        const isCompared = ({ address }: Step): boolean =>
          declared.has(address) && !waitsForStray.has(address);
        const found = fast.steps.filter(isCompared);
        const byId = new Map(full.steps.map((step) => [step.id, step] as const));
        const same = found.flatMap(({ id }) => byId.get(id) ?? []);
        expect({ seed, steps: told(found) }).toEqual({ seed, steps: told(same) });
        const must = full.steps.filter((step) => isCompared(step) && isFast(step));
        expect({ seed, found: must.map(({ id }) => id) }).toEqual({
          seed,
          found: must.map(({ id }) => id).filter((id) => fast.steps.some((step) => step.id === id)),
        });
        planned += fast.steps.length;
        left += full.steps.length - fast.steps.length;
      }),
      { seed: 20_261_130, numRuns: 12, endOnFailure: true },
    );
    expect(planned).toBeGreaterThan(20);
    expect(left).toBeGreaterThan(20);
  });
});
