import { describe, expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import type { Gate } from '../../src/model/plan.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { account, createEstate, leftOver, type Estate } from '../support/estate.ts';
import { grantsOn } from '../support/family.ts';
import { applied, documentYaml, keyOf, keyYaml, manifests, writes } from '../support/estate-facts.ts';

const key = keyYaml({ name: 'a' });

function grantWith(prune?: string, name = 'app'): string {
  return documentYaml(
    'Grant',
    `name: ${name}${prune === undefined ? '' : `, prune: ${prune}`}`,
    `key: { ref: Key/a }, granteePrincipal: 'arn:aws:iam::${account}:role/app', operations: [Decrypt]`,
  );
}

const without = manifests([key]);

async function granted(prune?: string): Promise<Estate> {
  const estate = createEstate({ principals: [`arn:aws:iam::${account}:role/app`] });
  await applied(estate, manifests([key, grantWith(prune)]));
  await estate.advance(hour);
  return estate;
}

async function orphansOf(estate: Estate): Promise<readonly string[]> {
  return (await estate.plan(without)).plan.orphans.map(({ address }) => address);
}

/** Returns the gates of the revocation before any approval. */
async function gatesOf(estate: Estate): Promise<readonly Gate[]> {
  return (await estate.plan(without)).plan.steps.map(({ gate }) => gate);
}

const waits = [{ is: 'approval', classes: ['cut-off'] }];

describe('a grant whose manifest is deleted', () => {
  it.each([
    { prune: undefined, gates: waits },
    { prune: 'approve', gates: waits },
    { prune: 'auto', gates: [{ is: 'released' }] },
  ])('is revoked, by $gates.0.is, with prune: $prune', async ({ prune, gates }) => {
    const estate = await granted(prune);
    expect(await gatesOf(estate)).toMatchObject(gates);
    expect(writes(await applied(estate, without))).toEqual(['kms:RevokeGrant']);
  });

  it('stays with prune: never, and is an orphan until a person lets it go', async () => {
    const estate = await granted('never');
    expect(await orphansOf(estate)).toEqual(['Grant/app']);
    // Nobody reads the plan of an unattended run.
    expect(writes(await applied(estate, without))).toEqual([]);
    await estate.advance(hour);
    expect(writes(await applied(estate, without))).toEqual([]);
    expect(await orphansOf(estate)).toEqual(['Grant/app']);
    await applied(estate, without, { approve: 'shown' });
    await estate.advance(hour);
    expect(await orphansOf(estate)).toEqual([]);
    expect(writes(await applied(estate, without))).toEqual([]);
  });

  it('is not an orphan once somebody revoked it', async () => {
    const estate = await granted('never');
    const [grant] = grantsOn(estate, keyOf(estate, 'Key/a'));
    estate.raw('kms', 'RevokeGrant', { KeyId: keyOf(estate, 'Key/a'), GrantId: grant?.GrantId ?? '' });
    await estate.advance(hour);
    expect(await orphansOf(estate)).toEqual([]);
  });

  it('waits for an approval where the store lost what was accepted', async () => {
    const estate = await granted('auto');
    const store = { ...estate.store, journal: createVolatileStore(estate.clock).journal };
    const { plan } = await estate.plan(without, { store });
    expect(plan.steps.map(({ gate }) => gate)).toMatchObject(waits);
  });
});

describe('a commit that changes metadata.prune', () => {
  it.each([
    { from: 'never', to: undefined, why: 'may be removed when its manifest is deleted' },
    { from: 'approve', to: 'auto', why: 'is removed without approval when its manifest is deleted' },
  ])('loosens from $from to $to and waits', async ({ from, to, why }) => {
    const estate = await granted(from);
    const silent = await applied(estate, manifests([key, grantWith(to)]));
    expect(silent.plan.stackChange).toMatchObject({
      loosened: [{ address: 'Grant/app', path: '/metadata/prune', why }],
      gate: { is: 'approval', classes: ['loosen'] },
    });
    // The accepted value counts for the next commit, which deletes the manifest.
    expect(await gatesOf(estate)).toMatchObject(from === 'never' ? [] : waits);
  });

  it('counts once it is accepted', async () => {
    const estate = await granted('approve');
    await applied(estate, manifests([key, grantWith('auto')]), { approve: ['loosen'] });
    expect(await gatesOf(estate)).toEqual([{ is: 'released' }]);
  });

  it('counts at once where it tightens', async () => {
    const estate = await granted('auto');
    const tightened = await applied(estate, manifests([key, grantWith('never')]));
    expect(tightened.plan.stackChange).toBeUndefined();
    expect(leftOver(await estate.plan(without))).toEqual([]);
    expect(await orphansOf(estate)).toEqual(['Grant/app']);
  });

  it('is measured by what was accepted for its grant when its manifest comes back', async () => {
    const estate = await granted();
    const scope = { is: 'some', targets: ['Key/a'], exclude: [] } as const;
    await applied(estate, without, { scope });
    const { plan } = await estate.plan(manifests([key, grantWith('auto')]));
    expect(plan.stackChange?.loosened).toMatchObject([{ path: '/metadata/prune' }]);
  });
});
