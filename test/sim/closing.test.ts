import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../src/model/instant.ts';
import { addressTag, holdTag, stackTag } from '../../src/model/resource.ts';
import { riskyOf } from '../../src/report/display/risky.ts';
import {
  account,
  createEstate,
  endings,
  leftOver,
  region,
  stackYaml,
  type Estate,
  type RunOptions,
} from '../support/estate.ts';
import {
  applied,
  documentYaml,
  keyOf,
  keyYaml,
  manifests,
  verdictOn,
  writes,
} from '../support/estate-facts.ts';
import {
  app,
  batch,
  grantsOn,
  primaryYaml,
  replicaYaml,
  roles,
  stackOfDocuments,
  west,
} from '../support/family.ts';

const stranger = 'arn:aws:iam::999988887777:root';

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: Readonly<Record<string, string>>;
  readonly Action: string;
  readonly Resource: '*';
  readonly Condition?: object;
}

function allow(Sid: string, AWS: string, Action = 'kms:Decrypt'): Statement {
  return { Sid, Effect: 'Allow', Principal: { AWS }, Action, Resource: '*' };
}

const root = allow('Root', `arn:aws:iam::${account}:root`, 'kms:*');
const use = allow('Use', app);
const evil = allow('Evil', stranger, 'kms:*');

function policy(...Statement: readonly object[]): object {
  return { Version: '2012-10-17', Statement };
}

function keyWith(name: string, statements: readonly Statement[], more = '', metadata = ''): string {
  return keyYaml({ name, metadata, spec: `policy: ${JSON.stringify(policy(...statements))}${more}` });
}

function put(estate: Estate, name: string, ...statements: readonly Statement[]): void {
  estate.raw('kms', 'PutKeyPolicy', {
    KeyId: keyOf(estate, `Key/${name}`),
    PolicyName: 'default',
    Policy: JSON.stringify(policy(...statements)),
  });
}

/** Makes another key with the tags of this one, as whoever can tag can. */
function withTheMarkOf(estate: Estate, KeyId: string): string {
  const { Tags } = estate.raw('kms', 'ListResourceTags', { KeyId }) as { Tags: readonly object[] };
  const { KeyMetadata } = estate.raw('kms', 'CreateKey', { Tags }) as { KeyMetadata: { KeyId: string } };
  return KeyMetadata.KeyId;
}

function sidsOf(estate: Estate, name: string): readonly string[] {
  return sidsOnKey(estate, keyOf(estate, `Key/${name}`));
}

function sidsOnKey(estate: Estate, KeyId: string, at = region): readonly string[] {
  const { Policy } = estate.raw('kms', 'GetKeyPolicy', { KeyId }, at) as { Policy: string };
  return (JSON.parse(Policy) as { Statement: readonly Statement[] }).Statement.map(({ Sid }) => Sid);
}

async function standing(yaml: string, approve: RunOptions['approve'] = []): Promise<Estate> {
  const estate = createEstate({ principals: roles });
  await estate.advance(hour);
  await applied(estate, yaml, { approve });
  await estate.advance(day);
  return estate;
}

