import { describe, expect, it } from 'vitest';
import type { Transport } from '../../src/aws/transport.ts';
import type { Role } from '../../src/model/call.ts';
import { hour } from '../../src/model/instant.ts';
import { holdTag } from '../../src/model/resource.ts';
import { account, createEstate, endings, leftOver, stackYaml, type Estate } from '../support/estate.ts';
import {
  applied,
  hermit,
  keyIds,
  keyOf,
  keyYaml,
  makeKey,
  manifests,
  markTags,
  policyDenying,
  storeLost,
  verdictOn,
  writes,
} from '../support/estate-facts.ts';

const plain = manifests([keyYaml({ name: 'a' })]);
const changed = manifests([keyYaml({ name: 'a', spec: 'description: changed' })]);

async function standing(yaml = plain): Promise<{ readonly estate: Estate; readonly id: string }> {
  const estate = createEstate({ principals: [hermit] });
  await applied(estate, yaml);
  await estate.advance(hour);
  return { estate, id: keyOf(estate, 'Key/a') };
}

function hold(estate: Estate, KeyId: string): void {
  estate.raw('kms', 'TagResource', { KeyId, Tags: [{ TagKey: holdTag, TagValue: 'incident 7' }] });
}

describe('somebody set the tag keywright:hold', () => {
  it('writes nothing to the key, whatever is approved, until the tag is removed', async () => {
    const { estate, id } = await standing();
    hold(estate, id);
    const answer = await applied(estate, changed, { approve: 'shown' });
    expect(endings(answer)).toEqual({
      'Key/a#description':
        'blocked: the tag keywright:hold is set: incident 7 (lasts 24 h from the first apply that finds it)',
    });
    expect(answer.plan.steps.map(({ gate }) => gate)).toEqual([
      {
        is: 'blocked',
        code: 'engine.held',
        reason: 'held',
        why: 'the tag keywright:hold is set: incident 7 (lasts 24 h from the first apply that finds it)',
        release: 'remove the tag keywright:hold',
      },
    ]);
    expect(answer.plan.resources.map(({ health }) => health)).toEqual(['Paused']);
    expect(writes(answer)).toEqual([]);
    estate.raw('kms', 'UntagResource', { KeyId: id, TagKeys: [holdTag] });
    expect(endings(await applied(estate, changed))).toEqual({ 'Key/a#description': 'done' });
    expect(leftOver(await estate.plan(changed))).toEqual([]);
  });

  it('stops a protective repair and the re-tagging of a stripped key too', async () => {
    const { estate, id } = await standing();
    hold(estate, id);
    estate.raw('kms', 'UntagResource', { KeyId: id, TagKeys: Object.keys(markTags('Key/a')) });
    estate.raw('kms', 'UpdateKeyDescription', { KeyId: id, Description: 'by hand' });
    const answer = await applied(estate, plain, { approve: 'shown' });
    expect(answer.plan.steps.map(({ name, gate }) => `${name} ${gate.is}`)).toEqual([
      'mark blocked',
      'description blocked',
    ]);
    expect(writes(answer)).toEqual([]);
  });
});

