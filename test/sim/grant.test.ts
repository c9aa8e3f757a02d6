import { describe, expect, it } from 'vitest';
import { displayOf } from '../../src/report/display/make.ts';
import { planText } from '../../src/report/human/plan.ts';
import { applied, keyOf, storeLost, verdictOn, writes } from '../support/estate-facts.ts';
import {
  account,
  createEstate,
  endings,
  leftOver,
  region,
  type Estate,
  type EstateOptions,
  type RunOptions,
} from '../support/estate.ts';
import {
  app,
  batch,
  describeKey,
  grantsOn,
  grantYaml,
  primaryYaml,
  replicaYaml,
  roles,
  stackOfDocuments,
  west,
  type Grant,
} from '../support/family.ts';

const settled = 60 * 60_000;
const prefix = 'keywright:test/0a1b2c3d4e5f:';

const key = primaryYaml('enabled: true');
const estateYaml = stackOfDocuments(key, grantYaml());
const widened = stackOfDocuments(key, grantYaml(`granteePrincipal: ${app}, operations: [Decrypt, Encrypt]`));

function expectDone(answer: Awaited<ReturnType<Estate['apply']>>): void {
  const ended = endings(answer);
  expect(Object.keys(ended).length).toBeGreaterThan(0);
  expect(ended).toEqual(Object.fromEntries(Object.keys(ended).map((id) => [id, 'done'])));
}

async function made(yaml = estateYaml, options: EstateOptions = {}): Promise<Estate> {
  const estate = createEstate({ principals: roles, ...options });
  await estate.advance(settled);
  expectDone(await estate.apply(yaml));
  await estate.advance(settled);
  return estate;
}

function live(estate: Estate): readonly Grant[] {
  return grantsOn(estate, keyOf(estate, 'Key/data'));
}

/** Makes a grant of somebody who uses one of our names. */
function makeGrant(estate: Estate, more: Readonly<Record<string, unknown>>): string {
  const { GrantId } = estate.raw('kms', 'CreateGrant', {
    KeyId: keyOf(estate, 'Key/data'),
    GranteePrincipal: app,
    Operations: ['Decrypt'],
    ...more,
  });
  return String(GrantId);
}

function revoke(estate: Estate, GrantId: string): void {
  estate.raw('kms', 'RevokeGrant', { KeyId: keyOf(estate, 'Key/data'), GrantId });
}

function only(grants: readonly Grant[]): Grant {
  const [one, more] = grants;
  if (one === undefined || more !== undefined) throw new Error(`${grants.length} grants`);
  return one;
}

async function expectQuiet(estate: Estate, yaml: string, options: RunOptions = {}): Promise<void> {
  await estate.advance(settled);
  expect(leftOver(await estate.plan(yaml, options))).toEqual([]);
}

