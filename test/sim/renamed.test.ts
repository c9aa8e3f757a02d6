import { describe, expect, it } from 'vitest';
import { second } from '../../src/model/instant.ts';
import { createEstate, endings } from '../support/estate.ts';
import { applied, keyYaml, manifests, verdictOn } from '../support/estate-facts.ts';
import { roles } from '../support/family.ts';
import { renamings } from '../support/every-law.ts';
import { threeRegions, west } from '../support/renamings.ts';

describe('AWS renames a resource a moment after an apply', () => {
  it.each(renamings)(
    'plans to create when $changed changes',
    async ({ address, before, after, world, step }) => {
      const estate = createEstate({ principals: [...roles] });
      world?.(estate);
      await applied(estate, manifests(before, threeRegions));
      await estate.advance(second);
      const renamed = manifests(after, threeRegions);
      const { plan } = await estate.plan(renamed);
      expect(plan.steps.map(({ id }) => id)).toContain(step);
      expect(verdictOn(plan, address)).not.toMatchObject({ sync: 'Settling' });
      expect(endings(await applied(estate, renamed))).toMatchObject({ [step]: 'done' });
    },
  );

  it('blocks when the Region of a key changes, since a key cannot move', async () => {
    const estate = createEstate();
    await applied(estate, manifests([keyYaml({ name: 'a' })], threeRegions));
    const { plan } = await estate.plan(
      manifests([keyYaml({ name: 'a', metadata: `region: ${west}` })], threeRegions),
    );
    expect(verdictOn(plan, 'Key/a')).toMatchObject({ blocked: { code: 'engine.ambiguous' } });
  });
});
