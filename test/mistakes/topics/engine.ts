import type { Files } from '../../../src/runtime/files.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { Desk } from '../../e2e/desk.test-helper.ts';
import { account, goodStack, region, resource, setOf } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

const apply = ['apply', '--sandbox', '--yes'];
const kept = ['apply', '--sandbox=aws', '--yes'];
const unlocked = 'the world of the sandbox is locked and opened';

function raw(
  sandbox: Sandbox,
  service: 'kms' | 's3' | 'iam',
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const answer = sandbox.raw({
    service,
    operation,
    account,
    region,
    principal: `arn:aws:iam::${account}:role/admin`,
    input,
  });
  if (answer.is === 'error') throw new Error(`${operation}: ${answer.message}`);
  return answer.output;
}

const marks = { 'keywright:stack': 'shop/0a1b2c3d4e5f', 'keywright:address': 'Key/data' };

/** Makes a key that somebody made before, as ours; gives its id. */
function key(
  sandbox: Sandbox,
  more: Readonly<Record<string, unknown>> = {},
  tags: Readonly<Record<string, string>> = {},
): string {
  const all = { ...marks, ...tags };
  const output = raw(sandbox, 'kms', 'CreateKey', {
    Tags: Object.entries(all).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    ...more,
  });
  return (output['KeyMetadata'] as { readonly KeyId: string }).KeyId;
}

function stack(lines: string): Readonly<Record<string, string>> {
  return {
    'manifests/stack.yaml': `${goodStack}  ${lines}\n`,
    'manifests/key.yaml': resource('Key', 'data', 'description: x'),
  };
}

const coordination = `coordination: { s3: { bucket: the-state, prefix: k/, account: '${account}', region: ${region} } }`;

function keepJournalUnder(KMSMasterKeyID: string, sandbox: Sandbox): void {
  const CreateBucketConfiguration = { LocationConstraint: region };
  raw(sandbox, 's3', 'CreateBucket', { Bucket: 'the-state', CreateBucketConfiguration });
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID };
  raw(sandbox, 's3', 'PutBucketEncryption', {
    Bucket: 'the-state',
    ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault }] },
  });
}

const data = resource('Key', 'data', 'description: x');
const alias = resource('Alias', 'data', 'name: alias/data\ntarget: { ref: Key/data }');
const rolePolicy =
  "role: app\nname: use\ndocument: { Version: '2012-10-17', Statement: [{ Sid: A, Effect: Allow, Action: 'sqs:SendMessage', Resource: '*' }] }";
const encryption = 'bucket: the-data-bucket\nalgorithm: AES256\nbucketKey: false';
const tombstone = resource(
  'Key',
  'data',
  'description: x',
  'state: absent\nkeyId: 1234abcd-12ab-34cd-56ef-1234567890ab',
);

/** Applies everything and then loses the world: the journal remembers a missing key. */
async function lostWorld(desk: Desk): Promise<void> {
  await desk.run(...kept);
  await desk.disk.files.remove('aws/world.json');
}

/** Writes a journal that is older than what a create may still owe it. */
async function oldJournal(desk: Desk): Promise<void> {
  await desk.disk.files.write('aws/journal.jsonl', '{"keywright":"journal","version":1,"bornAt":0}\n');
}

const numbers = ['1', '2'];

/** Leaves the journal of a run that broke off inside CreateKey: its intent is open. */
async function brokenOff(desk: Desk): Promise<void> {
  const intent = {
    id: 'f00d',
    address: 'Key/data',
    place: { account, region },
    at: Date.UTC(2026, 10, 2, 8, 59),
    visible: [],
  };
  await desk.disk.files.write(
    'aws/journal.jsonl',
    `{"keywright":"journal","version":1,"bornAt":1793610000000}\n${JSON.stringify({ is: 'open', intent })}\n`,
  );
}

/** The id of the first key that a sandbox makes in a run of a table: its random numbers are seeded. */
const firstId = '91eba5b0-96c9-4810-a14d-9da35f88af1b';

/** Makes the disk fail from the second state of the lease on: it can be taken, and not be renewed. */
function unrenewable(files: Files): Files {
  let taken = 0;
  return {
    ...files,
    lock(path, owner) {
      if (path.includes('/lease/')) taken += 1;
      if (path.includes('/lease/') && taken > 1)
        return Promise.reject(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));
      return files.lock(path, owner);
    },
  };
}

