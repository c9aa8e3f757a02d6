import { describe, expect, it } from 'vitest';
import type { Transport } from '../../src/aws/transport.ts';
import { hour, minute } from '../../src/model/instant.ts';
import type { Plan } from '../../src/model/plan.ts';
import { addressTag, stackTag } from '../../src/model/resource.ts';
import { createEstate, type Estate } from '../support/estate.ts';
import {
  applied,
  documentYaml,
  keyYaml,
  makeKey,
  manifests,
  mark,
  storeLost,
} from '../support/estate-facts.ts';
import { roles } from '../support/family.ts';
import { renamings } from '../support/every-law.ts';
import type { Renaming } from '../support/kind-laws.ts';
import { threeRegions } from '../support/renamings.ts';

/** A grant is revoked when its manifest goes, so it leaves nothing behind. */
const staying = renamings.filter(({ address }) => !address.startsWith('Grant/'));
const spare = keyYaml({ name: 'spare' });

async function standing({ world, before }: Renaming): Promise<Estate> {
  const estate = createEstate({ principals: [...roles] });
  world?.(estate);
  await applied(estate, manifests([...before, spare], threeRegions), { approve: 'shown' });
  await estate.advance(hour);
  return estate;
}

function orphansIn({ orphans }: Plan): readonly string[] {
  return orphans.map(({ address }) => address);
}

describe('a manifest is deleted', () => {
  it.each(staying)(
    'reports $address until a person has said yes to a plan that lists it ($changed)',
    async (row) => {
      const estate = await standing(row);
      const rest = [...row.before.slice(0, -1)];
      const without = manifests([...rest, spare], threeRegions);
      const { plan } = await estate.plan(without);
      expect(orphansIn(plan)).toContain(row.address);
      expect(plan.orphans.some(({ superseded }) => superseded === true)).toBe(false);
      // Nobody reads the plan of an unattended run, and a plan of a part acknowledges nothing.
      await applied(estate, without);
      await applied(estate, without, {
        approve: 'shown',
        scope: { is: 'some', targets: ['Key/spare'], exclude: [] },
      });
      await estate.advance(hour);
      expect(orphansIn((await applied(estate, without, { approve: 'shown' })).plan)).toContain(row.address);
      expect(orphansIn((await estate.plan(without)).plan)).not.toContain(row.address);
    },
  );

  it.each(staying.filter(({ forgotten }) => forgotten === undefined))(
    'manages $address again when its manifest comes back ($changed)',
    async (row) => {
      const estate = await standing(row);
      const without = manifests([...row.before.slice(0, -1), spare], threeRegions);
      await applied(estate, without, { approve: 'shown' });
      const back = manifests([...row.before, spare], threeRegions);
      const { plan } = await applied(estate, back, { approve: 'shown' });
      expect(orphansIn(plan)).toEqual([]);
      expect(orphansIn((await estate.plan(without)).plan)).toContain(row.address);
    },
  );
});

describe('AWS calls a thing something else', () => {
  // CloudTrail's old trail is stopped and deleted once the new one records.
  it.each(staying.filter(({ address }) => address !== 'Trail/a'))(
    'reports the old $address ($changed)',
    async (row) => {
      const estate = await standing(row);
      const renamed = manifests([...row.after, spare], threeRegions);
      await applied(estate, renamed);
      await estate.advance(hour);
      const { orphans } = (await estate.plan(renamed)).plan;
      expect(orphans).toMatchObject([{ address: row.address, superseded: true }]);
    },
  );
});

describe('a manifest that says it was many', () => {
  const names = ['k1', 'k2', 'k3', 'k4'];

  it('stands for one key at most, and the rest are orphans', async () => {
    const estate = createEstate();
    await applied(estate, manifests([spare, ...names.map((name) => keyYaml({ name }))], threeRegions));
    await estate.advance(hour);
    const formerly = `formerly: [${names.map((name) => `Key/${name}`).join(', ')}]`;
    const heir = manifests([spare, keyYaml({ name: 'heir', metadata: formerly })], threeRegions);
    expect(orphansIn((await estate.plan(heir)).plan).toSorted()).toEqual(['Key/k2', 'Key/k3', 'Key/k4']);
    const known = manifests([keyYaml({ name: 'spare', metadata: formerly })], threeRegions);
    expect(orphansIn((await estate.plan(known)).plan).toSorted()).toEqual(names.map((name) => `Key/${name}`));
  });
});

/** Makes a transport on which the first description shows in AWS only minutes after it was accepted. */
function slow(estate: Estate, meanwhile: () => void): (inner: Transport) => Transport {
  let late: Parameters<Transport['send']>[0] | undefined;
  let sentAt = 0;
  return (inner) => ({
    send: async (request) => {
      if (request.op === 'kms:UpdateKeyDescription' && sentAt === 0) {
        late = request;
        sentAt = estate.clock.now();
        meanwhile();
        return { is: 'ok', output: {} };
      }
      if (late !== undefined && estate.clock.now() > sentAt + 7 * minute) {
        const sent = late;
        late = undefined;
        await inner.send(sent);
      }
      return inner.send(request);
    },
  });
}

describe('an orphan that appears while an apply waits for AWS', () => {
  it('is reported by the next plan: a yes releases only the resources of its plan', async () => {
    const estate = createEstate();
    await applied(estate, manifests([spare], threeRegions));
    await estate.advance(hour);
    const changed = manifests([keyYaml({ name: 'spare', spec: 'description: changed' })], threeRegions);
    const transport = slow(estate, () => {
      makeKey(estate, { tags: { [stackTag]: mark, [addressTag]: 'Key/ghost' } });
    });
    await applied(estate, changed, { approve: 'shown', waitFor: 2 * hour, transport });
    await estate.advance(hour);
    expect((await estate.store.journal.things()).letGo).toEqual([]);
    expect(orphansIn((await estate.plan(changed)).plan)).toEqual(['Key/ghost']);
  });
});

const alias = documentYaml('Alias', 'name: a', 'name: alias/old, target: { ref: Key/spare }');

async function withAlias(): Promise<{ readonly estate: Estate; readonly without: string }> {
  const estate = createEstate();
  await applied(estate, manifests([spare, alias], threeRegions));
  await estate.advance(hour);
  return { estate, without: manifests([spare], threeRegions) };
}

describe('an alias without a manifest', () => {
  it('is not an orphan once somebody deleted it', async () => {
    const { estate, without } = await withAlias();
    estate.raw('kms', 'DeleteAlias', { AliasName: 'alias/old' });
    await applied(estate, without);
    expect(orphansIn((await estate.plan(without)).plan)).toEqual([]);
    expect((await estate.store.journal.things()).kept.map(({ address }) => address)).toEqual(['Key/spare']);
  });

  it('is not an orphan when another manifest names it', async () => {
    const { estate } = await withAlias();
    const moved = manifests([spare, alias.replace('name: a', 'name: b')], threeRegions);
    await applied(estate, moved);
    expect(orphansIn((await estate.plan(moved)).plan)).toEqual([]);
    expect(orphansIn((await estate.plan(manifests([spare], threeRegions))).plan)).toEqual(['Alias/b']);
  });

  it('is reported when memory is lost, since the journal knows it', async () => {
    const { estate, without } = await withAlias();
    const fresh = await storeLost(estate);
    const store = { ...estate.store, memory: fresh.memory };
    expect(orphansIn((await estate.plan(without, { store })).plan)).toEqual(['Alias/a']);
  });
});
