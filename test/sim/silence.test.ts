import { describe, expect, it } from 'vitest';
import { isRead, knownOps } from '../../src/aws/operations.ts';
import type { Transport } from '../../src/aws/transport.ts';
import type { OpName } from '../../src/model/call.ts';
import { day, hour } from '../../src/model/instant.ts';
import { addressTag } from '../../src/model/resource.ts';
import { exitCodeOf, exitCodeOfApply } from '../../src/report/exit.ts';
import type { WorldJson } from '../../src/sandbox/sandbox.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import type { Store } from '../../src/store/store.ts';
import { copyStore } from '../support/copy-store.ts';
import { createEstate, leftOver, region, stackYaml, type Estate } from '../support/estate.ts';
import { makeKey } from '../support/estate-facts.ts';
import { handOn, keysIn, roleArn } from '../support/hand.ts';
import { failing, faultsOf, moments, pick, recordCalls, type Calls, type Fault } from '../support/silence.ts';
import { auditBucket, bucketPolicy, keyPolicy } from '../support/trail-world.ts';

const west = 'eu-west-1';
const approve = ['disable', 'widen', 'repair', 'cut-off', 'loosen', 'shrink'] as const;

function document(kind: string, name: string, spec: object): string {
  return `---\n${JSON.stringify({ apiVersion: 'keywright.dev/v1', kind, metadata: { name }, spec })}\n`;
}

/** Returns one resource of each kind; `version` 2 changes each of them. */
function estateYaml(version: 1 | 2): string {
  const one = version === 1;
  return [
    stackYaml,
    document('Key', 'data', {
      description: `Data ${version}`,
      multiRegion: true,
      policy: keyPolicy('${Trail/audit.arn}'),
      rotation: { enabled: true, periodInDays: one ? 180 : 365 },
      tags: { tier: String(version) },
      aliases: one ? ['alias/data'] : ['alias/data', 'alias/more'],
      grants: 'report',
    }),
    // Nothing but the listings can say that it exists.
    document('Key', 'plain', { description: `Plain ${version}` }),
    document('ReplicaKey', 'data', {
      primary: { ref: 'Key/data' },
      region: west,
      description: `Copy ${version}`,
    }),
    document('Grant', 'app', {
      key: { ref: 'Key/data' },
      granteePrincipal: roleArn('app'),
      operations: one ? ['Decrypt', 'Encrypt'] : ['Decrypt'],
    }),
    document('Bucket', 'audit', {
      name: auditBucket,
      tags: { tier: String(version) },
      versioning: 'Enabled',
      objectOwnership: one ? 'BucketOwnerPreferred' : 'BucketOwnerEnforced',
      publicAccessBlock: {
        blockPublicAcls: true,
        ignorePublicAcls: true,
        blockPublicPolicy: true,
        restrictPublicBuckets: true,
      },
    }),
    document('BucketEncryption', 'audit', {
      bucket: auditBucket,
      algorithm: 'aws:kms',
      key: { ref: 'Key/data' },
      bucketKey: !one,
    }),
    document('BucketPolicy', 'audit', {
      bucket: auditBucket,
      ownership: 'document',
      document: bucketPolicy(),
    }),
    document('Trail', 'audit', {
      bucket: auditBucket,
      prefix: one ? 'a' : 'b',
      logFileValidation: true,
      logging: true,
      eventSelectors: [{ readWriteType: one ? 'All' : 'WriteOnly', includeManagementEvents: true }],
      tags: { tier: String(version) },
    }),
    document('RolePolicy', 'app', {
      role: 'app',
      name: 'use-keys',
      document: {
        Version: '2012-10-17',
        Statement: [
          { Sid: 'Use', Effect: 'Allow', Action: one ? ['kms:Decrypt'] : ['kms:Encrypt'], Resource: '*' },
        ],
      },
    }),
  ].join('');
}

/** Where a run begins. */
interface Scene {
  readonly yaml: string;
  open(): Promise<Estate>;
  /** Absent: the estate's own, which knows nothing. */
  store(estate: Estate): Promise<Store>;
}

interface Made {
  readonly world: WorldJson;
  readonly at: number;
  readonly store: Store;
}

/** Makes the world of version 1, a day after it was applied, and what the run remembered. */
async function make(): Promise<Made> {
  const estate = createEstate({ principals: [roleArn('app')] });
  ground(estate);
  await estate.advance(hour);
  const answer = await estate.apply(estateYaml(1), { approve: 'shown' });
  expect(exitCodeOfApply(applied(answer))).toBe(0);
  await estate.advance(day);
  expect(leftOver(await estate.plan(estateYaml(1)))).toEqual([]);
  return { world: estate.sandbox.world(), at: estate.clock.now(), store: estate.store };
}

