import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { kinds } from '../../src/kinds/index.ts';
import { fieldsAt } from '../../src/manifest/json-schema.ts';
import { join, type Path } from '../../src/model/path.ts';
import { addressOfStep } from '../../src/model/step-id.ts';
import { byCodeUnit } from '../../src/model/tree.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { driftRows, fixedRows, moveMark } from '../support/drift-rows.ts';
import type { DriftRow } from '../support/drift-row.ts';
import { driftManifest, driftWorld, settled } from '../support/drift-world.ts';
import { endings, leftOver } from '../support/estate.ts';
import type { Hand } from '../support/hand.ts';

const lags = [
  { lag: 'no lag', lagMs: 0 },
  { lag: '20 s lag', lagMs: 20_000 },
] as const;

/** Every leaf of a spec; what is behind a reference is another resource's. */
function leavesOf(schema: z.ZodType, at: Path = ''): readonly Path[] {
  const names = fieldsAt(schema, at).filter((name) => name !== 'ref');
  return names.length === 0 ? [at] : names.flatMap((name) => leavesOf(schema, join(at, name)));
}

/** Says what a plan shows; it has no value in AWS that could drift. */
const onlyShown: ReadonlySet<string> = new Set(['Key /grants']);

const managed = kinds.flatMap(({ kind, schema, facets }) => {
  const leaves = leavesOf(schema);
  const ofFacets = facets.flatMap(({ paths }) => paths).filter((path) => fieldsAt(schema, path).length === 0);
  return [...new Set([...leaves, ...ofFacets])]
    .map((path) => `${kind} ${path}`)
    .filter((path) => !onlyShown.has(path));
});

describe('every managed path has a row that changes it behind our back', () => {
  it('none is without a row, and no row is for what is not managed', () => {
    const covered = new Set<string>([...driftRows, ...fixedRows].map(({ covers }) => covers));
    expect([...covered].toSorted(byCodeUnit)).toEqual(managed.toSorted(byCodeUnit));
    expect(managed.length).toBeGreaterThan(10);
  });
});

/** A world in step with its manifest, then changed behind our back. */
async function drifted(row: DriftRow, lagMs: number): Promise<Hand> {
  const hand = await driftWorld({ lagMs });
  expect(leftOver(await hand.estate.plan(driftManifest))).toEqual([]);
  row.drift(hand);
  await hand.estate.advance(settled);
  return hand;
}

/** The labels of the changes that a plan shows at the row's path; empty if it shows none. */
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

for (const { lag, lagMs } of lags) {
  describe(`drift is shown, put right or held, and then nothing is left (${lag})`, () => {
    for (const row of driftRows) {
      // A bug that is known is expected to fail: mended, it fails here until its row forgets it.
      const wrongLabel = row.bug?.label;
      if (wrongLabel !== undefined) {
        it.fails(`${row.covers} is labelled drifted: ${row.why} (${wrongLabel})`, async () => {
          expect(await labelsAt(await drifted(row, lagMs), row)).toEqual(new Set(['drifted']));
        });
      }

      const ending = row.bug?.ends === undefined ? it : it.fails;
      ending(`${row.covers}: ${row.why}`, async () => {
        const hand = await drifted(row, lagMs);
        const { estate } = hand;
        const labels = await labelsAt(hand, row);
        expect(labels.size).toBe(1);
        if (wrongLabel === undefined) expect(labels).toEqual(new Set(['drifted']));
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
    }

    for (const row of fixedRows) {
      it(`${row.covers}: another key carries the mark and the journal is lost: blocked, nothing is written`, async () => {
        const hand = await driftWorld({ lagMs });
        const { estate } = hand;
        moveMark(hand, row);
        await estate.advance(settled);
        const store = createVolatileStore(estate.clock);
        await estate.advance(settled);
        const { plan } = await estate.plan(driftManifest, { store });
        const { blocked } = plan.resources.find(({ address }) => address === row.address) ?? {};
        expect(blocked).toMatchObject({ code: 'engine.immutable' });
        expect(blocked?.why).toContain(row.covers.slice('Key /'.length));
        const answer = await estate.apply(driftManifest, { store, approve: ['disable', 'repair'] });
        expect(answer.requests.filter(({ access }) => access === 'write')).toEqual([]);
      });
    }
  });
}
