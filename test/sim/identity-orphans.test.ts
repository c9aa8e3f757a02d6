import { describe, expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import { createEstate, endings, type Estate } from '../support/estate.ts';
import { applied, keyIds, keyYaml, manifests, verdictOn } from '../support/estate-facts.ts';

const before = manifests([keyYaml({ name: 'payments' }), keyYaml({ name: 'other' })]);
const renamed = manifests([
  keyYaml({ name: 'payments-v2' }),
  keyYaml({ name: 'other', spec: 'description: changed' }),
]);

async function standing(): Promise<Estate> {
  const estate = createEstate();
  await applied(estate, before);
  await estate.advance(hour);
  return estate;
}

describe('a key is renamed in Git without metadata.formerly', () => {
  // A run over a part of the estate forgot every address without a manifest; the next made a second key.
  it.each([
    { part: '--target', scope: { is: 'some', targets: ['Key/other'], exclude: [] } },
    { part: '--exclude', scope: { is: 'some', targets: [], exclude: ['Key/payments-v2'] } },
  ] as const)('makes no second key after an apply with $part', async ({ scope }) => {
    const estate = await standing();
    await applied(estate, renamed, { scope, approve: 'shown' });
    await estate.advance(hour);
    const { plan } = await applied(estate, renamed, { approve: 'shown' });
    expect(verdictOn(plan, 'Key/payments-v2')).toMatchObject({ blocked: { code: 'engine.ambiguous' } });
    expect(keyIds(estate)).toHaveLength(2);
  });

  it('makes no second key when the two halves of the rename are applied by --yes one after the other', async () => {
    const estate = await standing();
    await applied(estate, manifests([keyYaml({ name: 'other' })]));
    await estate.advance(hour);
    const { plan } = await applied(estate, renamed);
    expect(verdictOn(plan, 'Key/payments-v2')).toMatchObject({
      blocked: {
        code: 'engine.ambiguous',
        release:
          'if Key/payments-v2 is the renamed resource, set metadata.formerly: [Key/payments]; if not: reconcile forget Key/payments, or keep the old manifest with metadata.state: released',
      },
    });
    expect(keyIds(estate)).toHaveLength(2);
  });

  it('makes a new key when a person has seen the loss in a plan of everything and said yes', async () => {
    const estate = await standing();
    await applied(estate, manifests([keyYaml({ name: 'other', spec: 'description: changed' })]), {
      approve: 'shown',
    });
    expect(endings(await applied(estate, renamed))).toEqual({ 'Key/payments-v2#create': 'done' });
  });
});
