import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { managedPaths } from '../../scripts/docs/gates.ts';
import { driftManifest, driftWorld, settled } from '../../test/support/drift-world.ts';
import { endings, leftOver } from '../../test/support/estate.ts';
import {
  gateGround,
  gatesWithoutRow,
  gateWorld,
  yamlOf,
  type GateWorld,
} from '../../test/support/gate-world.ts';
import { createKey, stripMark, type Hand } from '../../test/support/hand.ts';
import type { DriftRow, FixedRow, KindLaws } from '../../test/support/kind-laws.ts';
import { operationOf } from '../aws/operations.ts';
import type { Transport, TransportAnswer } from '../aws/transport.ts';
import { fieldsAt } from '../manifest/json-schema.ts';
import type { OpName } from '../model/call.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import { join, type Path } from '../model/path.ts';
import { addressTag, stackTag } from '../model/resource.ts';
import { addressOfStep, facetNameOf } from '../model/step-id.ts';
import { byCodeUnit, valueAt } from '../model/tree.ts';
import { createVolatileStore } from '../store/memory/volatile.ts';

/** Holds a kind to the laws of docs/adding-a-kind.md. */
export function describeKind(kind: AnyKind, laws: KindLaws): void {
  describe('declares itself whole', () => declaration(kind));
  describe('drift is shown, put right or held, and then nothing is left', () => drift(kind, laws));
  const { gates: changes } = laws;
  if (changes !== undefined)
    describe('a change in Git', () => {
      gates(kind, laws, changes);
      faults(kind, changes);
      if (laws.elsewhere?.foreign === undefined) foreign(kind, changes);
    });
  it('proves every law, here or in another file', () => {
    const { elsewhere = {} } = laws;
    const files = import.meta.glob('../../test/**/*.test.ts');
    for (const law of ['gates', 'specs', 'renamings'] as const)
      expect(laws[law] ?? elsewhere[law], `fill in \`${law}\` of laws.test-helper.ts`).toBeDefined();
    for (const file of Object.values(elsewhere)) expect(Object.keys(files)).toContain(`../../${file}`);
  });
}

