import { describe, expect, it } from 'vitest';
import { minute, hour } from '../../src/model/instant.ts';
import type { Address } from '../../src/model/address.ts';
import type { Scope } from '../../src/model/plan.ts';
import type { Transport } from '../../src/aws/transport.ts';
import { account, createEstate, endings, stackYaml, type Estate } from '../support/estate.ts';
import {
  applied,
  documentYaml,
  keyOf,
  keyYaml,
  manifests,
  verdictOn,
  writes,
} from '../support/estate-facts.ts';
import { roles } from '../support/family.ts';

const [reader, writer] = roles;
const a = keyYaml({ name: 'a' });
const b = keyYaml({ name: 'b' });
const bucket = documentYaml('Bucket', 'name: data', 'name: data-of-the-batch');
const grant = documentYaml(
  'Grant',
  'name: app',
  `key: { ref: Key/a }, granteePrincipal: '${reader}', operations: [Decrypt]`,
);

function encryption(key: 'a' | 'b'): string {
  return documentYaml(
    'BucketEncryption',
    'name: data',
    `bucket: { ref: Bucket/data }, algorithm: 'aws:kms', key: { ref: Key/${key} }, bucketKey: true`,
  );
}

function batch(...write: readonly Address[]): {
  readonly is: 'batch';
  readonly write: readonly Address[];
  readonly read: [];
} {
  return { is: 'batch', write, read: [] };
}

async function standing(documents: readonly string[]): Promise<Estate> {
  const estate = createEstate({ principals: [...roles] });
  const answer = await applied(estate, manifests(documents), { approve: 'shown' });
  expect(new Set(Object.values(endings(answer)))).toEqual(new Set(['done']));
  await estate.advance(hour);
  return estate;
}