/** Makes resources of others, which nothing may touch. */
function ground(estate: Estate): void {
  makeKey(estate, { tags: { owner: 'them' } });
  makeKey(estate, { tags: { 'keywright:stack': 'other/ffff', 'keywright:address': 'Key/data' } });
}

function foreign(estate: Estate): readonly object[] {
  const hand = handOn(estate);
  return keysIn(hand.kms, region).filter(
    ({ tags }) => tags['owner'] === 'them' || tags['keywright:stack'] === 'other/ffff',
  );
}

function applied<A extends { readonly is: string }>(answer: A): Exclude<A, { readonly is: 'refused' }> {
  if (answer.is === 'refused') throw new Error('the lease is held');
  return answer as Exclude<A, { readonly is: 'refused' }>;
}

/** Finds keys and replicas of ours by address; more than one of an address is the worst that can happen. */
function doubles(estate: Estate): readonly string[] {
  const hand = handOn(estate);
  return [region, west].flatMap((at) => {
    const ours = keysIn(hand.kms, at).filter(({ tags }) => tags['keywright:stack'] === 'test/0a1b2c3d4e5f');
    const byAddress = Map.groupBy(ours, ({ tags }) => tags[addressTag] ?? '');
    return [...byAddress].flatMap(([address, keys]) => (keys.length > 1 ? [`${address} in ${at}`] : []));
  });
}

/** Makes the world once for all runs, which change copies of it. */
function onceMade(): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => (made ??= make());
}

const madeOnce = onceMade();

async function again(): Promise<Estate> {
  const made = await madeOnce();
  const estate = createEstate({ world: made.world });
  await estate.advance(made.at - estate.clock.now());
  return estate;
}

async function copied(estate: Estate): Promise<Store> {
  const made = await madeOnce();
  const store = createVolatileStore({ now: () => 0 });
  await copyStore(made.store, store);
  expect(estate.clock.now()).toBe(made.at);
  return store;
}

const scenes: Readonly<Record<string, Scene>> = {
  'the first apply': {
    yaml: estateYaml(1),
    async open() {
      const estate = createEstate({ principals: [roleArn('app')] });
      ground(estate);
      await estate.advance(hour);
      return estate;
    },
    store: async ({ store }) => store,
  },
  'a change of everything': { yaml: estateYaml(2), open: again, store: copied },
  'the state lost': {
    yaml: estateYaml(1),
    open: again,
    store: async () => createVolatileStore({ now: () => 0 }),
  },
};

async function runWithout(scene: Scene): Promise<Calls> {
  const calls = recordCalls();
  const estate = await scene.open();
  const store = await scene.store(estate);
  const options = {
    approve,
    store,
    transport: (inner: Parameters<Calls['transport']>[0]) => calls.transport(inner),
  };
  const answer = applied(await estate.apply(scene.yaml, options));
  expect([...answer.outcomes.values()].map(({ is }) => is).filter((is) => is !== 'done')).toEqual([]);
  return calls;
}

/** Runs with one fault in one call, and checks what must hold after any fault. */
async function check(scene: Scene, calls: readonly string[], fault: Fault): Promise<void> {
  const where = `${fault}: ${calls.join(', ')}`;
  const estate = await scene.open();
  const store = await scene.store(estate);
  const theirs = foreign(estate);
  const options = { approve, store, transport: failing(calls, fault) };
  const answer = applied(await estate.apply(scene.yaml, options));
  const truth = async (): Promise<readonly string[]> => leftOver(await estate.plan(scene.yaml, { store }));
  if (exitCodeOfApply(answer) === 0) expect(await truth(), `${where}: exit 0`).toEqual([]);
  const told = await estate.plan(scene.yaml, { store, transport: failing(calls, fault) });
  if (exitCodeOf(told.plan) === 0) expect(await truth(), `${where}: "No changes"`).toEqual([]);
  expect(doubles(estate), where).toEqual([]);
  await estate.advance(hour);
  await estate.apply(scene.yaml, { approve, store });
  await estate.advance(hour);
  expect(await truth(), `${where}: a later run`).toEqual([]);
  expect(doubles(estate), where).toEqual([]);
  expect(foreign(estate), `${where}: what is not ours`).toEqual(theirs);
}

