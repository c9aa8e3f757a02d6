import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { settled } from '../../../../test/support/drift-world.ts';
import { leftOver } from '../../../../test/support/estate.ts';
import {
  gateGround,
  gatesWithoutRow,
  gateWorld,
  yamlOf,
  type GateWorld,
} from '../../../../test/support/gate-world.ts';
import type { KindLaws } from '../../../../test/support/kind-laws.ts';
import type { AnyKind } from '../../../model/kind/kind.ts';
import { facetNameOf } from '../../../model/step-id.ts';
import { valueAt } from '../../../model/tree.ts';

/** Tests what a change of a manifest waits for, and that it is applied once. */
export function gates(kind: AnyKind, { specs }: KindLaws, of: NonNullable<KindLaws['gates']>): void {
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
