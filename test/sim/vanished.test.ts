import { describe, expect, it } from 'vitest';
import type { Transport } from '../../src/aws/transport.ts';
import { minute, second } from '../../src/model/instant.ts';
import { createEstate, endings, leftOver, type Estate } from '../support/estate.ts';
import {
  applied,
  documentYaml,
  keyOf,
  keyYaml,
  manifests,
  targetOf,
  verdictOn,
} from '../support/estate-facts.ts';
import { app, grantsOn, grantYaml, primaryYaml, roles, stackOfDocuments } from '../support/family.ts';

const alias = manifests([
  keyYaml({ name: 'a' }),
  documentYaml('Alias', 'name: a', 'name: alias/a, target: { ref: Key/a }'),
]);

async function withAlias(): Promise<Estate> {
  const estate = createEstate();
  await applied(estate, alias);
  await estate.advance(second);
  return estate;
}

describe('an alias is missing a moment after AWS showed it', () => {
  // It was called settling for five minutes, whatever had been read before.
  it('is drift when two looks 15 s apart agree', async () => {
    const estate = await withAlias();
    const id = targetOf(estate, 'alias/a');
    estate.raw('kms', 'DeleteAlias', { AliasName: 'alias/a' });
    const begun = estate.clock.now();
    const { plan } = await estate.plan(alias);
    expect(estate.clock.now() - begun).toBeGreaterThanOrEqual(15 * second);
    expect(verdictOn(plan, 'Alias/a')).toMatchObject({ steps: ['create'] });
    expect(plan.steps.flatMap(({ changes }) => changes.map(({ label }) => label))).toContain('drifted');
    expect(endings(await applied(estate, alias))).toEqual({ 'Alias/a#create': 'done' });
    expect(targetOf(estate, 'alias/a')).toBe(id);
  });

  it('is not drift when the second look shows it', async () => {
    const estate = await withAlias();
    let asked = 0;
    const old = (inner: Transport): Transport => ({
      send: async (request) => {
        const result = await inner.send(request);
        asked += request.op === 'kms:ListAliases' ? 1 : 0;
        return request.op === 'kms:ListAliases' && asked === 1 && result.is === 'ok'
          ? { ...result, output: { Aliases: [], Truncated: false } }
          : result;
      },
    });
    const { plan } = await estate.plan(alias, { transport: old });
    expect(verdictOn(plan, 'Alias/a')).toEqual({ sync: 'InSync' });
  });
});

describe('the role of a grant is made again a moment after the grant was made', () => {
  const yaml = stackOfDocuments(primaryYaml('enabled: true'), grantYaml());

  async function remade(): Promise<Estate> {
    const estate = createEstate({ principals: roles });
    await applied(estate, yaml);
    await estate.advance(second);
    estate.raw('iam', 'DeleteRole', { RoleName: 'app' });
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    estate.raw('iam', 'CreateRole', { RoleName: 'app', AssumeRolePolicyDocument });
    return estate;
  }

  it('revokes the dead grant and makes the new one in one run when that is released', async () => {
    const estate = await remade();
    const answer = await applied(estate, yaml, { approve: ['repair'] });
    expect(endings(answer)).toEqual({ 'Grant/app#dead': 'done', 'Grant/app#grants': 'done' });
    const live = grantsOn(estate, keyOf(estate, 'Key/data'));
    expect(live.map(({ GranteePrincipal }) => GranteePrincipal)).toEqual([app]);
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
  });

  it('revokes the dead grant alone when nobody released the new one, and does not forget it', async () => {
    const estate = await remade();
    const answer = await applied(estate, yaml);
    expect(endings(answer)).toMatchObject({ 'Grant/app#dead': 'done' });
    expect(verdictOn(answer.plan, 'Grant/app')).toMatchObject({ steps: ['dead', 'grants: approval'] });
    await estate.advance(minute);
    const { plan } = await estate.plan(yaml);
    expect(verdictOn(plan, 'Grant/app')).toMatchObject({ steps: ['grants: approval'] });
  });
});