describe.each(Object.keys(scenes))('%s', (name) => {
  it.each(['reads', 'writes'] as const)(
    'survives %s that say nothing',
    async (which) => {
      const scene = scenes[name];
      if (scene === undefined) throw new Error(name);
      const calls = await runWithout(scene);
      const ops = calls.ops().filter((op) => isRead(op) === (which === 'reads'));
      for (const op of ops)
        for (const fault of faultsOf(op)) {
          const picked = new Set(moments.map((moment) => pick(op, calls.of(op), moment)));
          for (const call of picked) await check(scene, [call], fault);
        }
    },
    600_000,
  );
});

/** A proxy that answers for AWS answers alike whatever it is asked for. */
describe.each(['the first apply', 'the state lost'])('%s, where nothing can be listed', (name) => {
  it.each(['empty', 'throttled', 'broken', 'forbidden'] as const)('%s: makes no key', async (fault) => {
    const scene = scenes[name];
    if (scene === undefined) throw new Error(name);
    const listings = ['kms:ListKeys ', 'kms:ListAliases ', 'tagging:GetResources '];
    await check(scene, listings, fault);
    const estate = await scene.open();
    const store = await scene.store(estate);
    const answer = await estate.apply(scene.yaml, { approve, store, transport: failing(listings, fault) });
    const sent = answer.requests.map(({ op }) => op);
    expect(sent).not.toContain('kms:CreateKey');
  });
});

/** HEAD has no body, and S3 answers no write with one: a status alone says nothing about what is there. */
describe('where a proxy answers 200 without a body for S3', () => {
  const bodiless: readonly OpName[] = ['s3:HeadBucket', ...knownOps.filter(isBucketWrite)];

  it.each(Object.keys(scenes))('calls no bucket there that is not: %s, from the start', async (name) => {
    const scene = scenes[name];
    if (scene === undefined) throw new Error(name);
    for (const lie of [bodiless.slice(0, 1), bodiless])
      await check(
        scene,
        lie.map((op) => `${op} `),
        'empty',
      );
  });

  it('calls no bucket made when the proxy comes with its create', async () => {
    const yaml = `${stackYaml}${document('Bucket', 'bare', { name: 'bare-0001' })}`;
    const estate = createEstate();
    await estate.advance(hour);
    let began = false;
    const transport = (inner: Transport): Transport => ({
      send(request) {
        began ||= request.op === 's3:CreateBucket';
        const lies = began && bodiless.includes(request.op);
        return lies ? Promise.resolve({ is: 'ok', output: {} }) : inner.send(request);
      },
    });
    const answer = applied(await estate.apply(yaml, { transport }));
    expect(exitCodeOfApply(answer)).not.toBe(0);
    expect([...answer.outcomes.values()]).toMatchObject([{ is: 'waiting' }]);
    await estate.advance(hour);
    expect(exitCodeOfApply(applied(await estate.apply(yaml)))).toBe(0);
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
  });
});

function isBucketWrite(op: OpName): boolean {
  return op.startsWith('s3:') && op.includes('Bucket') && !isRead(op);
}

it('asks and sends what the kinds can ask and send', async () => {
  const seen = new Set<OpName>();
  for (const scene of Object.values(scenes)) for (const op of (await runWithout(scene)).ops()) seen.add(op);
  expect([...seen].toSorted()).toMatchInlineSnapshot(`
    [
      "cloudtrail:AddTags",
      "cloudtrail:CreateTrail",
      "cloudtrail:DescribeTrails",
      "cloudtrail:GetEventSelectors",
      "cloudtrail:GetTrail",
      "cloudtrail:GetTrailStatus",
      "cloudtrail:ListTags",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:StartLogging",
      "cloudtrail:UpdateTrail",
      "iam:GetRole",
      "iam:GetRolePolicy",
      "iam:PutRolePolicy",
      "kms:CreateAlias",
      "kms:CreateGrant",
      "kms:CreateKey",
      "kms:DescribeKey",
      "kms:EnableKeyRotation",
      "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus",
      "kms:ListAliases",
      "kms:ListGrants",
      "kms:ListKeys",
      "kms:ListResourceTags",
      "kms:ReplicateKey",
      "kms:RevokeGrant",
      "kms:TagResource",
      "kms:UpdateKeyDescription",
      "s3:CreateBucket",
      "s3:GetBucketEncryption",
      "s3:GetBucketOwnershipControls",
      "s3:GetBucketPolicy",
      "s3:GetBucketTagging",
      "s3:GetBucketVersioning",
      "s3:GetPublicAccessBlock",
      "s3:HeadBucket",
      "s3:ListBuckets",
      "s3:PutBucketEncryption",
      "s3:PutBucketOwnershipControls",
      "s3:PutBucketPolicy",
      "s3:PutBucketTagging",
      "s3:PutBucketVersioning",
      "sts:GetCallerIdentity",
      "tagging:GetResources",
    ]
  `);
});