describe('a grant is made once, under a name that says whose it is', () => {
  it.each([
    { lag: 'no lag', lagMs: 0 },
    { lag: '20 s lag', lagMs: 20_000 },
  ])('names a grant by stack, address and a hash of its parameters ($lag)', async ({ lagMs }) => {
    const estate = await made(estateYaml, { lagMs });
    const grant = only(live(estate));
    expect(grant.Name).toMatch(/^keywright:test\/0a1b2c3d4e5f:Grant\/app:[0-9a-f]{32}$/u);
    expect(grant).toMatchObject({ GranteePrincipal: app, Operations: ['Decrypt'] });
    await expectQuiet(estate, estateYaml);
    await expectQuiet(estate, estateYaml, { store: await storeLost(estate) });
  });

  it('gives the same name for the same parameters in another order, and another for others', async () => {
    const grant = `granteePrincipal: ${app}, operations: [Decrypt, Encrypt]`;
    const swapped = `operations: [Encrypt, Decrypt], granteePrincipal: ${app}`;
    const names = await Promise.all(
      [grant, swapped, `${grant}, retiringPrincipal: ${batch}`].map(async (spec) => {
        return only(live(await made(stackOfDocuments(key, grantYaml(spec))))).Name;
      }),
    );
    expect(names[0]).toBe(names[1]);
    expect(names[0]).not.toBe(names[2]);
  });

  it('replaces dots, which the name of a grant does not allow', async () => {
    const yaml = stackOfDocuments(key, grantYaml('', 'app.v2'));
    const estate = await made(yaml);
    expect(only(live(estate)).Name).toContain(`${prefix}Grant/app_v2:`);
    await expectQuiet(estate, yaml);
  });

  it('gives an AWS service a grant with an encryption context', async () => {
    const yaml = stackOfDocuments(
      key,
      grantYaml(
        `granteeServicePrincipal: dynamodb.amazonaws.com, retiringServicePrincipal: dynamodb.amazonaws.com, operations: [Decrypt],
         constraints: { encryptionContextSubset: { tenant: blue }, sourceArn: 'arn:aws:dynamodb:${region}:${account}:table/t' }`,
      ),
    );
    const estate = await made(yaml);
    expect(only(live(estate)).Constraints).toEqual({
      EncryptionContextSubset: { tenant: 'blue' },
      SourceArn: `arn:aws:dynamodb:${region}:${account}:table/t`,
    });
    await expectQuiet(estate, yaml);
  });

  it('creates a grant on a replica in its Region', async () => {
    const yaml = stackOfDocuments(
      primaryYaml(),
      replicaYaml(),
      grantYaml('', 'app', `region: ${west}`).replace('Key/data', 'ReplicaKey/data'),
    );
    const estate = await made(yaml);
    expect(grantsOn(estate, keyOf(estate, 'Key/data'), west)).toHaveLength(1);
    expect(live(estate)).toEqual([]);
    await expectQuiet(estate, yaml);
  });

  it('retries while a new role is not a principal yet', async () => {
    const estate = createEstate({ principals: [] });
    await estate.advance(settled);
    estate.raw('iam', 'CreateRole', { RoleName: 'app', AssumeRolePolicyDocument: trust });
    const known = estate.clock.now() + 90_000;
    estate.sandbox.faults.every({ operation: 'CreateGrant' }, (_request, run) =>
      estate.clock.now() >= known
        ? run()
        : {
            is: 'error',
            name: 'InvalidArnException',
            message: 'ARN does not refer to a valid principal',
            status: 400,
          },
    );
    expectDone(await estate.apply(estateYaml));
  });

  it('succeeds when the role is created during the run', async () => {
    const estate = createEstate({ principals: [] });
    await estate.advance(settled);
    let asked = 0;
    estate.sandbox.faults.every({ operation: 'GetRole' }, (_request, run) => {
      asked += 1;
      const answer = run();
      if (asked === 1) estate.raw('iam', 'CreateRole', { RoleName: 'app', AssumeRolePolicyDocument: trust });
      return answer;
    });
    expectDone(await estate.apply(estateYaml));
  });
});

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

describe('a change from Git makes the new one, sees it, and revokes the old', () => {
  it('replaces a grant in this order without approval', async () => {
    const estate = await made();
    const old = only(live(estate));
    const answer = await applied(estate, widened);
    expectDone(answer);
    expect(writes(answer)).toEqual(['kms:CreateGrant', 'kms:RevokeGrant']);
    const labels = answer.plan.steps.flatMap(({ changes }) => changes.map(({ label }) => label));
    expect(new Set(labels)).toEqual(new Set(['changed-in-git']));
    expect(answer.plan.steps.map(({ id, half }) => `${id} ${half}`)).toEqual([
      'Grant/app#grants expand',
      'Grant/app#former contract',
    ]);
    expect(only(live(estate)).GrantId).not.toBe(old.GrantId);
    await expectQuiet(estate, widened);
  });

  it('replaces a grant twice, back and forth, as a change from Git each time', async () => {
    const estate = await made();
    for (const yaml of [widened, estateYaml, widened]) {
      const answer = await applied(estate, yaml);
      expectDone(answer);
      await expectQuiet(estate, yaml);
      expect(live(estate)).toHaveLength(1);
    }
  });

  it('shows the changed fields instead of two hashes', async () => {
    const estate = await made();
    const { plan } = await estate.plan(widened);
    expect(plan.steps.find(({ name }) => name === 'grants')?.changes).toMatchObject([
      { path: '/operations', before: ['Decrypt'], after: ['Decrypt', 'Encrypt'], label: 'changed-in-git' },
    ]);
  });

  it('keeps the old grant when the new one cannot be created', async () => {
    const estate = await made();
    const wrong = stackOfDocuments(
      key,
      grantYaml('granteePrincipal: arn:aws:iam::111122223333:role/nobody, operations: [Decrypt]'),
    );
    const old = only(live(estate));
    const ended = endings(await estate.apply(wrong));
    expect(ended['Grant/app#grants']).toContain('failed');
    expect(ended['Grant/app#former']).toContain('skipped');
    expect(only(live(estate)).GrantId).toBe(old.GrantId);
  });

  it('creates the grant on the new key before it revokes the one on the old key', async () => {
    const second = primaryYaml('enabled: true').replace('name: data', 'name: second');
    const yaml = stackOfDocuments(key, second, grantYaml());
    const estate = await made(yaml);
    const moved = stackOfDocuments(key, second, grantYaml().replace('Key/data', 'Key/second'));
    const answer = await applied(estate, moved);
    expectDone(answer);
    expect(writes(answer)).toEqual(['kms:CreateGrant', 'kms:RevokeGrant']);
    expect([live(estate).length, grantsOn(estate, keyOf(estate, 'Key/second')).length]).toEqual([0, 1]);
    await expectQuiet(estate, moved);
  });
});

