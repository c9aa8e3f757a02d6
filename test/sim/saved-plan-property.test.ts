import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRead } from '../../src/aws/operations.ts';
import { bind } from '../../src/engine/saved/bind.ts';
import type { ApprovalClass } from '../../src/model/approval.ts';
import { applySaved, save } from '../support/saved.ts';
import { drawFrom, estateYaml, frameOf } from '../support/random-estate.ts';
import { driftMoves, foreignMoves, type EstateMove } from '../support/random-estate-drift.ts';
import { versionOf } from '../support/random-estate-version.ts';
import { worldOf, type World } from '../support/random-estate-world.ts';

const approve: readonly ApprovalClass[] = ['disable', 'delete', 'widen', 'repair'];
const settled = 60 * 60_000;

interface Life {
  readonly world: World;
  readonly drifts: readonly EstateMove[];
  readonly foreign: readonly EstateMove[];
  readonly yaml: string;
}

/** Makes an estate whose first version stands, and the manifests of its second. */
async function lifeOf(seed: number): Promise<Life> {
  const frame = frameOf(seed);
  const first = versionOf(frame, 'first');
  const second = versionOf(frame, 'second', first);
  const world = await worldOf(frame);
  await world.estate.apply(estateYaml(first.documents), { approve });
  await world.estate.advance(settled);
  return {
    world,
    drifts: driftMoves(frame, first, world),
    foreign: foreignMoves(frame, first, world),
    yaml: estateYaml(second.documents),
  };
}

/** Does some of them, as far as AWS lets them happen. */
function act(world: World, moves: readonly EstateMove[], seed: number): number {
  const draw = drawFrom(seed, 'between plan and apply');
  return moves.filter((move) => {
    if (!draw.chance(0.3)) return false;
    try {
      move.act(world);
      return true;
    } catch {
      return false;
    }
  }).length;
}

describe('saved plans of random estates', () => {
  it('releases every step when only unmanaged values moved, except where other calls would be sent', async () => {
    let foreign = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000_000 }), async (seed) => {
        const { world, yaml, ...life } = await lifeOf(seed);
        const { estate } = world;
        const saved = await save(estate, yaml);
        expect(bind((await estate.plan(yaml)).plan, saved).steps).toEqual(saved.plan.steps);
        foreign += act(world, life.foreign, seed);
        await estate.advance(settled);
        const { steps } = bind((await estate.plan(yaml)).plan, saved);
        // A call that replaces a whole configuration sends back what is not ours too: then it is another call.
        const reasons = steps.flatMap(({ gate }) => (gate.is === 'blocked' ? [gate.why] : []));
        const others = reasons.filter(
          (why) => !/^(?:the step would now make different calls|the step depends on)/u.test(why),
        );
        expect({ seed, others }).toEqual({ seed, others: [] });
      }),
      { seed: 20_261_129, numRuns: 5, endOnFailure: true },
    );
    expect(foreign).toBeGreaterThan(0);
  });

  it('sends nothing outside the file, whatever moved', async () => {
    let drifted = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000_000 }), async (seed) => {
        const { world, yaml, drifts } = await lifeOf(seed);
        const { estate } = world;
        const saved = await save(estate, yaml);
        drifted += act(world, drifts, seed);
        await estate.advance(settled);
        const answer = await applySaved(estate, saved, { approve });
        const planned = new Set(saved.plan.steps.flatMap(({ calls }) => calls.map(({ op }) => op)));
        const sent = answer.requests.map(({ op }) => op).filter((op) => !isRead(op));
        expect({ seed, unplanned: sent.filter((op) => !planned.has(op)) }).toEqual({ seed, unplanned: [] });
      }),
      { seed: 20_261_130, numRuns: 5, endOnFailure: true },
    );
    expect(drifted).toBeGreaterThan(0);
  });
});