describe('a batch', () => {
  it('reads what its resources depend on, and waits where that has a change of another batch', async () => {
    const estate = createEstate();
    const yaml = manifests([a, bucket, encryption('a')]);
    const { plan } = await estate.plan(yaml, { scope: batch('BucketEncryption/data') });
    expect(plan.steps.map(({ id, after, gate }) => [id, after, gate.is === 'blocked' && gate.code])).toEqual([
      ['BucketEncryption/data#encryption', [], 'engine.outside-scope'],
    ]);
    await applied(estate, yaml, { scope: batch('Key/a', 'Bucket/data') });
    await estate.advance(5 * minute);
    expect(endings(await applied(estate, yaml, { scope: batch('BucketEncryption/data') }))).toEqual({
      'BucketEncryption/data#encryption': 'done',
    });
  });

  it('takes nothing away from what still uses it, though another batch moves the user', async () => {
    const estate = await standing([a, b, bucket, encryption('a')]);
    const gone = keyYaml({
      name: 'a',
      metadata: `state: absent, keyId: ${keyOf(estate, 'Key/a')}`,
      spec: '',
    });
    const yaml = manifests([gone, b, bucket, encryption('b')]);
    const { plan } = await estate.plan(yaml, { scope: batch('Key/a') });
    expect(plan.resources.map(({ address }) => address)).toEqual(['Key/a']);
    expect(verdictOn(plan, 'Key/a')).toMatchObject({ blocked: { code: 'engine.in-use' } });
    expect(writes(await applied(estate, yaml, { scope: batch('Key/a'), approve: 'shown' }))).toEqual([]);
  });

  it.each<{ part: string; scope: Scope }>([
    { part: 'a batch', scope: batch('Key/a') },
    { part: '--target', scope: { is: 'some', targets: ['Key/a'], exclude: [] } },
  ])('gives and takes in two writes where $part leaves out a user that moves away', async ({ scope }) => {
    const policy = (role: string): string =>
      `policy: { Version: '2012-10-17', Statement: [{ Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:root' }, Action: 'kms:*', Resource: '*' }, { Sid: Use, Effect: Allow, Principal: { AWS: '${role}' }, Action: 'kms:Decrypt', Resource: '*' }] }`;
    const estate = await standing([keyYaml({ name: 'a', spec: policy(reader) }), b, bucket, encryption('a')]);
    const yaml = manifests([keyYaml({ name: 'a', spec: policy(writer) }), b, bucket, encryption('b')]);
    const { plan } = await estate.plan(yaml, { scope });
    const own = plan.steps.filter(({ address }) => address === 'Key/a');
    expect(own.map(({ name, gate }) => [name, gate.is === 'blocked' ? gate.code : gate.is])).toEqual([
      ['policy', 'released'],
      ['policy:contract', 'engine.outside-scope'],
    ]);
  });

  it('judges no lost manifest: no grant is revoked, no orphan reported or released', async () => {
    const estate = await standing([a, b, grant]);
    const without = manifests([b]);
    const answer = await applied(estate, without, { scope: batch('Key/b'), approve: 'shown' });
    expect(writes(answer)).toEqual([]);
    expect(answer.plan.orphans).toEqual([]);
    const { plan } = await estate.plan(without);
    expect(plan.orphans.map(({ address }) => address)).toEqual(['Key/a']);
    expect(plan.steps.map(({ id }) => id)).toEqual(['Grant/app#revoke']);
  });

  it('accepts no Stack: what only a loosened one allows waits for a pass over everything', async () => {
    const estate = createEstate();
    const strict = { firstStack: 'strictest' } as const;
    const manual = { scope: batch('Key/a'), approve: 'shown', ...strict } as const;
    await applied(estate, manifests([a]), { approve: 'shown', ...strict });
    await estate.advance(hour);
    const before = await estate.store.journal.accepted();
    const quiet = keyYaml({ name: 'a', metadata: `ignore: [{ path: /description, reason: x }]` });
    const looser = manifests(
      [quiet],
      stackYaml.replace('spec:', "spec:\n  trustedAccounts: ['444455556666']"),
    );
    const answer = await applied(estate, looser, manual);
    expect(answer.plan.stackChange?.gate.is).toBe('approval');
    expect(await estate.store.journal.accepted()).toEqual(before);
  });

  it.each<{ of: string; scope: Scope; waits: boolean }>([
    { of: 'everything', scope: { is: 'all' }, waits: false },
    { of: 'a batch', scope: batch('Key/a'), waits: true },
  ])('waits for a young journal, told to be the first run of $of: $waits', async ({ scope, waits }) => {
    const estate = createEstate();
    const begun = estate.clock.now();
    const answer = await applied(estate, manifests([a]), { scope, firstRun: true });
    expect(endings(answer)).toEqual({ 'Key/a#create': 'done' });
    expect(estate.clock.now() - begun >= 2 * minute).toBe(waits);
  });

  it('counts losses against the cap itself, and no share of the estate', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `k${index}`);
    const all = (enabled: boolean): readonly string[] =>
      names.map((name) => keyYaml({ name, spec: `description: Key, enabled: ${enabled}` }));
    const estate = await standing(all(true));
    const yaml = manifests(
      all(false),
      stackYaml.replace('spec:', 'spec:\n  caps: { count: 2, percent: 50 }'),
    );
    const gateOf = async (count: number): Promise<readonly string[]> => {
      const write = names.slice(0, count).map((name): Address => `Key/${name}`);
      const { plan } = await estate.plan(yaml, { scope: batch(...write) });
      return plan.steps.map(({ gate }) => (gate.is === 'blocked' ? gate.code : gate.is));
    };
    expect(new Set(await gateOf(2))).toEqual(new Set(['approval']));
    expect(new Set(await gateOf(3))).toEqual(new Set(['engine.cap-exceeded']));
  });
});

describe('a pass over everything whose listings did not succeed', () => {
  const refusing =
    (name: string) =>
    (inner: Transport): Transport => ({
      send: (request) =>
        request.op === 'tagging:GetResources' && request.at.region === 'eu-west-1'
          ? Promise.resolve({ is: 'error', name, message: 'not now', sent: true })
          : inner.send(request),
    });

  it.each(['AccessDeniedException', 'ThrottledException'])(
    'forgets nothing where %s answers one of them',
    async (name) => {
      const estate = await standing([a, b, grant]);
      const things = await estate.store.journal.things();
      const remembered = [...(await estate.store.memory.lastApplied()).keys()];
      const kept = (await estate.store.journal.accepted())?.resources.keys();
      const answer = await applied(estate, manifests([b, grant.replace('Key/a', 'Key/b')]), {
        approve: 'shown',
        transport: refusing(name),
      });
      expect(answer.plan.diagnostics.map(({ code }) => code)).toContain('engine.unread-index');
      expect((await estate.store.journal.things()).kept).toEqual(things.kept);
      expect((await estate.store.journal.things()).letGo).toEqual([]);
      const after = [...(await estate.store.memory.lastApplied()).keys()];
      expect(after).toEqual(expect.arrayContaining(remembered));
      expect([...((await estate.store.journal.accepted())?.resources.keys() ?? [])]).toEqual([
        ...(kept ?? []),
      ]);
    },
  );
});
