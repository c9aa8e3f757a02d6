import { createCallLog } from '../../src/aws/call-log.ts';
import { createLimiter } from '../../src/aws/limiter.ts';
import { createAws } from '../../src/aws/port.ts';
import type { Transport } from '../../src/aws/transport.ts';
import { day } from '../../src/model/instant.ts';
import { addressTag, stackTag } from '../../src/model/resource.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import { createS3Journal } from '../../src/store/s3/journal.ts';
import { documentOf, makeAnew, noPlainHttp, retag, storeBucket } from './bucket-world.ts';
import { crashAt } from './crash.ts';
import { driftGround, driftManifest, settled } from './drift-world.ts';
import { account, region, stackYaml } from './estate.ts';
import { documentYaml, keyYaml, makeKey, manifests } from './estate-facts.ts';
import { west } from './family-world.ts';
import { lawsByFolder } from './every-law.ts';
import { guarded, type Edit, type Guarded } from './guarded.ts';
import type { DriftRow } from './kind-laws.ts';
import { handOn, roleArn, stripMark, type Hand } from './hand.ts';
import { auditBucket } from './trail-world.ts';

/** Something people do with Keywright, done by roles that may do only what was generated for them. */
export interface Story {
  readonly name: string;
  run(edit?: Edit): Promise<Guarded>;
}

const manyAtOnce = stackYaml.replace('  defaults:', '  caps: { count: 1000 }\n  defaults:');

/** The estate of the drift tests; what is dangerous is approved here, however much it is at once. */
const manifest = driftManifest.replace(stackYaml, manyAtOnce);

/** Makes the world of the drift tests, as an administrator, and then leaves it to the two roles. */
async function made(edit?: Edit): Promise<{ readonly run: Guarded; readonly hand: Hand }> {
  const estate = driftGround();
  await estate.advance(settled);
  await estate.apply(manifest, { approve: 'shown' });
  await estate.advance(settled);
  return { run: guarded(estate, edit), hand: handOn(estate) };
}

const first: Story = {
  name: 'a first apply of everything',
  async run(edit) {
    const estate = driftGround();
    await estate.advance(settled);
    const run = guarded(estate, edit);
    await run.plan(manifest);
    await run.apply(manifest);
    return run;
  },
};

/** Groups rows so that each group changes a path only once. */
function waves(): readonly (readonly DriftRow[])[] {
  const rows = [...lawsByFolder.values()].flatMap(({ drift }) => drift);
  const byPath = Map.groupBy(rows, ({ covers, address }) => `${covers} ${address}`);
  const most = Math.max(...[...byPath.values()].map(({ length }) => length));
  return Array.from({ length: most }, (_, index) =>
    [...byPath.values()].flatMap((some) => some.slice(index, index + 1)),
  );
}

/** Each row is drift at some place; a row that AWS refuses beside the others waits for the next round. */
const drifts = waves().map((rows, index): Story => ({
  name: `drift at ${rows.length} places, put right (${index + 1})`,
  async run(edit) {
    const { run, hand } = await made(edit);
    let waiting = rows;
    for (let round = 0; waiting.length > 0 && round < 5; round += 1) {
      waiting = waiting.filter((row) => !drifted(row, hand));
      await run.estate.advance(settled);
      for (let pass = 0; pass < 3; pass += 1) await run.apply(manifest);
    }
    run.came.push(...waiting.map(({ address, covers, why }) => `never drifted: ${address}${covers} ${why}`));
    return run;
  },
}));

function drifted(row: DriftRow, hand: Hand): boolean {
  try {
    row.drift(hand);
    return true;
  } catch {
    return false;
  }
}

function role(sid: string, actions: readonly string[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: sid, Effect: 'Allow', Action: actions, Resource: '*' }],
  });
}

