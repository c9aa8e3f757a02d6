import { expect, it } from 'vitest';
import type { z } from 'zod';
import { driftManifest, driftWorld, settled } from '../../../../test/support/drift-world.ts';
import { endings, leftOver } from '../../../../test/support/estate.ts';
import { createKey, stripMark, type Hand } from '../../../../test/support/hand.ts';
import type { DriftRow, FixedRow, KindLaws } from '../../../../test/support/kind-laws.ts';
import { fieldsAt } from '../../../manifest/json-schema.ts';
import type { AnyKind } from '../../../model/kind/kind.ts';
import { join, type Path } from '../../../model/path.ts';
import { addressTag, stackTag } from '../../../model/resource.ts';
import { addressOfStep } from '../../../model/step-id.ts';
import { byCodeUnit } from '../../../model/tree.ts';
import { createVolatileStore } from '../../../store/memory/volatile.ts';

/** Lists every leaf of a spec; what is behind a reference is another resource's. */
function leavesOf(schema: z.ZodType, at: Path = ''): readonly Path[] {
  const names = fieldsAt(schema, at).filter((name) => name !== 'ref');
  return names.length === 0 ? [at] : names.flatMap((name) => leavesOf(schema, join(at, name)));
}

/** Tests what a plan and an apply make of each managed field that is changed outside Git. */
export function drift({ schema, facets }: AnyKind, laws: KindLaws): void {
  const { drift: rows, fixed = [], onlyShown = [] } = laws;

  it('has a row for every managed path, and none for what is not managed', () => {
    const ofFacets = facets
      .flatMap(({ paths }) => paths)
      .filter((path) => fieldsAt(schema, path).length === 0);
    const managed = new Set([...leavesOf(schema), ...ofFacets].filter((path) => !onlyShown.includes(path)));
    const covered = new Set([...rows, ...fixed].map(({ covers }) => covers));
    expect(
      [...covered].toSorted(byCodeUnit),
      'fill in `drift` of laws.test-helper.ts: a row for each managed path, and for no other',
    ).toEqual([...managed].toSorted(byCodeUnit));
  });

  for (const lagMs of [0, 20_000]) {
    it.each(rows)(`$covers: $why (lag ${lagMs / 1000} s)`, async (row) => {
      const hand = await drifted(row, lagMs);
      const { estate } = hand;
      expect(await labelsAt(hand, row)).toEqual(new Set(['drifted']));
      const unasked = endings(await estate.apply(driftManifest));
      if (row.waitsFor === undefined) expectDone(unasked);
      else {
        // What waits for the one that is held is skipped with it.
        const held = Object.entries(unasked).filter(
          ([, how]) => how !== 'done' && !how.startsWith('skipped'),
        );
        expect(held.map(([id, how]) => [addressOfStep(id), how.split(':')[0]])).toEqual([
          [row.address, 'blocked'],
        ]);
        await estate.advance(settled);
        expect((await labelsAt(hand, row)).size).toBe(1);
        expectDone(endings(await estate.apply(driftManifest, { approve: row.waitsFor })));
      }
      if (row.young === undefined) expect(leftOver(await estate.plan(driftManifest))).toEqual([]);
      await estate.advance(settled);
      expect(leftOver(await estate.plan(driftManifest))).toEqual([]);
    });

    it.for(fixed)(
      `$covers: blocks and writes nothing when another key has the ownership tags and the journal is lost (lag ${lagMs / 1000} s)`,
      async (row) => {
        const hand = await driftWorld({ lagMs });
        const { estate } = hand;
        moveMark(hand, row);
        await estate.advance(settled);
        const store = createVolatileStore(estate.clock);
        await estate.advance(settled);
        const { plan } = await estate.plan(driftManifest, { store });
        const { blocked } = plan.resources.find(({ address }) => address === row.address) ?? {};
        expect(blocked).toMatchObject({ code: 'engine.immutable' });
        expect(blocked?.why).toContain(row.covers.slice(1));
        const answer = await estate.apply(driftManifest, { store, approve: ['disable', 'repair'] });
        expect(answer.requests.filter(({ access }) => access === 'write')).toEqual([]);
      },
    );
  }
}

/** Builds a world in step with its manifest, then changed behind our back. */
async function drifted(row: DriftRow, lagMs: number): Promise<Hand> {
  const hand = await driftWorld({ lagMs });
  expect(leftOver(await hand.estate.plan(driftManifest))).toEqual([]);
  row.drift(hand);
  await hand.estate.advance(settled);
  return hand;
}

/** Returns the labels of the changes that a plan shows at the row's path; empty if it shows none. */
async function labelsAt(hand: Hand, row: DriftRow): Promise<ReadonlySet<string>> {
  const { plan } = await hand.estate.plan(driftManifest);
  const changes = plan.resources.find(({ address }) => address === row.address)?.changes ?? [];
  const here = changes.filter(({ path }) => path === row.path || path.startsWith(`${row.path}/`));
  return new Set(here.map(({ label }) => label ?? 'no label'));
}

function expectDone(ended: Readonly<Record<string, string>>): void {
  expect(Object.keys(ended).length).toBeGreaterThan(0);
  expect(ended).toEqual(Object.fromEntries(Object.keys(ended).map((id) => [id, 'done'])));
}

/** Moves the mark of an address to a new key. */
function moveMark(hand: Hand, { address, made }: FixedRow): void {
  const old = hand.key(address);
  const { Tags } = hand.kms('ListResourceTags', { KeyId: old, Limit: 50 }) as {
    Tags: { TagKey: string; TagValue: string }[];
  };
  stripMark(hand, old);
  const marks = Tags.filter(({ TagKey }) => TagKey === stackTag || TagKey === addressTag);
  createKey(hand, { ...made, Tags: marks });
}