describe('changes of a grant by others', () => {
  it('waits for approval to restore a revoked grant', async () => {
    const estate = await made();
    revoke(estate, only(live(estate)).GrantId);
    await estate.advance(settled);
    const { plan } = await estate.plan(estateYaml);
    expect(verdictOn(plan, 'Grant/app')).toEqual({ sync: 'Drifted', steps: ['grants: approval'] });
    expect(writes(await applied(estate, estateYaml))).toEqual([]);
    expectDone(await estate.apply(estateYaml, { approve: ['repair'] }));
    await expectQuiet(estate, estateYaml);
  });

  it('revokes a dead grant at once, and waits for approval to create the new one', async () => {
    const estate = await made();
    estate.raw('iam', 'DeleteRole', { RoleName: 'app' });
    estate.raw('iam', 'CreateRole', { RoleName: 'app', AssumeRolePolicyDocument: trust });
    await estate.advance(settled);
    expect(only(live(estate)).GranteePrincipal).toMatch(/^AROA/u);
    const ended = endings(await estate.apply(estateYaml));
    expect(ended['Grant/app#dead']).toBe('done');
    expect(ended['Grant/app#grants']).toContain('blocked');
    expect(live(estate)).toEqual([]);
    await estate.advance(settled);
    expectDone(await estate.apply(estateYaml, { approve: ['repair'] }));
    expect(only(live(estate)).GranteePrincipal).toBe(app);
    await expectQuiet(estate, estateYaml);
  });

  it('revokes the dead grant before it creates the new one with one yes', async () => {
    const estate = await made();
    estate.raw('iam', 'DeleteRole', { RoleName: 'app' });
    estate.raw('iam', 'CreateRole', { RoleName: 'app', AssumeRolePolicyDocument: trust });
    await estate.advance(settled);
    const answer = await applied(estate, estateYaml, { approve: ['repair'] });
    expectDone(answer);
    expect(writes(answer)).toEqual(['kms:RevokeGrant', 'kms:CreateGrant']);
    await expectQuiet(estate, estateYaml);
  });

  it('revokes a second grant under our name at once when it gives more', async () => {
    const estate = await made();
    const { Name, GrantId } = only(live(estate));
    makeGrant(estate, { Name, GranteePrincipal: batch });
    await estate.advance(settled);
    const answer = await applied(estate, estateYaml);
    expect(endings(answer)).toEqual({ 'Grant/app#former': 'done' });
    expect(answer.plan.steps.flatMap(({ changes }) => changes.map(({ label }) => label))).toEqual([
      'drifted',
    ]);
    expect(only(live(estate)).GrantId).toBe(GrantId);
  });

  it.each([
    { why: 'no name', Name: undefined },
    { why: 'a name of their own', Name: 'theirs' },
    { why: "another stack's name", Name: 'keywright:other/12345678:Grant/app:00' },
    { why: 'a stack whose name begins like ours', Name: 'keywright:test/0a1b2c3d4e5fff:Grant/app:00' },
    { why: 'our start, and then no address', Name: `${prefix}nothing` },
  ])('leaves grants of others alone: $why', async ({ Name }) => {
    const estate = await made();
    const id = makeGrant(estate, { ...(Name === undefined ? {} : { Name }), GranteePrincipal: batch });
    await expectQuiet(estate, estateYaml);
    expectDone(await estate.apply(widened));
    await estate.apply(stackOfDocuments(key), { approve: 'shown' });
    expect(live(estate).map(({ GrantId }) => GrantId)).toEqual([id]);
  });

  it('shows grants of others at the key unless it says `grants: ignore`', async () => {
    const yaml = stackOfDocuments(primaryYaml('enabled: true'), grantYaml());
    const estate = await made(yaml);
    makeGrant(estate, { GranteePrincipal: batch, Operations: ['Encrypt', 'Decrypt'] });
    await estate.advance(settled);
    const { plan, requests } = await estate.plan(yaml);
    const notes = plan.resources.find(({ address }) => address === 'Key/data')?.notes ?? [];
    expect(notes).toEqual([expect.stringMatching(`^${batch} can Encrypt, Decrypt .*made outside Git`)]);
    expect(requests.filter(({ op }) => op === 'kms:ListGrants')).toHaveLength(1);
    expect(plan.steps).toEqual([]);
    const display = displayOf(plan);
    expect(display.notices).toEqual([]);
    expect(display.risky).toMatchObject([{ address: 'Key/data', first: 'foreign', state: 'kept' }]);
    expect(planText(display)).toContain('Review:');
    const ignoring = stackOfDocuments(primaryYaml('enabled: true, grants: ignore'), grantYaml());
    expect((await estate.plan(ignoring)).plan.resources.flatMap((one) => one.notes)).toEqual([]);
  });
});