describe('modes', () => {
  it.each([
    {
      where: 'in its metadata',
      yaml: (spec: string) => manifests([keyYaml({ name: 'a', metadata: 'mode: observe', spec })]),
    },
    {
      where: 'in the Stack',
      yaml: (spec: string) => manifests([keyYaml({ name: 'a', spec })], `${stackYaml}  mode: observe\n`),
    },
  ])(
    'shows the differences and writes nothing in mode observe, even if all is approved, $where',
    async ({ where, yaml }) => {
      const { estate } = await standing();
      const answer = await applied(estate, yaml('description: changed'), { approve: 'shown' });
      expect(answer.plan.steps.map(({ gate }) => gate)).toEqual([
        {
          is: 'blocked',
          code: 'engine.observe-mode',
          reason: 'observe-mode',
          why: 'Key/a is in mode observe',
          release: `set mode: enforce ${where}`,
        },
      ]);
      expect(writes(answer)).toEqual([]);
      expect(leftOver(await estate.plan(yaml('description: Key a')))).toEqual([]);
      expect(endings(await applied(estate, changed, { approve: ['loosen'] }))).toEqual({
        'Key/a#description': 'done',
      });
    },
  );

  it('writes nothing and names the missing approval in mode approve when nobody answers', async () => {
    const { estate } = await standing();
    const yaml = manifests([keyYaml({ name: 'a', metadata: 'mode: approve', spec: 'description: changed' })]);
    const silent = await applied(estate, yaml);
    expect(silent.plan.steps.map(({ gate }) => gate)).toEqual([
      {
        is: 'blocked',
        code: 'engine.approve-mode',
        reason: 'waits-for-approval',
        why: 'Key/a is in mode approve',
        release: 'answer yes to the plan',
      },
    ]);
    expect(writes(silent)).toEqual([]);
  });

  it('releases the step in mode approve when a person types yes', async () => {
    const { estate } = await standing();
    const yaml = manifests([keyYaml({ name: 'a', metadata: 'mode: approve', spec: 'description: changed' })]);
    const answered = await applied(estate, yaml, { approve: 'shown' });
    expect(endings(answered)).toEqual({ 'Key/a#description': 'done' });
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
  });

  it('rejects an approval class that the step does not need as a yes in mode approve', async () => {
    const { estate } = await standing();
    const yaml = manifests([keyYaml({ name: 'a', metadata: 'mode: approve', spec: 'description: changed' })]);
    expect(writes(await applied(estate, yaml, { approve: ['delete'] }))).toEqual([]);
  });

  it('leaves an ignored path alone with its reason, and repairs the rest', async () => {
    const { estate, id } = await standing();
    const quiet = (until: string) =>
      manifests([
        keyYaml({
          name: 'a',
          metadata: `ignore: [{ path: /description, reason: another team writes it${until} }]`,
          spec: 'description: Key a, rotation: { enabled: true }',
        }),
      ]);
    estate.raw('kms', 'UpdateKeyDescription', { KeyId: id, Description: 'by hand' });
    const answer = await applied(estate, quiet(''), { approve: ['loosen'] });
    expect(endings(answer)).toEqual({ 'Key/a#rotation': 'done' });
    expect((await estate.plan(quiet(''))).plan.resources[0]?.ignored).toEqual([
      { path: '/description', why: 'another team writes it' },
    ]);
    expect(leftOver(await estate.plan(quiet('')))).toEqual([]);
    expect(leftOver(await estate.plan(quiet(", until: '2020-01-01'")))).toEqual([
      'Key/a#description released',
    ]);
  });
});

