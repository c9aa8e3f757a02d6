import { describe, expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { account, createEstate, endings, leftOver, stackYaml, type Estate } from '../support/estate.ts';
import { applied, documentYaml, keyOf, keyYaml, manifests, writes } from '../support/estate-facts.ts';

const root = `{ Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:root' }, Action: 'kms:*', Resource: '*' }`;
const stranger = '999999999999';

function policyOf(...more: readonly string[]): string {
  return `policy: { Version: '2012-10-17', Statement: [${[root, ...more].join(', ')}] }`;
}

function allow(principal: string): string {
  return `{ Sid: X, Effect: Allow, Principal: ${principal}, Action: 'kms:Decrypt', Resource: '*' }`;
}

function keyWith(...statements: readonly string[]): string {
  return keyYaml({ name: 'a', spec: policyOf(...statements) });
}

function stackWith(lines: string): string {
  return `${stackYaml}${lines === '' ? '' : `  ${lines}\n`}`;
}

/** Makes an estate that was applied, an hour ago. */
async function standing(yaml = manifests([keyWith()])): Promise<Estate> {
  const estate = createEstate({ principals: [`arn:aws:iam::${stranger}:root`] });
  await applied(estate, yaml);
  await estate.advance(hour);
  return estate;
}

describe('a commit that loosens the Stack', () => {
  const everybody = manifests([keyWith(allow(`'*'`))], stackWith('release: [widen]'));

  it('does not serve itself: accepted or not, a released step needs a separate approval', async () => {
    const estate = await standing();
    const silent = await applied(estate, everybody);
    expect(writes(silent)).toEqual([]);
    expect(silent.plan.stackChange).toMatchObject({
      first: false,
      loosened: [{ path: '/spec/release', before: [], after: ['widen'] }],
      gate: { is: 'approval', classes: ['loosen'] },
    });
    const accepting = await applied(estate, everybody, { approve: ['loosen'] });
    expect(accepting.plan.stackChange?.gate).toEqual({ is: 'released' });
    expect(writes(accepting)).toEqual([]);
    expect(accepting.plan.steps.map(({ gate }) => gate)).toMatchObject([
      { is: 'approval', classes: ['widen'] },
    ]);
  });

  it('is the measure once it was accepted', async () => {
    const estate = await standing();
    await applied(estate, everybody, { approve: ['loosen'] });
    const after = await applied(estate, everybody);
    expect(after.plan.stackChange).toBeUndefined();
    expect(endings(after)).toEqual({ 'Key/a#policy': 'done' });
  });

  it('does not serve the later rounds of the apply that accepts it', async () => {
    const estate = await standing();
    // The new alias needs a second round, which must be judged as the first.
    const yaml = manifests(
      [keyWith(allow(`'*'`)), keyYaml({ name: 'b', spec: 'aliases: [alias/b]' })],
      stackWith('release: [widen]'),
    );
    const answer = await applied(estate, yaml, { approve: ['loosen'], waitFor: hour });
    const policies = [...answer.outcomes].filter(([id]) => id.startsWith('Key/a#'));
    expect(policies.every(([, { is }]) => is !== 'done')).toBe(true);
  });

  it('trusts nobody new automatically', async () => {
    const estate = await standing();
    const yaml = manifests(
      [keyWith(allow(`{ AWS: '${stranger}' }`))],
      stackWith(`trustedAccounts: ['${stranger}']`),
    );
    const silent = await applied(estate, yaml, { approve: ['loosen'] });
    expect(writes(silent)).toEqual([]);
    expect(endings(await applied(estate, yaml))).toEqual({ 'Key/a#policy': 'done' });
  });

  it('disables no key that its release covers', async () => {
    const estate = await standing();
    const tombstone = `state: absent, keyId: ${keyOf(estate, 'Key/a')}`;
    const yaml = manifests(
      [keyYaml({ name: 'a', metadata: tombstone }), keyYaml({ name: 'b' })],
      stackWith('release: [delete, disable]'),
    );
    expect(
      writes(await applied(estate, yaml, { approve: ['loosen'] })).filter((op) => /Disable/u.test(op)),
    ).toEqual([]);
  });

  it('raises no cap for itself under --approve=loosen', async () => {
    const keys = ['a', 'b'].map((name) => keyYaml({ name, spec: 'enabled: true' }));
    const estate = await standing(manifests(keys, stackWith('caps: { count: 0, percent: 0 }')));
    for (const address of ['Key/a', 'Key/b'] as const)
      estate.raw('kms', 'DisableKey', { KeyId: keyOf(estate, address) });
    const raised = manifests(keys, stackWith('caps: { count: 9, percent: 0 }'));
    expect(writes(await applied(estate, raised, { approve: ['loosen', 'repair'] }))).toEqual([]);
    expect(writes(await applied(estate, raised, { approve: ['repair'] }))).not.toEqual([]);
  });

  it('is accepted whole by a typed yes, which has seen all of it', async () => {
    const estate = await standing();
    expect(endings(await applied(estate, everybody, { approve: 'shown' }))).toEqual({
      'Key/a#policy': 'done',
    });
    expect(leftOver(await estate.plan(everybody))).toEqual([]);
    expect((await estate.plan(everybody)).plan.stackChange).toBeUndefined();
  });
});

describe('steps that only the loosened Stack allows', () => {
  it('waits for the Stack and is not a mistake', async () => {
    const estate = createEstate({ principals: [`arn:aws:iam::${account}:role/app`] });
    await applied(estate, manifests([keyWith()]));
    const document = `{ Version: '2012-10-17', Statement: [{ Sid: A, Effect: Allow, Action: 'sqs:SendMessage', Resource: '*' }] }`;
    const yaml = manifests(
      [keyWith(), documentYaml('RolePolicy', 'name: app', `role: app, name: use, document: ${document}`)],
      stackWith(`rolePolicies: { allowActions: ['sqs:SendMessage'] }`),
    );
    const silent = await applied(estate, yaml);
    const gates = silent.plan.steps
      .filter(({ address }) => address === 'RolePolicy/app')
      .map(({ gate }) => gate);
    expect(gates).toMatchObject([{ is: 'blocked', code: 'engine.waits-for-stack' }]);
    expect(writes(silent)).toEqual([]);
    const accepting = await applied(estate, yaml, { approve: 'shown' });
    expect(endings(accepting)).toMatchObject({ 'RolePolicy/app#document': 'done' });
  });
});

describe('a commit that tightens the Stack', () => {
  it('counts at once, and is accepted by the apply itself', async () => {
    const released = manifests([keyWith()], stackWith('release: [repair]'));
    const estate = await standing(released);
    const tightened = manifests([keyWith()]);
    await applied(estate, tightened);
    expect((await estate.plan(tightened)).plan.stackChange).toBeUndefined();
    // To take it back is to loosen again.
    expect((await estate.plan(released)).plan.stackChange?.loosened).toMatchObject([
      { path: '/spec/release' },
    ]);
  });
});

describe('a mode that nobody accepted', () => {
  it('stops what gives access, and does not stop the removal of hostile access', async () => {
    const estate = await standing();
    const KeyId = keyOf(estate, 'Key/a');
    const hostile = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Root',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
        {
          Sid: 'Evil',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${stranger}:root` },
          Action: 'kms:Decrypt',
          Resource: '*',
        },
      ],
    });
    estate.raw('kms', 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy: hostile });
    const spec = `${policyOf()}, description: changed`;
    const answer = await applied(
      estate,
      manifests([keyYaml({ name: 'a', metadata: 'mode: observe', spec })]),
    );
    expect(endings(answer)).toEqual({
      'Key/a#policy': 'done',
      'Key/a#description': 'blocked: Key/a is in mode observe',
    });
  });
});

describe('the first apply against an AWS that existed before', () => {
  const yaml = manifests(
    [keyWith(), keyYaml({ name: 'b', spec: 'enabled: true' })],
    stackWith('release: [repair]'),
  );

  it('counts the strictest values, does the rest, and leaves the Stack waiting', async () => {
    const estate = createEstate();
    const answer = await applied(estate, yaml, { firstStack: 'strictest' });
    expect(answer.plan.stackChange).toMatchObject({ first: true, loosened: [{ path: '/spec/release' }] });
    expect(endings(answer)).toMatchObject({ 'Key/a#create': 'done', 'Key/b#create': 'done' });
    estate.raw('kms', 'DisableKey', { KeyId: keyOf(estate, 'Key/b') });
    expect(leftOver(await estate.plan(yaml, { firstStack: 'strictest' }))).toEqual([
      'Key/b#enabled approval',
    ]);
  });

  it.each([['loosen'] as const, 'shown' as const])(
    'accepts the Stack as it is written with %s',
    async (approve) => {
      const estate = createEstate();
      await applied(estate, yaml, { firstStack: 'strictest', approve });
      expect((await estate.plan(yaml, { firstStack: 'strictest' })).plan.stackChange).toBeUndefined();
    },
  );

  it('counts the strictest values again where the journal was lost', async () => {
    const estate = await standing(yaml);
    const store = createVolatileStore(estate.clock);
    const { plan } = await estate.plan(yaml, { store, firstStack: 'strictest' });
    expect(plan.stackChange).toMatchObject({
      first: true,
      loosened: [{ path: '/spec/uid' }, { path: '/spec/release' }],
    });
  });
});

describe('a run of a part', () => {
  it('accepts the metadata of what it covers and nothing else', async () => {
    const estate = await standing(manifests([keyYaml({ name: 'a' }), keyYaml({ name: 'b' })]));
    const quiet = (name: string) => keyYaml({ name, metadata: 'ignore: [{ path: /tags, reason: x }]' });
    const yaml = manifests([quiet('a'), quiet('b')]);
    const scope = { is: 'some', targets: ['Key/a'], exclude: [] } as const;
    await applied(estate, yaml, { scope, approve: ['loosen'] });
    expect((await estate.plan(yaml)).plan.stackChange?.loosened).toMatchObject([
      { address: 'Key/b', path: '/metadata/ignore' },
    ]);
  });
});

describe('a quieted path whose policy is open to everyone', () => {
  it('is closed by the run that accepts the ignore', async () => {
    const estate = await standing();
    const KeyId = keyOf(estate, 'Key/a');
    const { Policy } = estate.raw('kms', 'GetKeyPolicy', { KeyId }) as { Policy: string };
    const declared = JSON.parse(Policy) as { Statement: object[] };
    const open = { Sid: 'Open', Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
    const opened = JSON.stringify({ ...declared, Statement: [...declared.Statement, open] });
    estate.raw('kms', 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy: opened });
    await estate.advance(hour);
    const metadata = 'ignore: [{ path: /policy, reason: somebody else writes it }]';
    const quiet = manifests([keyYaml({ name: 'a', metadata, spec: policyOf() })]);
    const answer = await applied(estate, quiet, { approve: 'shown' });
    expect(writes(answer)).toEqual(['kms:PutKeyPolicy']);
    expect(estate.raw('kms', 'GetKeyPolicy', { KeyId })['Policy']).not.toContain('Open');
  });
});

describe('many manifests lost in one commit', () => {
  const grants = ['g1', 'g2', 'g3'].map((name) =>
    documentYaml(
      'Grant',
      `name: ${name}`,
      `key: { ref: Key/a }, granteePrincipal: 'arn:aws:iam::${account}:role/${name}', operations: [Decrypt]`,
    ),
  );

  async function withGrants(): Promise<Estate> {
    const principals = ['g1', 'g2', 'g3'].map((name) => `arn:aws:iam::${account}:role/${name}`);
    const estate = createEstate({ principals });
    await applied(estate, manifests([keyWith(), ...grants]));
    await estate.advance(hour);
    return estate;
  }

  it('revokes nothing before a person approves the loss', async () => {
    const estate = await withGrants();
    const yaml = manifests([keyWith()]);
    const silent = await applied(estate, yaml, { approve: ['cut-off'] });
    expect(silent.plan.stackChange).toMatchObject({
      dropped: ['Grant/g1', 'Grant/g2', 'Grant/g3'],
      managed: 4,
      gate: { is: 'approval', classes: ['shrink'] },
    });
    expect(writes(silent)).toEqual([]);
    const approved = await applied(estate, yaml, { approve: ['cut-off', 'shrink'] });
    expect(writes(approved)).toEqual(['kms:RevokeGrant', 'kms:RevokeGrant', 'kms:RevokeGrant']);
    expect((await estate.plan(yaml)).plan.stackChange).toBeUndefined();
  });

  it('excuses at most one loss when another manifest claims all of them', async () => {
    const estate = await withGrants();
    const heir = documentYaml(
      'Grant',
      'name: heir, formerly: [Grant/g1, Grant/g2, Grant/g3]',
      `key: { ref: Key/a }, granteePrincipal: 'arn:aws:iam::${account}:role/g1', operations: [Decrypt]`,
    );
    const byHeir = (await estate.plan(manifests([keyWith(), heir]))).plan.stackChange;
    expect(byHeir?.dropped).toEqual(['Grant/g2', 'Grant/g3']);
    const own = grants[0]
      ?.replace('name: g1,', '')
      .replace('name: g1', 'name: g1, formerly: [Grant/g2, Grant/g3]');
    const byOwn = (await estate.plan(manifests([keyWith(), own ?? '']))).plan.stackChange;
    expect(byOwn?.dropped).toEqual(['Grant/g2', 'Grant/g3']);
  });

  it('revokes access quickly when it is one loss only', async () => {
    const estate = await withGrants();
    const yaml = manifests([keyWith(), ...grants.slice(1)]);
    const answer = await applied(estate, yaml, { approve: ['cut-off'] });
    expect(writes(answer)).toEqual(['kms:RevokeGrant']);
  });
});

describe('a manifest that stands for several addresses', () => {
  const named = keyYaml({ name: 'b', spec: 'aliases: [alias/b1, alias/b2]' });

  it('is lost once: its aliases are not counted', async () => {
    const estate = await standing(manifests([keyWith(), named]));
    expect((await estate.plan(manifests([keyWith()]))).plan.stackChange).toBeUndefined();
  });

  it('is counted with the others, and its aliases wait with it', async () => {
    const others = ['c', 'd'].map((name) => keyYaml({ name }));
    const estate = await standing(manifests([keyWith(), named, ...others]));
    const { plan } = await applied(estate, manifests([keyWith()]));
    expect(plan.stackChange).toMatchObject({ dropped: ['Key/b', 'Key/c', 'Key/d'], managed: 4 });
    const accepted = await estate.store.journal.accepted();
    expect([...(accepted?.resources ?? [])].filter(([, { left }]) => left).map(([name]) => name)).toEqual([]);
    expect(accepted?.resources.has('Alias/b1')).toBe(true);
  });

  it('is not counted again by the next commit once its loss was accepted', async () => {
    const others = ['c', 'd', 'e'].map((name) => keyYaml({ name }));
    const estate = await standing(manifests([keyWith(), ...others]));
    await applied(estate, manifests([keyWith(), ...others.slice(1)]));
    await applied(estate, manifests([keyWith(), ...others.slice(2)]));
    const { plan } = await estate.plan(manifests([keyWith()]));
    expect(plan.stackChange).toBeUndefined();
    expect(plan.orphans).toHaveLength(3);
  });
});

describe('a Stack that creates its first key', () => {
  const renamed = (from: string, to: string) =>
    manifests([keyWith()], stackWith('release: [widen]')).replace(from, to);

  it.each([
    { why: 'another uid', yaml: renamed('uid: 0a1b2c3d4e5f', 'uid: 0a1b2c3d4e60') },
    { why: 'another name', yaml: renamed('metadata: { name: test }', 'metadata: { name: other }') },
  ])('is refused while things carry its mark with $why, and says which', async ({ yaml }) => {
    const estate = await standing();
    const store = createVolatileStore(estate.clock);
    const answer = await applied(estate, yaml, { store, firstStack: 'strictest', approve: 'shown' });
    expect(writes(answer)).toEqual([]);
    expect(answer.plan.stackChange?.gate).toMatchObject({ is: 'blocked', code: 'engine.former-mark' });
    expect(answer.plan.steps.find(({ name }) => name === 'create')?.gate).toMatchObject({
      is: 'blocked',
      code: 'engine.former-mark',
      why: expect.stringMatching(
        /Key\/a \(arn:.*\) has the ownership tags of Stack test\/0a1b2c3d4e5f/u,
      ) as string,
      release: expect.stringMatching(
        /^for a new Stack, choose .* restore its metadata.name and spec.uid/u,
      ) as string,
    });
  });

  it('is refused by the tags themselves where the index does not list them yet', async () => {
    const estate = createEstate({ indexLagMs: 24 * hour });
    await applied(estate, manifests([keyWith()]));
    const store = createVolatileStore(estate.clock);
    const yaml = renamed('uid: 0a1b2c3d4e5f', 'uid: 0a1b2c3d4e60');
    const answer = await applied(estate, yaml, { store, firstStack: 'strictest', approve: 'shown' });
    expect(writes(answer)).toEqual([]);
    expect(answer.plan.stackChange?.gate).toMatchObject({ is: 'blocked', code: 'engine.former-mark' });
    expect(endings(answer)['Key/a#create']).toMatch(/^failed: engine\.former-mark/u);
  });

  it('waits where another Stack has the same address, and creates its own once a person approves', async () => {
    const estate = await standing();
    const yaml = manifests([keyWith()])
      .replace('uid: 0a1b2c3d4e5f', 'uid: another-team')
      .replace('metadata: { name: test }', 'metadata: { name: other }');
    const store = createVolatileStore(estate.clock);
    const silent = await applied(estate, yaml, { store, firstStack: 'strictest' });
    expect(writes(silent)).toEqual([]);
    const create = silent.plan.steps.find(({ name }) => name === 'create');
    expect(create?.gate).toMatchObject({ is: 'approval', classes: ['loosen'] });
    expect(create?.risks.map(({ message }) => message).join()).toContain(
      'Key/a of Stack test/0a1b2c3d4e5f exists',
    );
    const answered = await applied(estate, yaml, { store, firstStack: 'strictest', approve: ['loosen'] });
    expect(endings(answered)).toMatchObject({ 'Key/a#create': 'done' });
  });
});