describe('closing never waits for opening', () => {
  const one = manifests([keyWith('a', [root, use])]);

  it('removes a hostile statement beside one of ours that is gone and whose repair waits', async () => {
    const estate = await standing(one);
    put(estate, 'a', root, evil);
    await estate.advance(hour);
    const answer = await applied(estate, one);
    expect(endings(answer)).toMatchObject({ 'Key/a#policy:narrow': 'done' });
    expect(sidsOf(estate, 'a')).toEqual(['Root']);
    expect(endings(await applied(estate, one, { approve: ['repair'] }))).toEqual({ 'Key/a#policy': 'done' });
    expect(leftOver(await estate.plan(one))).toEqual([]);
  });

  it('removes it when the mark is gone and the tag keywright:hold stops its return', async () => {
    const yaml = manifests([keyWith('a', [root, use], ', aliases: [alias/a]')]);
    const estate = await standing(yaml);
    const KeyId = keyOf(estate, 'Key/a');
    put(estate, 'a', root, use, evil);
    estate.raw('kms', 'UntagResource', { KeyId, TagKeys: [stackTag, addressTag] });
    estate.raw('kms', 'TagResource', { KeyId, Tags: [{ TagKey: holdTag, TagValue: 'x' }] });
    await estate.advance(hour);
    const answer = await applied(estate, yaml);
    expect(endings(answer)).toMatchObject({ 'Key/a#policy': 'done' });
    expect(endings(answer)['Key/a#mark']).toContain('keywright:hold');
    expect(sidsOnKey(estate, KeyId)).toEqual(['Root', 'Use']);
  });

  it('removes it when the mark is gone and the same policy denies tagging', async () => {
    const yaml = manifests([keyWith('a', [root, use], ', aliases: [alias/a]')]);
    const estate = await standing(yaml);
    const KeyId = keyOf(estate, 'Key/a');
    put(estate, 'a', root, use, evil, { ...allow('NoTag', '*', 'kms:TagResource'), Effect: 'Deny' });
    estate.raw('kms', 'UntagResource', { KeyId, TagKeys: [stackTag, addressTag] });
    await estate.advance(hour);
    const answer = await applied(estate, yaml);
    expect(endings(answer)).toMatchObject({ 'Key/a#policy:narrow': 'done' });
    expect(sidsOnKey(estate, KeyId)).not.toContain('Evil');
  });

  it('stops what gives access for a hold set after the plan, behind the hostile statement that it removes', async () => {
    const estate = await standing(one);
    put(estate, 'a', root, evil);
    await estate.advance(hour);
    const answer = await applied(estate, one, {
      approve: 'shown',
      whileAsked: async () => {
        const KeyId = keyOf(estate, 'Key/a');
        estate.raw('kms', 'TagResource', { KeyId, Tags: [{ TagKey: holdTag, TagValue: 'incident' }] });
        await estate.advance(minute);
      },
    });
    expect(endings(answer)).toMatchObject({ 'Key/a#policy:narrow': 'done' });
    expect(endings(answer)['Key/a#policy']).toContain('keywright:hold');
    expect(sidsOf(estate, 'a')).toEqual(['Root']);
  });

  // PutKeyPolicy replaces all: repeated for half a minute, it would erase what a responder wrote meanwhile.
  it('does not repeat a throttled write once somebody else has changed the document', async () => {
    const estate = await standing(one);
    const wanted = manifests([keyWith('a', [root, use, allow('More', batch)])]);
    const stop: Statement = { ...allow('Stop', stranger), Effect: 'Deny' };
    let isFirst = true;
    const answer = await applied(estate, wanted, {
      approve: ['widen'],
      transport: (inner) => ({
        send(request) {
          if (request.op !== 'kms:PutKeyPolicy' || !isFirst) return inner.send(request);
          isFirst = false;
          put(estate, 'a', root, use, stop);
          const failure = { name: 'ThrottlingException', message: 'slower', status: 400, sent: true };
          return Promise.resolve({ is: 'error', retryAfterMs: 20_000, ...failure });
        },
      }),
    });
    expect(endings(answer)['Key/a#policy']).toContain('stale');
    expect(sidsOf(estate, 'a')).toEqual(['Root', 'Use', 'Stop']);
  });

  it('repeats a throttled write of a document that did not change', async () => {
    const estate = await standing(one);
    const wanted = manifests([keyWith('a', [root, use, allow('More', batch)])]);
    let isFirst = true;
    const answer = await applied(estate, wanted, {
      approve: ['widen'],
      transport: (inner) => ({
        send(request) {
          if (request.op !== 'kms:PutKeyPolicy' || !isFirst) return inner.send(request);
          isFirst = false;
          const failure = { name: 'ThrottlingException', message: 'slower', status: 400, sent: true };
          return Promise.resolve({ is: 'error', retryAfterMs: 20_000, ...failure });
        },
      }),
    });
    expect(endings(answer)).toEqual({ 'Key/a#policy': 'done' });
  });

  it('removes it when nothing of ours is left in the key policy, and says what stays', async () => {
    const estate = await standing(one);
    put(estate, 'a', evil, allow('Adm', `arn:aws:iam::${account}:role/admin`, 'kms:*'));
    await estate.advance(hour);
    const answer = await applied(estate, one);
    expect(endings(answer)).toMatchObject({ 'Key/a#policy:narrow': 'done' });
    expect(sidsOf(estate, 'a')).toEqual(['Adm']);
    expect(JSON.stringify(answer.plan)).toContain('Adm was added outside Git and stays');
  });

  it.each([
    { ownership: 'document', Sid: 'Evil' },
    { ownership: 'statements', Sid: 'Read' },
  ])('deletes a bucket policy that only strangers are left in, ownership $ownership', async (row) => {
    const Resource = 'arn:aws:s3:::closing-replaced/*';
    const read = { Sid: 'Read', Effect: 'Allow', Principal: { AWS: app }, Action: 's3:GetObject', Resource };
    const strange = { ...read, Sid: row.Sid, Principal: { AWS: stranger }, Action: 's3:*' };
    const document = JSON.stringify(policy(read));
    const yaml = manifests([
      documentYaml('Bucket', 'name: b', 'name: closing-replaced'),
      documentYaml(
        'BucketPolicy',
        'name: b',
        `bucket: { ref: Bucket/b }, ownership: ${row.ownership}, document: ${document}`,
      ),
    ]);
    const estate = await standing(yaml);
    const Policy = JSON.stringify(policy(strange));
    estate.raw('s3', 'PutBucketPolicy', { Bucket: 'closing-replaced', Policy });
    await estate.advance(hour);
    const answer = await applied(estate, yaml);
    expect(endings(answer)).toMatchObject({ 'BucketPolicy/b#document:narrow': 'done' });
    expect(answer.requests.filter(({ op }) => op === 's3:DeleteBucketPolicy')).toHaveLength(1);
    await estate.advance(hour);
    expect(endings(await applied(estate, yaml, { approve: ['repair'] }))).toEqual({
      'BucketPolicy/b#document': 'done',
    });
    await estate.advance(hour);
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
  });

  it.each([
    {
      what: 'changes what AWS cannot change',
      manifest: () => keyWith('a', [root, use], ', multiRegion: true'),
    },
    {
      what: 'lets the key go and waits for approval',
      manifest: () => keyWith('a', [root, use], '', 'state: released'),
    },
    {
      what: 'is a tombstone that waits for approval',
      manifest: (id: string) => keyWith('a', [root, use], '', `state: absent, keyId: ${id}`),
    },
  ])('removes it when the new manifest $what', async ({ manifest }) => {
    const estate = await standing(one);
    put(estate, 'a', root, use, evil);
    await estate.advance(hour);
    const KeyId = keyOf(estate, 'Key/a');
    const answer = await applied(estate, manifests([manifest(KeyId)]));
    expect(endings(answer)).toMatchObject({ 'Key/a#policy': 'done' });
    expect(writes(answer)).toEqual(['kms:PutKeyPolicy']);
    expect(sidsOnKey(estate, KeyId)).toEqual(['Root', 'Use']);
  });

  it('leaves a released resource alone', async () => {
    const estate = await standing(one);
    const KeyId = keyOf(estate, 'Key/a');
    const released = manifests([keyWith('a', [root, use], '', 'state: released')]);
    await applied(estate, released, { approve: 'shown' });
    await estate.advance(hour);
    const Policy = JSON.stringify(policy(root, use, evil));
    estate.raw('kms', 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy });
    await estate.advance(hour);
    expect(writes(await applied(estate, released, { approve: 'shown' }))).toEqual([]);
  });

  it('does not count a declared widening as applied that somebody made before it was approved', async () => {
    const estate = await standing(one);
    const wider = manifests([keyWith('a', [root, use, evil])]);
    await applied(estate, wider);
    put(estate, 'a', root, use, evil);
    await estate.advance(hour);
    for (const _ of [1, 2]) {
      const waits = await applied(estate, wider);
      expect(endings(waits)['Key/a#policy']).toContain('blocked');
      expect(waits.plan.resources.map(({ sync }) => sync)).toEqual(['PendingChange']);
      await estate.advance(hour);
    }
    const approved = await applied(estate, wider, { approve: ['widen'] });
    expect(endings(approved)).toEqual({ 'Key/a#policy': 'done' });
    expect(writes(approved)).toEqual([]);
    await estate.advance(hour);
    expect(leftOver(await estate.plan(wider))).toEqual([]);
  });

  it.each([
    {
      why: 'beside drift that is taken away',
      live: [root, use, evil, allow('More', batch)],
      want: [root, use, evil],
    },
    {
      why: 'beside a change of another statement',
      live: [root, use, evil],
      want: [root, { ...use, Action: 'kms:Encrypt' }, evil],
    },
    {
      why: 'beside ours that is gone',
      live: [root, evil],
      want: [root, use, evil],
    },
  ])('asks for a declared widening that somebody made before, $why', async ({ live, want }) => {
    const estate = await standing(one);
    put(estate, 'a', ...live);
    await estate.advance(hour);
    const wider = manifests([keyWith('a', want)]);
    const run = await applied(estate, wider, { approve: ['repair'] });
    expect(endings(run)['Key/a#policy']).toContain('blocked: Evil allows account');
    await estate.advance(hour);
    await applied(estate, one);
    expect(sidsOf(estate, 'a')).not.toContain('Evil');
  });

  it('asks in the same way for a setting that somebody opened before Git asked for it', async () => {
    const bucket = (blockPublicPolicy: boolean): string =>
      manifests([
        documentYaml(
          'Bucket',
          'name: b',
          `name: closing-setting, publicAccessBlock: { blockPublicPolicy: ${String(blockPublicPolicy)} }`,
        ),
      ]);
    const estate = await standing(bucket(true));
    estate.raw('s3', 'PutPublicAccessBlock', {
      Bucket: 'closing-setting',
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: true,
      },
    });
    await estate.advance(hour);
    for (const _ of [1, 2]) {
      const run = await applied(estate, bucket(false));
      expect(endings(run)['Bucket/b#publicAccessBlock']).toContain('blocked');
      await estate.advance(hour);
    }
    const approved = await applied(estate, bucket(false), { approve: ['widen'] });
    expect(endings(approved)).toEqual({ 'Bucket/b#publicAccessBlock': 'done' });
    await estate.advance(hour);
    expect(leftOver(await estate.plan(bucket(false)))).toEqual([]);
  });

  it('accepts it in the run that takes the drift beside it away', async () => {
    const estate = await standing(one);
    put(estate, 'a', root, use, evil, allow('More', batch));
    await estate.advance(hour);
    const wider = manifests([keyWith('a', [root, use, evil])]);
    const run = await applied(estate, wider, { approve: ['widen'] });
    expect(endings(run)).toEqual({ 'Key/a#policy:narrow': 'done', 'Key/a#policy': 'done' });
    expect(writes(run)).toEqual(['kms:PutKeyPolicy']);
    await estate.advance(hour);
    expect(leftOver(await estate.plan(wider))).toEqual([]);
  });

  it('takes it away again when Git takes back the widening that nobody approved', async () => {
    const estate = await standing(one);
    const wider = manifests([keyWith('a', [root, use, evil])]);
    put(estate, 'a', root, use, evil, allow('More', batch));
    await estate.advance(hour);
    await applied(estate, wider);
    await estate.advance(hour);
    expect(endings(await applied(estate, one))).toEqual({ 'Key/a#policy': 'done' });
    expect(sidsOf(estate, 'a')).toEqual(['Root', 'Use']);
  });

  it('removes it and puts ours back in one run that is approved', async () => {
    const estate = await standing(one);
    put(estate, 'a', root, evil);
    await estate.advance(hour);
    expect(endings(await applied(estate, one, { approve: 'shown' }))).toEqual({
      'Key/a#policy:narrow': 'done',
      'Key/a#policy': 'done',
    });
    expect(leftOver(await estate.plan(one))).toEqual([]);
  });

  function refuseWrite(estate: Estate, nth: 1 | 2): void {
    let sent = 0;
    estate.sandbox.faults.every({ operation: 'PutKeyPolicy' }, (_request, run) => {
      sent += 1;
      if (sent !== nth) return run();
      return { is: 'error', name: 'MalformedPolicyDocumentException', message: 'no', status: 400 };
    });
  }

  it('puts all back in one write when AWS refuses the removal', async () => {
    const estate = await standing(one);
    put(estate, 'a', root, evil);
    await estate.advance(hour);
    refuseWrite(estate, 1);
    const ends = endings(await applied(estate, one, { approve: 'shown' }));
    expect(ends['Key/a#policy:narrow']).toMatch(/^failed/u);
    expect(ends['Key/a#policy']).toBe('done');
    expect(sidsOf(estate, 'a')).toEqual(['Root', 'Use']);
  });

  it('removes it although AWS refuses the repair behind it', async () => {
    const estate = await standing(one);
    put(estate, 'a', root, evil);
    await estate.advance(hour);
    refuseWrite(estate, 2);
    const ends = endings(await applied(estate, one, { approve: 'shown' }));
    expect(ends['Key/a#policy:narrow']).toBe('done');
    expect(ends['Key/a#policy']).toMatch(/^failed/u);
    expect(sidsOf(estate, 'a')).toEqual(['Root']);
  });

  it('leaves a declared grantee the only statement until a person takes it, and says so', async () => {
    const job = allow('Job', batch);
    const grant = documentYaml(
      'Grant',
      'name: job',
      `key: { ref: Key/a }, granteePrincipal: ${batch}, operations: [Decrypt]`,
    );
    const yaml = manifests([keyWith('a', [root]), grant]);
    const estate = await standing(yaml);
    const KeyId = keyOf(estate, 'Key/a');
    for (const { GrantId } of grantsOn(estate, KeyId)) estate.raw('kms', 'RevokeGrant', { KeyId, GrantId });
    put(estate, 'a', root, job, evil);
    await estate.advance(hour);
    const { plan } = await estate.plan(yaml);
    expect(plan.steps.find(({ id }) => id === 'Key/a#policy')?.stays?.join()).toContain(
      `stays for ${batch}, which has the same access from Grant/job`,
    );
    await applied(estate, yaml);
    expect(sidsOf(estate, 'a')).toEqual(['Root', 'Job']);
    // Once the grant is back the statement is no longer needed.
    await applied(estate, yaml, { approve: ['repair'] });
    await estate.advance(hour);
    await applied(estate, yaml);
    expect(sidsOf(estate, 'a')).toEqual(['Root']);
  });

  it('keeps the document that it replaced, as it was before the first write of the run', async () => {
    const estate = await standing(one);
    put(estate, 'a', root, evil);
    await estate.advance(hour);
    await applied(estate, one, { approve: 'shown' });
    const memory = await estate.store.memory.lastApplied();
    expect(memory.get('Key/a')?.facets['policy']?.replaced).toEqual(policy(root, evil));
  });

  it('is stale and says whose change stands when another writer was quicker', async () => {
    const estate = createEstate({ principals: roles, latencyMs: 40, timing: { freshFor: 0 } });
    await estate.advance(hour);
    await applied(estate, one);
    await estate.advance(day);
    put(estate, 'a', root, use, evil);
    await estate.advance(hour);
    let written = false;
    const answer = await applied(estate, one, {
      onProgress({ is }) {
        if (is !== 'applying' || written) return;
        written = true;
        put(estate, 'a', root, use, allow('Job', batch));
      },
    });
    expect(endings(answer)['Key/a#policy']).toMatch(
      /^stale: .*the change of the other writer stays \(.*\/policy\/Statement\/Job.*\), and Keywright did not overwrite it$/u,
    );
    expect(sidsOf(estate, 'a')).toEqual(['Root', 'Use', 'Job']);
  });

  it('removes it from eight keys at once, whatever the caps', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `k${String(index)}`);
    const many = manifests(
      names.map((name) => keyWith(name, [root, use])),
      `${stackYaml}  caps: { count: 1, percent: 1 }\n`,
    );
    const estate = await standing(many);
    for (const name of names) put(estate, name, root, use, evil);
    await estate.advance(hour);
    await applied(estate, many);
    for (const name of names) expect(sidsOf(estate, name)).toEqual(['Root', 'Use']);
  });

  it('removes it under a hold, and leaves there what is not hostile', async () => {
    const estate = await standing(one);
    const KeyId = keyOf(estate, 'Key/a');
    estate.raw('kms', 'TagResource', { KeyId, Tags: [{ TagKey: holdTag, TagValue: 'incident 42' }] });
    put(estate, 'a', root, use, evil, allow('Job', batch));
    await estate.advance(hour);
    const answer = await applied(estate, one, { approve: 'shown' });
    expect(sidsOf(estate, 'a')).toEqual(['Root', 'Use', 'Job']);
    expect(endings(answer)['Key/a#policy']).toMatch(/^blocked: the tag keywright:hold is set/u);
  });

  it('leaves it under a hold where the guardrails hold everything, and tells of it first', async () => {
    const estate = await standing(one);
    const KeyId = keyOf(estate, 'Key/a');
    estate.raw('kms', 'TagResource', { KeyId, Tags: [{ TagKey: holdTag, TagValue: 'incident 42' }] });
    put(estate, 'a', root, use, evil);
    await estate.advance(hour);
    const guardrails = { file: 'bounds.yaml', acceptsStack: false, hold: 'everything' } as const;
    const answer = await applied(estate, one, { approve: 'shown', guardrails });
    expect(writes(answer)).toEqual([]);
    expect(sidsOf(estate, 'a')).toEqual(['Root', 'Use', 'Evil']);
    const [first] = riskyOf(answer.plan, new Set());
    expect(first).toMatchObject({ first: 'open-under-hold', why: expect.stringContaining('can kms:*') });
  });

  // Anyone who can tag could set a hold first, and then remove the Deny that keeps strangers out.
  it('restores under a hold a Deny whose loss lets strangers in, and no other', async () => {
    const everybody = allow('All', '*');
    const outside: Statement = {
      ...everybody,
      Sid: 'Outside',
      Effect: 'Deny',
      Condition: { StringNotEquals: { 'aws:PrincipalAccount': account } },
    };
    const ours: Statement = { ...allow('NoJob', batch, 'kms:Encrypt'), Effect: 'Deny' };
    const yaml = manifests([keyWith('a', [root, everybody, outside, ours])]);
    const estate = await standing(yaml, ['widen', 'disable']);
    const KeyId = keyOf(estate, 'Key/a');
    estate.raw('kms', 'TagResource', { KeyId, Tags: [{ TagKey: holdTag, TagValue: 'incident 42' }] });
    put(estate, 'a', root, everybody);
    await estate.advance(hour);
    await applied(estate, yaml);
    expect(sidsOf(estate, 'a')).toEqual(['Root', 'All', 'Outside']);
  });

  it('removes it although another mark was set over ours, and changes nothing else there', async () => {
    const estate = await standing(one);
    const KeyId = keyOf(estate, 'Key/a');
    estate.raw('kms', 'TagResource', { KeyId, Tags: [{ TagKey: stackTag, TagValue: 'other/ffff0009' }] });
    put(estate, 'a', root, evil, allow('Job', batch));
    await estate.advance(hour);
    const answer = await applied(estate, one, { approve: 'shown' });
    expect(sidsOnKey(estate, KeyId)).toEqual(['Root', 'Job']);
    expect(writes(answer)).toEqual(['kms:PutKeyPolicy']);
  });

  it('removes it although a second key carries our mark, names both and changes nothing else', async () => {
    const estate = await standing(one);
    const KeyId = keyOf(estate, 'Key/a');
    put(estate, 'a', root, evil, allow('Job', batch));
    const second = withTheMarkOf(estate, KeyId);
    await estate.advance(hour);
    const answer = await applied(estate, one, { approve: 'shown' });
    expect(sidsOnKey(estate, KeyId)).toEqual(['Root', 'Job']);
    expect(writes(answer)).toEqual(['kms:PutKeyPolicy']);
    const blocked = answer.plan.resources.find(({ address }) => address === 'Key/a')?.blocked;
    expect(blocked?.code).toBe('engine.ambiguous');
    expect(blocked?.why).toContain(KeyId);
    expect(blocked?.why).toContain(second);
  });

  describe('on a replica', () => {
    const document = JSON.stringify(policy(root, use));
    const family = stackOfDocuments(primaryYaml(), replicaYaml(`policy: ${document}`));

    async function marked(estate: Estate): Promise<string> {
      const KeyId = keyOf(estate, 'Key/data');
      const Policy = JSON.stringify(policy(root, evil, allow('Job', batch)));
      estate.raw(
        'kms',
        'TagResource',
        { KeyId, Tags: [{ TagKey: stackTag, TagValue: 'other/ffff0009' }] },
        west,
      );
      estate.raw('kms', 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy }, west);
      await estate.advance(hour);
      return KeyId;
    }

    it('removes it although another mark was set over ours', async () => {
      const estate = await standing(family);
      const KeyId = await marked(estate);
      const answer = await applied(estate, family, { approve: 'shown' });
      expect(sidsOnKey(estate, KeyId, west)).toEqual(['Root', 'Job']);
      expect(writes(answer)).toEqual(['kms:PutKeyPolicy']);
    });

    it('removes it although a second key has the ownership tags of its primary', async () => {
      const estate = await standing(family);
      const KeyId = keyOf(estate, 'Key/data');
      withTheMarkOf(estate, KeyId);
      const Policy = JSON.stringify(policy(root, evil, allow('Job', batch)));
      estate.raw('kms', 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy }, west);
      await estate.advance(hour);
      const answer = await applied(estate, family, { approve: 'shown' });
      expect(sidsOnKey(estate, KeyId, west)).not.toContain('Evil');
      expect(writes(answer)).toEqual(['kms:PutKeyPolicy']);
    });

    // A replica has the id of its primary, so one that another stack makes again has the id that we know.
    it('changes nothing when another stack made the replica again', async () => {
      const estate = await standing(family);
      const KeyId = keyOf(estate, 'Key/data');
      estate.raw('kms', 'ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }, west);
      await estate.advance(8 * day);
      estate.raw('kms', 'ReplicateKey', { KeyId, ReplicaRegion: west });
      await estate.advance(minute);
      await marked(estate);
      const answer = await applied(estate, family, { approve: 'shown' });
      expect(writes(answer)).toEqual([]);
      expect(verdictOn(answer.plan, 'ReplicaKey/data')).toMatchObject({
        blocked: { code: 'engine.not-ours' },
      });
    });
  });

  it('removes it although --target leaves out what else changes', async () => {
    const both = (description: string): string =>
      manifests([keyWith('a', [root, use]), keyYaml({ name: 'b', spec: `description: ${description}` })]);
    const estate = await standing(both('b'));
    put(estate, 'a', root, use, evil);
    await estate.advance(hour);
    await applied(estate, both('other'), { scope: { is: 'some', targets: ['Key/a'], exclude: [] } });
    expect(sidsOf(estate, 'a')).toEqual(['Root', 'Use']);
  });

  it('keeps what Git takes away apart: it is cut off once a person or --yes says so', async () => {
    const estate = await standing(one);
    put(estate, 'a', root, use, evil);
    await estate.advance(hour);
    const without = manifests([keyWith('a', [root])]);
    const { plan } = await estate.plan(without);
    expect(verdictOn(plan, 'Key/a')).toMatchObject({ steps: ['policy:narrow', 'policy: approval'] });
    expect(plan.steps.flatMap(({ risks }) => risks.map((risk) => risk.class))).toEqual(['cut-off']);
    await applied(estate, without);
    expect(sidsOf(estate, 'a')).toEqual(['Root']);
  });

  it('asks before it takes an action from anybody where nobody knows what was applied', async () => {
    const estate = createEstate({ principals: roles });
    await estate.advance(hour);
    await applied(estate, manifests([keyYaml({ name: 'a' })]));
    put(estate, 'a', root, allow('Job', batch));
    await estate.advance(day);
    const { plan } = await estate.plan(manifests([keyWith('a', [root])]));
    expect(plan.steps.flatMap(({ risks }) => risks.map((risk) => risk.class))).toEqual(['disable']);
  });

  const quiet = manifests([
    keyYaml({
      name: 'a',
      metadata: 'ignore: [{ path: /policy, reason: another team }]',
      spec: `policy: ${JSON.stringify(policy(root, use))}`,
    }),
  ]);

  it('shows and sends the repair of public access, whatever is ignored', async () => {
    const estate = await standing(quiet);
    put(estate, 'a', root, use, allow('Open', '*'), allow('Job', batch));
    await estate.advance(hour);
    const { plan } = await estate.plan(quiet);
    expect(plan.steps.map(({ changes }) => changes.map(({ path }) => path))).toEqual([
      ['/policy/Statement/Open'],
    ]);
    expect(plan.resources[0]?.ignored.map(({ path }) => path)).toEqual(['/policy/Statement/Job']);
    expect(writes(await applied(estate, quiet))).toEqual(['kms:PutKeyPolicy']);
    expect(sidsOf(estate, 'a')).toEqual(['Root', 'Use', 'Job']);
  });

  it('sends nothing for a policy that is ignored and open to nobody else', async () => {
    const estate = await standing(quiet);
    put(estate, 'a', root, use, allow('Job', batch));
    await estate.advance(hour);
    expect(writes(await applied(estate, quiet))).toEqual([]);
  });
});
