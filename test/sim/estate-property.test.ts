import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApprovalClass } from '../../src/model/resource.ts';
import { endings, leftOver, type EstateOptions } from '../support/estate.ts';
import { drawFrom, estateYaml, frameOf } from '../support/random-estate.ts';
import { driftMoves, foreignMoves, type EstateMove } from '../support/random-estate-drift.ts';
import { estateProbe, type EstateProbe } from '../support/random-estate-probe.ts';
import { versionOf, type Version } from '../support/random-estate-version.ts';
import { keyIdsOf, strangeChanges, worldOf, type World } from '../support/random-estate-world.ts';
import { changedPieces, truthOf } from '../support/truth.ts';

const approve: readonly ApprovalClass[] = ['disable', 'delete', 'widen', 'repair', 'replace'];
const settled = 60 * 60_000;

interface Told {
  readonly lines: string[];
  readonly used: Map<string, number>;
}

/** Applies, with readers at work, and tells every step that did not end well. */
async function converge(
  world: World,
  probe: EstateProbe,
  versions: readonly [from: Version | undefined, to: Version],
  what: string,
): Promise<void> {
  const { estate } = world;
  const yaml = estateYaml(versions[1].documents);
  await probe.begin(...versions);
  const answer = await estate.apply(yaml, { approve, transport: (inner) => probe.transport(inner) });
  const left = Object.entries(endings(answer)).filter(([, ending]) => ending !== 'done');
  expect(left, `${what}: steps not done`).toEqual([]);
  expect(leftOver(await estate.plan(yaml)), `${what}: the plan after it`).toEqual([]);
  expect(probe.failures(), `${what}: readers failed`).toEqual([]);
  await estate.advance(settled);
  expect(leftOver(await estate.plan(yaml)), `${what}: the plan an hour later`).toEqual([]);
}

/** Does what AWS lets happen; gives the names of what did. */
function act(world: World, moves: readonly EstateMove[], told: Told): readonly string[] {
  return moves.flatMap((move) => {
    try {
      move.act(world);
    } catch (error) {
      told.lines.push(`${move.name} refused: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
    told.lines.push(move.name);
    told.used.set(move.what, (told.used.get(move.what) ?? 0) + 1);
    return [move.name];
  });
}

function chosen(moves: readonly EstateMove[], seed: number, name: string): readonly EstateMove[] {
  const draw = drawFrom(seed, name);
  const wanted = new Set(Array.from({ length: 6 }, () => draw.upTo(Math.max(0, moves.length - 1))));
  return moves.filter((_, index) => wanted.has(index));
}

interface Tally {
  readonly used: Map<string, number>;
  readonly kinds: Map<string, number>;
  reads: number;
  writes: number;
  looks: number;
}

async function lifeOf(seed: number, tally: Tally, options: EstateOptions = {}): Promise<void> {
  const frame = frameOf(seed);
  const first = versionOf(frame, 'first');
  const second = versionOf(frame, 'second', first);
  const told: Told = { lines: [], used: tally.used };
  for (const { kind } of [...first.documents, ...second.documents])
    tally.kinds.set(kind, (tally.kinds.get(kind) ?? 0) + 1);
  try {
    const world = await worldOf(frame, options);
    const { estate } = world;
    const probe = estateProbe(world, frame);
    await converge(world, probe, [undefined, first], 'first apply');

    act(world, chosen(foreignMoves(frame, first, world), seed, 'noise'), told);
    const yaml = estateYaml(first.documents);
    expect(leftOver(await estate.plan(yaml)), 'what is not managed shows nothing').toEqual([]);

    const ids = keyIdsOf(world);
    const done = act(world, chosen(driftMoves(frame, first, world), seed, 'drift'), told);
    await estate.advance(settled);
    if (done.length > 0) expect(leftOver(await estate.plan(yaml)), 'drift shows').not.toEqual([]);
    const before = truthOf(estate.sandbox);
    await converge(world, probe, [first, first], 'apply after drift');
    const repaired = changedPieces(before, truthOf(estate.sandbox));
    expect(strangeChanges(repaired, frame, [first], ids), 'changed although not managed').toEqual([]);

    const beforeSecond = truthOf(estate.sandbox);
    await converge(world, probe, [first, second], 'second version');
    const changed = changedPieces(beforeSecond, truthOf(estate.sandbox));
    expect(strangeChanges(changed, frame, [first, second], keyIdsOf(world)), 'second version').toEqual([]);
    const { looks, reads, writes } = probe.counts();
    tally.looks += looks;
    tally.reads += reads;
    tally.writes += writes;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const manifests = [first, second].map(({ documents }) => estateYaml(documents)).join('\n# second version\n');
    throw new Error(`seed ${seed}: ${said}\nby hand: ${told.lines.join('; ')}\n${manifests}`, { cause: error });
  }
}

function emptyTally(): Tally {
  return { used: new Map(), kinds: new Map(), reads: 0, writes: 0, looks: 0 };
}

describe('random estates of all kinds in two accounts and three Regions', () => {
  it('are made, put right after drift, changed to another version, and readers never notice', async ({
    annotate,
  }) => {
    const tally = emptyTally();
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000_000 }), (seed) => lifeOf(seed, tally)),
      { seed: 20_261_103, numRuns: Number(process.env['ESTATE_RUNS'] ?? 20), endOnFailure: true },
    );
    await annotate(JSON.stringify({ ...tally, used: [...tally.used], kinds: [...tally.kinds] }));
  }, 120_000);
});