describe('the state of the key', () => {
  it('defers a new grant on a key that is declared disabled, and revokes an old one', async () => {
    const closed = primaryYaml('enabled: false');
    const estate = createEstate({ principals: roles });
    await estate.apply(stackOfDocuments(closed), { approve: ['disable'] });
    await estate.advance(settled);
    const yaml = stackOfDocuments(closed, grantYaml());
    const { plan } = await estate.plan(yaml);
    const grant = plan.resources.find(({ address }) => address === 'Grant/app');
    expect(grant).toMatchObject({
      steps: [],
      deferred: [{ why: expect.stringContaining('disabled') as string }],
    });
    expect(endings(await estate.apply(yaml))).toEqual({});
  });

  it('repairs the key before the grant with one yes when both were changed by hand', async () => {
    const estate = await made();
    revoke(estate, only(live(estate)).GrantId);
    estate.raw('kms', 'DisableKey', { KeyId: keyOf(estate, 'Key/data') });
    await estate.advance(settled);
    expectDone(await estate.apply(estateYaml, { approve: ['repair'] }));
    await expectQuiet(estate, estateYaml);
  });

  it('keeps the old grant of a disabled key until the new one exists', async () => {
    const estate = await made();
    const closed = stackOfDocuments(
      primaryYaml('enabled: false'),
      grantYaml(`granteePrincipal: ${app}, operations: [Decrypt, Encrypt]`),
    );
    await estate.apply(stackOfDocuments(primaryYaml('enabled: false'), grantYaml()), {
      approve: ['disable'],
    });
    await estate.advance(settled);
    const { plan } = await estate.plan(closed);
    expect(plan.resources.find(({ address }) => address === 'Grant/app')?.deferred).toHaveLength(2);
    expect(endings(await estate.apply(closed))).toEqual({});
    expect(live(estate)).toHaveLength(1);
  });

  it('blocks a grant when its key does not exist', async () => {
    const id = '12345678-1234-1234-1234-123456789012';
    const yaml = stackOfDocuments(grantYaml().replace('{ ref: Key/data }', id));
    const { plan } = await createEstate().plan(yaml);
    expect(verdictOn(plan, 'Grant/app')).toMatchObject({ blocked: { code: 'engine.missing-container' } });
  });
});

