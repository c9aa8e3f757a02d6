import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approvalClasses } from '../../src/model/approval.ts';
import {
  bucketNames,
  regions,
  roles,
  twoVersions,
  yamlOf,
  type StackModel,
} from '../support/arbitrary-stack.ts';
import { createEstate, endings, leftOver, type Estate } from '../support/estate.ts';
import { handOn, roleArn, type Hand } from '../support/hand.ts';
import { isManaged, keyIdsIn, managedMoves, otherMoves, type Move } from '../support/random-drift.ts';
import { changedPieces, truthOf, type PieceChange } from '../support/truth.ts';

const settled = 60 * 60_000;

function estateFor(seed: number): Hand {
  const estate = createEstate({
    seed,
    principals: [...roles, 'intruder'].map(roleArn),
  });
  const hand = handOn(estate);
  for (const region of regions) {
    for (const Bucket of bucketNames(region)) {
      const CreateBucketConfiguration = { LocationConstraint: region };
      hand.s3('CreateBucket', { Bucket, CreateBucketConfiguration }, region);
    }
  }
  return hand;
}

/** Applies, and tells every step that did not end well. */
async function converge(estate: Estate, yaml: string, what: string): Promise<void> {
  const answer = endings(await estate.apply(yaml, { approve: approvalClasses }));
  const left = Object.entries(answer).filter(([, ending]) => ending !== 'done');
  expect(left, `${what}: steps not done`).toEqual([]);
  expect(leftOver(await estate.plan(yaml)), `${what}: the plan after it`).toEqual([]);
  await estate.advance(settled);
  expect(leftOver(await estate.plan(yaml)), `${what}: the plan an hour later`).toEqual([]);
}

function chosen(moves: readonly Move[], picks: readonly number[]): readonly Move[] {
  const wanted = new Set(picks.map((pick) => pick % Math.max(1, moves.length)));
  return moves.filter((_, index) => wanted.has(index));
}

/** Runs a property on one stack; a failure tells the manifests. */
async function telling(
  stacks: readonly StackModel[],
  moves: string[],
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    const manifests = stacks.map(yamlOf).join('\n# second version\n');
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`${said}\nby hand: ${moves.join('; ')}\n${manifests}`, { cause: error });
  }
}

const picks = fc.array(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 6 });

describe('random valid stacks', () => {
  it('creates, repairs and changes random estates, and leaves resources of others alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        twoVersions,
        picks,
        picks,
        fc.nat({ max: 1000 }),
        async ({ first, second }, drift, noise, seed) => {
          const told: string[] = [];
          await telling([first, second], told, async () => {
            const hand = estateFor(seed);
            const { estate } = hand;
            const yaml = yamlOf(first);
            await estate.advance(settled);
            await converge(estate, yaml, 'first apply');

            const ids = keyIdsIn(hand);
            const others = chosen(otherMoves(first, ids), noise);
            for (const move of others) move.act(hand);
            told.push(...others.map(({ name }) => name));
            expect(leftOver(await estate.plan(yaml)), 'what is not managed shows nothing').toEqual([]);

            const moves = chosen(managedMoves(first, ids), drift);
            for (const move of moves) move.act(hand);
            told.push(...moves.map(({ name }) => name));
            await estate.advance(settled);
            expect(leftOver(await estate.plan(yaml)), 'drift shows').not.toEqual([]);
            const before = truthOf(estate.sandbox);
            await converge(estate, yaml, 'apply after drift');
            const changes = changedPieces(before, truthOf(estate.sandbox));
            const strange = changes.filter(({ name }) => !isManaged(name, first, ids)).map(shown);
            expect(strange, 'changed although not managed').toEqual([]);

            const beforeSecond = truthOf(estate.sandbox);
            await converge(estate, yamlOf(second), 'second version');
            const ofSecond = changedPieces(beforeSecond, truthOf(estate.sandbox));
            const strangeOfSecond = ofSecond.filter(({ name }) => !isManaged(name, second, ids));
            expect(
              strangeOfSecond.filter(({ name }) => !isDropped(name, first)),
              'second version',
            ).toEqual([]);
          });
        },
      ),
      { seed: 20_261_102, numRuns: 40, endOnFailure: true },
    );
  });
});

function shown({ name, before, after }: PieceChange): string {
  return `${name}: ${before ?? 'absent'} → ${after ?? 'absent'}`;
}

/** Returns true for a tag that the first version set and the second leaves out: it is taken off. */
function isDropped(piece: string, first: StackModel): boolean {
  const [table, , , member, ...tag] = piece.split(' ');
  const set = [first.tags ?? {}, ...first.keys.map(({ spec }) => spec.tags ?? {})];
  return table === 'key' && member === 'tags' && set.some((tags) => Object.hasOwn(tags, tag.join(' ')));
}