/** Kinds of things that stand and change: what a commit adds, turns over and takes away. */
function version(n: 1 | 2): string {
  const other = n === 1 ? 'a' : 'b';
  return manifests(
    [
      ...['a', 'b'].map((name) =>
        keyYaml({
          name,
          spec: `description: ${n === 1 ? 'one' : 'two'}, enabled: ${String(name === 'a' || n === 1)}, tags: { team: '${n}' }, rotation: { enabled: ${String(n === 1 && name === 'a')} }`,
        }),
      ),
      keyYaml({ name: 'c', spec: 'multiRegion: true' }),
      documentYaml(
        'ReplicaKey',
        'name: c',
        `primary: { ref: Key/c }, region: ${west}, enabled: ${String(n === 1)}`,
      ),
      documentYaml('Alias', 'name: data', `name: alias/data, target: { ref: Key/${other} }`),
      documentYaml(
        'Bucket',
        'name: box',
        `name: box-${account}, versioning: ${n === 1 ? 'Enabled' : 'Suspended'}`,
      ),
      documentYaml(
        'BucketPolicy',
        'name: box',
        `bucket: { ref: Bucket/box }, document: ${n === 1 ? tlsOnly(`box-${account}`) : 'null'}`,
      ),
      documentYaml(
        'BucketEncryption',
        'name: box',
        `bucket: { ref: Bucket/box }, algorithm: 'aws:kms', key: { ref: Key/a }, bucketKey: ${String(n === 1)}`,
      ),
      documentYaml(
        'BucketLogging',
        'name: box',
        `bucket: { ref: Bucket/box }, targetBucket: ${auditBucket}, targetPrefix: box/${String(n)}/`,
      ),
      documentYaml(
        'BucketLifecycle',
        'name: box',
        `bucket: { ref: Bucket/box }, rules: ${n === 1 ? '[{ id: cold, transitions: [{ days: 1, storageClass: GLACIER }] }]' : '[]'}`,
      ),
      documentYaml(
        'RolePolicy',
        'name: worker',
        `role: worker, name: use, document: ${n === 1 ? role('Use', ['kms:Decrypt']) : 'null'}`,
      ),
      documentYaml(
        'Grant',
        'name: clerk',
        `key: { ref: Key/a }, granteePrincipal: '${roleArn('clerk')}', operations: [${n === 1 ? 'Decrypt' : 'Encrypt'}]`,
      ),
      documentYaml(
        'Trail',
        'name: log',
        `name: ${n === 1 ? 'before' : 'after'}, bucket: ${auditBucket}, logging: true`,
      ),
    ],
    manyAtOnce,
  );
}

function tlsOnly(bucket: string): string {
  return JSON.stringify(documentOf(noPlainHttp(bucket)));
}

const changes: Story = {
  name: 'commits: new values, another target, a policy taken away, a trail under a new name, logging off',
  async run(edit) {
    const run = guarded(driftGround(), edit);
    await run.estate.advance(settled);
    await run.apply(version(1));
    await run.apply(version(2));
    await run.apply(version(2).replace('logging: true', 'logging: false'));
    // Somebody else under the name of the grantee: the old grant gives nothing to anybody.
    makeAnew(handOn(run.estate), 'clerk');
    await run.estate.advance(settled);
    await run.apply(version(1));
    return run;
  },
};

const marksLost: Story = {
  name: 'marks taken off behind our back',
  async run(edit) {
    const { run, hand } = await made(edit);
    stripMark(hand, hand.key('Key/data'));
    stripMark(hand, hand.key('ReplicaKey/family', west), west);
    retag(hand, storeBucket, { [stackTag]: undefined, [addressTag]: undefined });
    hand.cloudtrail('RemoveTags', {
      ResourceId: `arn:aws:cloudtrail:${region}:${account}:trail/second`,
      TagsList: [{ Key: stackTag }, { Key: addressTag }],
    });
    await run.estate.advance(settled);
    await run.apply(manifest);
    await run.apply(manifest);
    return run;
  },
};

const adoption: Story = {
  name: 'adopting what somebody else made',
  async run(edit) {
    const estate = driftGround();
    const hand = handOn(estate);
    const [id, other, dying] = [
      makeKey(estate, { tags: { owner: 'them' } }),
      makeKey(estate),
      makeKey(estate),
    ];
    hand.kms('ScheduleKeyDeletion', { KeyId: dying, PendingWindowInDays: 30 });
    hand.kms('CreateGrant', { KeyId: id, GranteePrincipal: roleArn('clerk'), Operations: ['Decrypt'] });
    hand.kms('CreateAlias', { AliasName: 'alias/theirs', TargetKeyId: other });
    hand.s3('CreateBucket', {
      Bucket: `old-${account}`,
      CreateBucketConfiguration: { LocationConstraint: region },
    });
    hand.cloudtrail('CreateTrail', { Name: 'theirs', S3BucketName: auditBucket });
    await estate.advance(settled);
    const run = guarded(estate, edit);
    const yaml = manifests(
      [
        keyYaml({
          name: 'a',
          metadata: `adopt: '${id}'`,
          spec: 'description: ours, rotation: { enabled: true }, grants: report',
        }),
        keyYaml({ name: 'dying', metadata: `adopt: '${dying}'`, spec: 'enabled: true' }),
        documentYaml(
          'Alias',
          `name: theirs, adopt: '${other}'`,
          'name: alias/theirs, target: { ref: Key/a }',
        ),
        documentYaml('Bucket', 'name: old, adopt: true', `name: old-${account}, versioning: Enabled`),
        documentYaml('Trail', 'name: theirs, adopt: true', `bucket: ${auditBucket}, logging: true`),
      ],
      manyAtOnce,
    );
    await run.apply(yaml);
    return run;
  },
};

