import { expect } from 'vitest';
import { approvalClasses } from '../../src/model/approval.ts';
import { endings, leftOver, type EstateOptions } from './estate.ts';
import { drawFrom, estateYaml, frameOf, knownGaps } from './random-estate.ts';
import { driftMoves, foreignMoves, type EstateMove } from './random-estate-drift.ts';
import { estateProbe, type EstateProbe } from './random-estate-probe.ts';
import { versionOf, type Version } from './random-estate-version.ts';
import { keyIdsOf, strangeChanges, worldOf, type World } from './random-estate-world.ts';
import { changedPieces, truthOf } from './truth.ts';

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
  const answer = await estate.apply(yaml, {
    approve: approvalClasses,
    transport: (inner) => probe.transport(inner),
  });
  const left = Object.entries(endings(answer))
    .filter(([, ending]) => ending !== 'done')
    .map(([id, ending]) => `${id}: ${ending}`);
  expectNone(left, `${what}: steps not done`);
  expectNone(leftOver(await estate.plan(yaml)), `${what}: the plan after it`);
  expectNone(probe.failures(), `${what}: readers failed`);
  await estate.advance(settled);
  expectNone(leftOver(await estate.plan(yaml)), `${what}: the plan an hour later`);
}

/** Expects nothing found, with the list in the message: all known of a failure must be in its text. */
function expectNone(found: readonly string[], what: string): void {
  expect(found.join('\n'), what + (found.length > 0 ? `:\n${found.join('\n')}` : '')).toBe('');
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

/** What the lives of many estates came to. */
export interface Tally {
  readonly used: Map<string, number>;
  readonly kinds: Map<string, number>;
  reads: number;
  writes: number;
  looks: number;
}

/** Makes an estate, disturbs, repairs and changes it into another version; a failure tells seed and manifests. */
export async function lifeOf(
  seed: number,
  tally: Tally,
  options: EstateOptions = {},
  gaps = knownGaps,
): Promise<void> {
  const frame = frameOf(seed, gaps);
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
    expectNone(leftOver(await estate.plan(yaml)), 'what is not managed shows nothing');

    const ids = keyIdsOf(world);
    const done = act(world, chosen(driftMoves(frame, first, world), seed, 'drift'), told);
    await estate.advance(settled);
    if (done.length > 0) expect(leftOver(await estate.plan(yaml)), 'drift shows').not.toEqual([]);
    const before = truthOf(estate.sandbox);
    await converge(world, probe, [first, first], 'apply after drift');
    const repaired = changedPieces(before, truthOf(estate.sandbox));
    expectNone(strangeChanges(repaired, frame, [first], ids), 'changed although not managed');

    const beforeSecond = truthOf(estate.sandbox);
    await converge(world, probe, [first, second], 'second version');
    const changed = changedPieces(beforeSecond, truthOf(estate.sandbox));
    expectNone(strangeChanges(changed, frame, [first, second], keyIdsOf(world)), 'second version');
    const { looks, reads, writes } = probe.counts();
    tally.looks += looks;
    tally.reads += reads;
    tally.writes += writes;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const manifests = [first, second]
      .map(({ documents }) => estateYaml(documents))
      .join('\n# second version\n');
    throw new Error(`seed ${seed}: ${said}\nby hand: ${told.lines.join('; ')}\n${manifests}`, {
      cause: error,
    });
  }
}

export function emptyTally(): Tally {
  return { used: new Map(), kinds: new Map(), reads: 0, writes: 0, looks: 0 };
}
