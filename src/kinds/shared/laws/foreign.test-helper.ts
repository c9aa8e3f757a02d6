import { expect, it } from 'vitest';
import { settled } from '../../../../test/support/drift-world.ts';
import { gateWorld, yamlOf } from '../../../../test/support/gate-world.ts';
import type { KindLaws } from '../../../../test/support/kind-laws.ts';
import type { AnyKind } from '../../../model/kind/kind.ts';
import { createVolatileStore } from '../../../store/memory/volatile.ts';

/** Tests that a thing of another Stack under the same name is left alone. */
export function foreign(
  { identity }: AnyKind,
  { documents, address, rows }: NonNullable<KindLaws['gates']>,
): void {
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