describe('unreadable resources', () => {
  it.each(['DescribeKey', 'GetKeyPolicy', 'GetKeyRotationStatus'])(
    '%s of one key is refused: it is Unknown, nothing is created, and the plan is empty once allowed',
    refusedRead,
  );

  it('reports Unknown and plans nothing when ListResourceTags is refused and the index disagrees', () =>
    refusedRead('ListResourceTags'));

  async function refusedRead(operation: string): Promise<void> {
    const spec = `description: Key a, rotation: { enabled: true }, tags: { team: a }, policy: ${rootPolicy}`;
    const yaml = manifests([keyYaml({ name: 'a', spec }), keyYaml({ name: 'b' })]);
    const { estate, id } = await standing(yaml);
    // Drifted, so that the index does not acquit its tags.
    estate.raw('kms', 'TagResource', { KeyId: id, Tags: [{ TagKey: 'team', TagValue: 'b' }] });
    await estate.advance(hour);
    estate.sandbox.faults.every(
      { operation, where: ({ input }) => String(input['KeyId']).includes(id) },
      denied,
    );
    for (const store of [estate.store, await storeLost(estate)]) {
      const { plan } = await estate.plan(yaml, { store });
      expect(verdictOn(plan, 'Key/a')).toMatchObject({ sync: 'Unknown' });
      expect(verdictOn(plan, 'Key/b')).toEqual({ sync: 'InSync' });
      expect(plan.steps.map(({ name }) => name)).not.toContain('create');
    }
    estate.sandbox.faults.clear();
    await applied(estate, yaml);
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
    expect(keyIds(estate)).toHaveLength(2);
  }

  it.each(['GetResources', 'ListAliases'])(
    '%s is refused: nobody knows what is ours, so everything there is Unknown and nothing is written',
    async (operation) => {
      const estate = createEstate();
      estate.sandbox.faults.every({ operation }, denied);
      const yaml = manifests([keyYaml({ name: 'a', spec: 'description: Key a, aliases: [alias/a]' })]);
      const answer = await applied(estate, yaml);
      expect(verdictOn(answer.plan, 'Key/a')).toEqual({ sync: 'Unknown' });
      expect(writes(answer)).toEqual([]);
      estate.sandbox.faults.clear();
      expect(Object.values(endings(await applied(estate, yaml)))).toEqual(['done', 'done']);
    },
  );

  it('writes nothing when the tags are hidden and the index lost them, since a hold may exist', async () => {
    const { estate, id } = await standing();
    hold(estate, id);
    estate.raw('kms', 'UntagResource', { KeyId: id, TagKeys: Object.keys(markTags('Key/a')) });
    const Policy = JSON.stringify(policyDenying('kms:ListResourceTags'));
    estate.raw('kms', 'PutKeyPolicy', { KeyId: id, PolicyName: 'default', Policy });
    const answer = await applied(estate, changed);
    expect(writes(answer)).toEqual([]);
  });

  it('credentials of another account: Unknown everywhere, nothing is asked beyond who we are', async () => {
    const estate = await withNeighbour();
    const answer = await applied(estate, changed, {
      transport: signedElsewhere(() => true),
      store: await storeLost(estate),
    });
    expect(answer.plan.resources.map(({ sync, why }) => ({ sync, why }))).toEqual([
      {
        sync: 'Unknown',
        why: 'tagging:GetResources answered WrongAccount: the credentials for the read role are arn:aws:iam::999988887777:role/admin in 999988887777, the manifests declare 111122223333 (aws.wrong-account)',
      },
    ]);
    expect(answer.plan.steps).toEqual([]);
    expect(new Set(answer.requests.map(({ op }) => op))).toEqual(new Set(['sts:GetCallerIdentity']));
    expect(keyIds(estate)).toHaveLength(1);
  });

  it('plans correctly and writes nothing when the write role belongs to another account', async () => {
    const estate = await withNeighbour();
    const answer = await applied(estate, changed, {
      transport: signedElsewhere((role) => role === 'write'),
    });
    expect(endings(answer)['Key/a#description']).toMatch(/aws\.wrong-account/u);
    expect(writes(answer)).toEqual([]);
  });

  it('writes neither key when a hidden key exists beside the one that is adopted', async () => {
    const estate = createEstate({ principals: [hermit] });
    const id = makeKey(estate, { policy: policyDenying('kms:DescribeKey') });
    const yaml = manifests([keyYaml({ name: 'a', metadata: `adopt: ${id}` })]);
    const answer = await applied(estate, yaml);
    expect(verdictOn(answer.plan, 'Key/a')).toEqual({ sync: 'Unknown' });
    expect(writes(answer)).toEqual([]);
    expect(keyIds(estate)).toEqual([id]);
  });
});

/** Signs as the neighbour for some roles, since AWS takes the account from the credentials. */
function signedElsewhere(of: (role: Role) => boolean): (inner: Transport) => Transport {
  return (inner) => ({
    send: (request) =>
      inner.send(of(request.role) ? { ...request, at: { ...request.at, account: '999988887777' } } : request),
  });
}

/** Makes an AWS in which another account exists as well. */
async function withNeighbour(): Promise<Estate> {
  const estate = createEstate({ accounts: [account, '999988887777'] });
  await applied(estate, plain);
  await estate.advance(hour);
  return estate;
}

const rootPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Root',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});

function denied() {
  const message = 'User: arn:aws:iam::111122223333:role/admin is not authorized to perform this';
  return { is: 'error', name: 'AccessDeniedException', message, status: 400 } as const;
}