describe('a manifest that is gone', () => {
  it.each([
    { why: 'another grant is declared on the key', rest: grantYaml('', 'other'), memory: 'kept' as const },
    {
      why: 'another grant is declared on the key, nothing is remembered',
      rest: grantYaml('', 'other'),
      memory: 'lost' as const,
    },
    { why: 'memory knows the key', rest: undefined, memory: 'kept' as const },
  ])('revokes a grant when $why', async ({ rest, memory }) => {
    const all = rest === undefined ? [key] : [key, rest];
    const estate = await made(stackOfDocuments(...all, grantYaml()));
    const yaml = stackOfDocuments(...all);
    const store = memory === 'kept' ? estate.store : await storeLost(estate);
    const answer = await applied(estate, yaml, { store });
    expectDone(answer);
    expect(endings(answer)).toEqual({ 'Grant/app#revoke': 'done' });
    // No manifest says metadata.state: absent of it.
    const gone = answer.plan.resources.find(({ address }) => address === 'Grant/app');
    expect(gone?.notes).toEqual(['its manifest was deleted']);
    expect(
      live(estate)
        .map(({ Name }) => Name)
        .filter((name) => name.includes('Grant/app:')),
    ).toEqual([]);
    await expectQuiet(estate, yaml, { store });
    expect(leftOver(await estate.plan(yaml, { store: await storeLost(estate) }))).toEqual([]);
  });

  it('revokes the grant and keeps the key as an orphan when both manifests are gone', async () => {
    const other = primaryYaml('{}').replace('name: data', 'name: other').replace('{ {} }', '{}');
    const estate = await made(`${stackOfDocuments(key, grantYaml())}\n---\n${other}`);
    const id = keyOf(estate, 'Key/data');
    const answer = await applied(estate, stackOfDocuments(other), { approve: ['cut-off', 'shrink'] });
    expect(endings(answer)).toEqual({ 'Grant/app#revoke': 'done' });
    expect(answer.plan.orphans.map(({ address }) => address)).toEqual(['Key/data']);
    expect([grantsOn(estate, id), describeKey(estate, id).KeyState]).toEqual([[], 'Enabled']);
  });

  it('creates the new grant and revokes the old one when it is renamed', async () => {
    const estate = await made();
    const yaml = stackOfDocuments(key, grantYaml('', 'application'));
    const answer = await applied(estate, yaml);
    expectDone(answer);
    expect(only(live(estate)).Name).toContain('Grant/application:');
    await expectQuiet(estate, yaml);
  });

  it('revokes a grant with a tombstone', async () => {
    const estate = await made();
    const yaml = stackOfDocuments(key, grantYaml('', 'app', 'state: absent'));
    expect(endings(await estate.apply(yaml))).toEqual({ 'Grant/app#revoke': 'done' });
    expect(live(estate)).toEqual([]);
    await expectQuiet(estate, yaml);
  });
});

describe('the budget of a no-change run', () => {
  it('sends one ListGrants per key, none where grants are ignored, and joins the pages', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `app-${index}`);
    const other = primaryYaml('enabled: true, grants: ignore').replace('name: data', 'name: other');
    const yaml = stackOfDocuments(key, other, ...names.map((name) => grantYaml('', name)));
    const estate = await made(yaml);
    const id = keyOf(estate, 'Key/data');
    const { requests } = await estate.plan(yaml);
    const lists = requests.filter(({ op }) => op === 'kms:ListGrants');
    expect(lists.length).toBe(1);
    expect(requests.filter(({ op }) => op === 'kms:DescribeKey')).toHaveLength(2);
    for (let index = 0; index < 150; index += 1) {
      estate.raw('kms', 'CreateGrant', { KeyId: id, GranteePrincipal: batch, Operations: ['Decrypt'] });
    }
    await estate.advance(settled);
    const again = await estate.plan(yaml);
    expect(leftOver(again)).toEqual([]);
    expect(again.requests.filter(({ op }) => op === 'kms:ListGrants')).toHaveLength(2);
  });

  it('lists only the grants of the grantee to confirm a new one', async () => {
    const estate = await made(stackOfDocuments(key));
    const id = keyOf(estate, 'Key/data');
    for (let index = 0; index < 150; index += 1) {
      estate.raw('kms', 'CreateGrant', { KeyId: id, GranteePrincipal: batch, Operations: ['Decrypt'] });
    }
    await estate.advance(settled);
    const answer = await applied(estate, estateYaml);
    expectDone(answer);
    // Two pages to look, then one page for each of the two equal reads.
    expect(answer.requests.filter(({ op }) => op === 'kms:ListGrants')).toHaveLength(4);
  });
});