function declaration(kind: AnyKind): void {
  const { facets, create, reads, existence, removal, byHand } = kind;

  it('says of every managed path what a gain, a loss and a change wait for', () => {
    const paths = managedPaths(kind);
    expect(paths.length).toBeGreaterThan(0);
    expect(
      paths.filter(({ cells }) => cells.includes('')).map(({ path }) => path),
      'fill in the facet: each managed path says what a change of it does: `gates` if it waits for a person, `ungated` with the reason if it never does',
    ).toEqual([]);
  });

  it('says what it is, and which operations it uses', () => {
    expect(
      JSON.stringify({ kind: kind.summary, byHand, facets }),
      'fill in the words of index.ts',
    ).not.toContain('Fill in');
    const asked = Object.values(reads).flatMap(({ asks }) => asks);
    expect(asked, 'fill in reads.ts: the operation that shows it').not.toEqual([]);
    const silent = facets.filter(({ calls }) => calls.length === 0).map(({ name }) => name);
    expect(silent, 'fill in `put` of these facets').toEqual([]);
  });

  it('has rows for every facet whose changes can be dangerous', () => {
    const silent = facets.filter(
      ({ paths, risk, gates = [] }) => paths.length > 0 && risk !== undefined && gates.length === 0,
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('manages each path in one facet, and names no other', () => {
    const strange = facets.flatMap(({ gates = [], ungated = [], paths }) =>
      [...gates.map(({ path }) => path), ...ungated.flatMap((row) => row.paths)].filter(
        (path) => !paths.some((one) => path === one || path.startsWith(`${one}/`)),
      ),
    );
    expect(strange).toEqual([]);
    const both = facets.flatMap(({ gates = [], ungated = [] }) =>
      ungated.flatMap((row) => row.paths).filter((path) => gates.some((gate) => gate.path === path)),
    );
    expect(both).toEqual([]);
    const managed = facets.flatMap(({ paths }) => paths);
    expect(managed.length).toBe(new Set(managed).size);
  });

  // Anybody between AWS and us can give a status. Only an answer with a body says what it is about.
  it.skipIf(create === undefined)('is shown by an answer that has a body, once it is made', () => {
    const names: readonly string[] = create?.shownBy ?? [existence];
    const asked = names.map((name) => new Map(Object.entries(reads)).get(name)?.asks ?? []);
    const hasBody = (ops: (typeof asked)[number]): boolean =>
      ops.every((op) => Object.keys(operationOf(op).always).length > 0);
    expect(asked.filter(hasBody)).not.toEqual([]);
  });

  it('goes by a tombstone, or by a command that people are told, never both', () => {
    expect(removal === undefined).toBe(byHand !== undefined);
  });
}

/** Lists every leaf of a spec; what is behind a reference is another resource's. */
function leavesOf(schema: z.ZodType, at: Path = ''): readonly Path[] {
  const names = fieldsAt(schema, at).filter((name) => name !== 'ref');
  return names.length === 0 ? [at] : names.flatMap((name) => leavesOf(schema, join(at, name)));
}

function drift({ schema, facets }: AnyKind, laws: KindLaws): void {
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
      `$covers: another key carries the mark and the journal is lost: blocked, nothing is written (lag ${lagMs / 1000} s)`,
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

function gates(kind: AnyKind, { specs }: KindLaws, of: NonNullable<KindLaws['gates']>): void {
  const { documents, address, rows, without = [] } = of;
  let world: GateWorld;
  beforeAll(async () => {
    world = await gateWorld(documents);
  });

  it.each(rows)('$why: needs $needs', async (row) => {
    expect(await world.needs(address, row)).toEqual(row.needs);
  });

  it('has a row for each gate that the kind declares', () => {
    expect(gatesWithoutRow(kind, rows)).toEqual(without);
  });

  // What the creating call does not hold is a step: it reads what AWS made of it, and writes where that differs.
  it.skipIf(kind.create === undefined)('writes or reads back each declared field of a new one', async () => {
    const estate = await gateGround();
    const shown: readonly string[] = kind.create?.shownBy ?? [kind.existence];
    for (const { spec } of [{ spec: {} }, ...rows]) {
      const yaml = yamlOf({ ...documents, [address]: { ...documents[address], ...spec } });
      const declared =
        [...estate.stack(yaml).resources.values()].find((one) => one.address === address)?.spec ?? {};
      const { plan } = await estate.plan(yaml);
      const mine = plan.resources.find((one) => one.address === address);
      const steps = plan.steps
        .filter((step) => step.address === address)
        .map(({ name }) => facetNameOf(name));
      const told = new Set([...steps, ...(kind.create?.covers ?? [])]);
      const assumed = kind.facets.filter(
        ({ name, root, paths, reads }) =>
          !told.has(name) &&
          !reads.every((read) => shown.includes(read)) &&
          mine?.deferred.some(({ path }) => path === root) !== true &&
          paths.some((path) => valueAt(declared, path) !== undefined),
      );
      expect(
        assumed.map(({ name }) => name),
        JSON.stringify(spec),
      ).toEqual([]);
    }
  });

  it.skipIf(specs === undefined)('is applied once: the next plan is empty, whatever it says', async () => {
    const { estate } = await gateWorld(documents);
    await fc.assert(
      fc.asyncProperty(specs ?? fc.constant({}), async (spec) => {
        const yaml = yamlOf({ ...documents, [address]: spec });
        await estate.apply(yaml, { approve: 'shown' });
        await estate.advance(settled);
        expect(leftOver(await estate.plan(yaml))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
}

type Fault = 'lost' | 'done, and its answer is lost' | 'done twice';

/** Sends the n-th write of these operations with a fault, and counts them. */
function faulty(ops: ReadonlySet<OpName>, fault: Fault, n: number) {
  let count = 0;
  return {
    writes: () => count,
    transport: (inner: Transport): Transport => ({
      async send(request) {
        if (!ops.has(request.op) || operationOf(request.op).access === 'read') return inner.send(request);
        if ((count += 1) !== n) return inner.send(request);
        if (fault === 'lost') return noAnswer;
        await inner.send(request);
        return fault === 'done twice' ? inner.send(request) : noAnswer;
      },
    }),
  };
}

const noAnswer: TransportAnswer = { is: 'error', name: 'TimeoutError', message: 'no answer', sent: true };

function faults(
  { facets, create }: AnyKind,
  { documents, address, rows }: NonNullable<KindLaws['gates']>,
): void {
  const before = yamlOf(documents);
  const change = rows.find(({ needs }) => needs.length > 0)?.spec ?? {};
  const after = yamlOf({ ...documents, [address]: { ...documents[address], ...change } });
  const all = new Set([...facets.flatMap(({ calls }) => calls), ...(create?.calls ?? [])]);
  // What makes a second thing is never sent twice.
  const again = new Set([...all].filter((op) => operationOf(op).access !== 'once'));

  it.each([
    { fault: 'lost', ops: all },
    { fault: 'done, and its answer is lost', ops: all },
    { fault: 'done twice', ops: again },
  ] as const)('ends in the same place when a write is $fault', async ({ fault, ops }) => {
    for (let n = 1, writes = 1; n <= writes; n += 1) {
      const estate = await gateGround();
      const broken = faulty(ops, fault, n);
      const { transport } = broken;
      for (const yaml of [before, before, after, after]) {
        await estate.apply(yaml, { approve: 'shown', transport });
        await estate.advance(settled);
      }
      expect(leftOver(await estate.plan(after)), `write ${n}`).toEqual([]);
      writes = broken.writes();
    }
  });
}

function foreign({ identity }: AnyKind, { documents, address, rows }: NonNullable<KindLaws['gates']>): void {
  it.skipIf(identity.by === 'mark')(
    'leaves one alone that is there under its name and is not ours',
    async () => {
      const { estate } = await gateWorld(documents);
      const store = createVolatileStore(estate.clock);
      await estate.advance(settled);
      for (const { spec, with: others = {} } of rows) {
        const yaml = yamlOf({ ...documents, ...others, [address]: { ...documents[address], ...spec } })
          .replace('name: test', 'name: another')
          .replace('uid: 0a1b2c3d4e5f', 'uid: f5e4d3c2b1a0');
        const { plan } = await estate.plan(yaml, { store });
        expect(plan.steps.filter((step) => step.address === address)).toEqual([]);
        expect(plan.resources.find((one) => one.address === address)?.blocked).toBeDefined();
      }
    },
  );
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