const farewell: Story = {
  name: 'tombstones of a key, a replica, a grant and a trail, and letting go',
  async run(edit) {
    const estate = driftGround();
    const documents = (of: Partial<Record<'old' | 'copy' | 'box' | 'grant' | 'log', string>>): string =>
      manifests(
        [
          keyYaml({ name: 'stays', spec: 'multiRegion: true' }),
          keyYaml({ name: 'old', metadata: of.old ?? '' }),
          keyYaml({ name: 'kept', spec: 'multiRegion: true' }),
          documentYaml(
            'ReplicaKey',
            `name: kept${of.box === undefined ? '' : `, ${of.box}`}`,
            `primary: { ref: Key/kept }, region: ${west}`,
          ),
          keyYaml({ name: 'free', ...(of.box === undefined ? {} : { metadata: of.box }) }),
          documentYaml(
            'ReplicaKey',
            `name: copy${of.copy ?? ''}`,
            `primary: { ref: Key/stays }, region: ${west}`,
          ),
          documentYaml(
            'Bucket',
            `name: box${of.box === undefined ? '' : `, ${of.box}`}`,
            `name: box-${account}`,
          ),
          documentYaml(
            'Grant',
            `name: clerk${of.grant ?? ''}`,
            `key: { ref: Key/stays }, granteePrincipal: '${roleArn('clerk')}', operations: [Decrypt]`,
          ),
          documentYaml('Trail', `name: log${of.log ?? ''}`, `bucket: ${auditBucket}, logging: true`),
          documentYaml(
            'Trail',
            `name: other${of.box === undefined ? '' : `, ${of.box}`}`,
            `bucket: ${auditBucket}`,
          ),
        ],
        manyAtOnce,
      );
    const run = guarded(estate, edit);
    const hand = handOn(estate);
    const CreateBucketConfiguration = { LocationConstraint: west };
    hand.s3('CreateBucket', { Bucket: `far-${account}`, CreateBucketConfiguration }, west);
    await estate.advance(settled);
    await run.apply(documents({}));
    await estate.advance(60 * day);
    const dead = documents({
      old: `state: absent, keyId: ${hand.key('Key/old')}`,
      copy: ', state: absent',
      grant: ', state: absent',
      log: ', state: absent',
      box: 'state: released',
    });
    await run.apply(dead);
    await estate.advance(8 * day);
    await run.apply(dead);
    return run;
  },
};

const lostAnswer: Story = {
  name: 'the answer to CreateKey is lost: the key is found by a sweep',
  async run(edit) {
    const estate = driftGround();
    const run = guarded(estate, edit);
    await estate.advance(settled);
    const yaml = manifests([keyYaml({ name: 'a' })], manyAtOnce);
    run.permit(yaml);
    makeKey(estate);
    const crash = crashAt(1, 'effect but no answer');
    const dying: Transport = {
      send: (request) =>
        request.op === 'kms:CreateKey' ? dead.send(request) : run.transport().send(request),
    };
    const dead = crash.transport(run.transport());
    const ended = estate.apply(yaml, {
      approve: 'shown',
      transport: () => dying,
      store: crash.store(estate.store),
      clock: crash.clock(estate.clock),
    });
    await Promise.race([crash.died, ended]);
    await estate.advance(settled);
    await run.apply(yaml);
    return run;
  },
};

const shared: Story = {
  name: 'lease and journal in S3',
  async run(edit) {
    const estate = driftGround();
    const hand = handOn(estate);
    hand.s3('CreateBucket', { Bucket: 'state', CreateBucketConfiguration: { LocationConstraint: region } });
    await estate.advance(settled);
    const run = guarded(estate, edit);
    const declared = (spec: string): string =>
      manifests(
        [keyYaml({ name: 'a', spec })],
        `${manyAtOnce}  coordination: { s3: { bucket: state, prefix: keywright/test/, account: '${account}', region: ${region} } }\n`,
      );
    run.permit(declared('enabled: false'));
    const aws = createAws({
      transport: run.transport(),
      clock: estate.clock,
      random: seededRandoms(1).stream('journal'),
      limiter: createLimiter(estate.clock),
      log: createCallLog(),
      unleased: () => true,
    });
    const place = { account, region };
    const journal = createS3Journal({
      aws,
      place,
      bucket: 'state',
      prefix: 'keywright/test/',
      stack: { name: 'test', uid: '0a1b2c3d4e5f' },
      clock: estate.clock,
      clockSkew: 0,
    });
    const { memory, check } = estate.store;
    // No key is disabled while it may be the one that encrypts the bucket.
    for (const yaml of [declared('enabled: true'), declared('enabled: true'), declared('enabled: false')]) {
      try {
        await run.apply(yaml, { store: { journal, memory, check }, approve: 'shown' });
        run.came.push(...(await journal.check()).map(({ message }) => `journal failed: ${message}`));
      } catch (error) {
        run.came.push(`journal failed: ${error instanceof Error ? error.message : ''}`);
      }
    }
    return run;
  },
};

export const stories: readonly Story[] = [
  first,
  changes,
  ...drifts,
  marksLost,
  adoption,
  farewell,
  lostAnswer,
  shared,
];