/** Breaks the lease during the run: its first renewal finds another holder. */
function stolen(files: Files): Files {
  let listed = 0;
  return {
    ...files,
    async list(path) {
      if (path.endsWith('/lease')) listed += 1;
      // It is read, and taking it lists twice.
      if (path.endsWith('/lease') && listed === 4)
        await files.write(
          `${path}/000000000050.json`,
          JSON.stringify({ holder: 'bob@desk:2', term: 9, until: 4e12, released: false }),
        );
      return files.list(path);
    },
  };
}

const mistakes: readonly Mistake[] = [
  {
    name: 'a Stack whose uid was changed, while its keys carry the former one',
    files: setOf(data),
    argv: apply,
    aws: (sandbox) => key(sandbox, {}, { 'keywright:stack': 'shop/former' }),
    about: 'uid',
    exit: 3,
  },
  {
    name: 'a commit that allows itself what it uses',
    files: {
      ...stack("rolePolicies: { allowActions: ['sqs:SendMessage'] }"),
      'before/stack.yaml': goodStack,
      'before/key.yaml': data,
      'before/app.yaml': resource('RolePolicy', 'app', rolePolicy.replace('sqs:SendMessage', 'kms:Decrypt')),
      'manifests/app.yaml': resource('RolePolicy', 'app', rolePolicy),
    },
    argv: kept,
    before: (desk) => desk.run(...kept, 'before'),
    about: 'rolePolicies.allowActions',
    exit: 3,
    writes: unlocked,
  },
  {
    name: 'a key of external origin with our mark',
    aws: (sandbox) => void key(sandbox, { Origin: 'EXTERNAL' }),
    files: setOf(data),
    argv: apply,
    about: 'found only by its tags',
    exit: 3,
  },
  {
    name: 'two keys with one mark',
    argv: apply,
    files: setOf(data),
    aws: (sandbox) => {
      key(sandbox);
      key(sandbox);
    },
    about: 'keywright:address',
    exit: 3,
  },
  {
    name: 'a bucket with an encryption of somebody else',
    argv: apply,
    files: setOf(
      resource(
        'BucketEncryption',
        'data',
        'bucket: the-data-bucket\nalgorithm: aws:kms\nkey: null\nbucketKey: true',
      ),
    ),
    aws: (sandbox) =>
      raw(sandbox, 's3', 'PutBucketEncryption', {
        Bucket: 'the-data-bucket',
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms:dsse' } }],
        },
      }),
    about: 'metadata.adopt',
    exit: 3,
  },
  {
    name: 'an alias that points to another key',
    argv: apply,
    files: setOf(data, alias),
    aws: (sandbox) => {
      const id = key(sandbox, {}, { 'keywright:address': 'Key/other' });
      raw(sandbox, 'kms', 'CreateAlias', { AliasName: 'alias/data', TargetKeyId: id });
    },
    about: 'alias/data',
    exit: 3,
  },
  {
    name: 'a key spec changed after the key was made',
    argv: apply,
    files: setOf(resource('Key', 'data', 'keySpec: RSA_2048\nkeyUsage: SIGN_VERIFY'), alias),
    aws: (sandbox) => void key(sandbox),
    about: 'keySpec',
    exit: 3,
  },
  {
    name: 'encryption of a bucket that is not there',
    argv: apply,
    files: setOf(resource('BucketEncryption', 'data', encryption)),
    aws: (sandbox) => raw(sandbox, 's3', 'DeleteBucket', { Bucket: 'the-data-bucket' }),
    about: 'the-data-bucket',
  },
  {
    name: 'a key under which Keywright keeps its own journal',
    argv: apply,
    files: stack(coordination),
    aws: (sandbox) => {
      keepJournalUnder(key(sandbox), sandbox);
    },
    about: 'the-state',
    exit: 3,
  },
  {
    name: 'a policy of a key, while nobody may read which one encrypts the coordination bucket',
    argv: ['plan', '--sandbox'],
    files: stack(coordination),
    aws: (sandbox) => {
      keepJournalUnder(key(sandbox), sandbox);
      sandbox.faults.every({ operation: 'GetBucketEncryption' }, () => ({
        is: 'error',
        name: 'AccessDenied',
        message: 'not authorized',
        status: 403,
      }));
    },
    about: 'the-state',
    exit: 2,
  },
  {
    name: 'a key that an incident holds',
    argv: apply,
    files: setOf(data),
    aws: (sandbox) => void key(sandbox, {}, { 'keywright:hold': 'incident 42' }),
    about: 'keywright:hold',
    exit: 3,
  },
  {
    name: 'a key whose tags nobody may read',
    argv: apply,
    files: setOf(resource('Key', 'data', 'description: x\ntags: { owner: me }')),
    aws: (sandbox) => {
      key(sandbox);
      sandbox.faults.every({ operation: 'ListResourceTags' }, () => ({
        is: 'error',
        name: 'AccessDeniedException',
        message: 'not authorized',
        status: 400,
      }));
    },
    about: 'tags',
  },
  {
    name: 'applying in mode observe',
    argv: apply,
    files: stack('mode: observe'),
    about: 'mode observe',
    exit: 3,
  },
  {
    name: 'applying in mode approve, and saying yes beforehand',
    argv: apply,
    files: stack('mode: approve'),
    about: 'mode approve',
    exit: 3,
  },
  {
    name: 'taking away more than the guardrails allow',
    argv: [...apply, '--approve=disable'],
    files: {
      ...stack('caps: { count: 0, percent: 0 }'),
      'manifests/key.yaml': resource('Key', 'data', 'enabled: false'),
    },
    aws: (sandbox) => void key(sandbox),
    about: 'caps',
    exit: 3,
  },
  {
    name: 'disabling without an approval',
    argv: apply,
    files: setOf(resource('Key', 'data', 'enabled: false')),
    aws: (sandbox) => void key(sandbox),
    about: 'disable',
    exit: 3,
    codes: [],
  },
  {
    name: 'leaving out what the rest needs',
    argv: [...apply, '--exclude', 'Key/data'],
    files: setOf(data, alias),
    about: 'Key/data',
    exit: 3,
  },
  {
    name: 'a world that was lost, but not its journal',
    argv: kept,
    files: setOf(data),
    before: lostWorld,
    about: 'forget',
    exit: 3,
    writes: unlocked,
  },
  {
    name: '--first-run after a run that broke off',
    argv: [...kept, '--first-run'],
    files: setOf(data),
    before: brokenOff,
    about: '--first-run',
    writes: unlocked,
  },
  {
    name: 'a key that may be ours and cannot be read',
    argv: kept,
    files: setOf(data),
    before: brokenOff,
    aws: (sandbox) => {
      raw(sandbox, 'kms', 'CreateKey', {});
      sandbox.faults.every({ operation: 'ListResourceTags' }, () => ({
        is: 'error',
        name: 'AccessDeniedException',
        message: 'not authorized',
        status: 400,
      }));
    },
    about: 'Key/data',
    exit: 3,
    writes: unlocked,
  },
  {
    name: 'a tombstone for another key',
    argv: apply,
    files: setOf(tombstone),
    aws: (sandbox) => void key(sandbox),
    about: 'metadata.keyId',
    exit: 3,
  },
  {
    name: 'a tombstone for a key that a bucket uses',
    argv: apply,
    files: setOf(
      resource('Key', 'data', 'description: x', `state: absent\nkeyId: ${firstId}`),
      resource('BucketPolicy', 'data', 'bucket: the-data-bucket\nownership: document\ndocument: null'),
    ),
    aws: (sandbox) => {
      const id = key(sandbox);
      raw(sandbox, 's3', 'PutBucketEncryption', {
        Bucket: 'the-data-bucket',
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: {
                SSEAlgorithm: 'aws:kms',
                KMSMasterKeyID: `arn:aws:kms:${region}:${account}:key/${id}`,
              },
            },
          ],
        },
      });
    },
    about: 'still in use',
    exit: 3,
  },
  {
    name: 'a lease that cannot be renewed while AWS is slow',
    argv: kept,
    files: setOf(data, alias, resource('Key', 'more', 'description: x')),
    through: unrenewable,
    aws: (sandbox) => {
      sandbox.faults.every({ operation: 'CreateKey' }, 'throttle');
    },
    about: 'lease',
    writes: unlocked,
  },
  {
    name: 'a request that waits for its turn until the lease is gone',
    argv: kept,
    files: setOf(
      data,
      ...numbers.map((number) =>
        resource('Alias', `data-${number}`, `name: alias/data-${number}\ntarget: { ref: Key/data }`),
      ),
    ),
    before: oldJournal,
    through: stolen,
    aws: (sandbox) => {
      key(sandbox, { Description: 'x' });
      sandbox.faults.every({ operation: 'CreateAlias' }, 'throttle');
    },
    about: 'kms:CreateAlias',
    writes: unlocked,
  },
];

/** What planning, gating and applying say: nothing is sent that waits for a person. */
export const engine: Topic = { name: 'engine', mistakes };
