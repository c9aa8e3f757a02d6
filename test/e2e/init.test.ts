import { describe, expect, it } from 'vitest';
import { seededRandoms } from '../../src/runtime/random.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { encodeWorld } from '../../src/sandbox/store.ts';
import { createDesk, morning, type Desk } from './desk.test-helper.ts';
import { expectGolden } from './golden.test-helper.ts';

const account = '111122223333';

const plainStack = `apiVersion: keywright.dev/v1
kind: Stack
metadata:
  name: plain
spec:
  uid: 0a1b2c3d
  accounts:
    - id: '${account}'
      regions: [eu-central-1]
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: a, region: eu-central-1 }
spec: { description: a }
`;

/** Makes an AWS that is there before Keywright: one bucket, as the console of AWS makes them. */
function awsWithBucket(name: string, region: string): string {
  const clock = { now: () => morning - 3_600_000, sleep: () => Promise.resolve() };
  const sandbox = createSandbox({
    clock,
    random: seededRandoms('newcomer').stream('sandbox'),
    accounts: [account],
  });
  const at = { service: 's3' as const, account, region, principal: `arn:aws:iam::${account}:role/admin` };
  sandbox.raw({
    ...at,
    operation: 'CreateBucket',
    input: { Bucket: name, CreateBucketConfiguration: { LocationConstraint: region } },
  });
  const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: true };
  sandbox.raw({
    ...at,
    operation: 'PutBucketEncryption',
    input: { Bucket: name, ServerSideEncryptionConfiguration: { Rules: [rule] } },
  });
  return encodeWorld(sandbox.world());
}

function newcomer(files: Readonly<Record<string, string>> = {}): Desk {
  return createDesk({ files: { 'aws/world.json': awsWithBucket('acme-invoices', 'eu-west-1'), ...files } });
}

describe('a newcomer with a bucket', () => {
  it('gets from nothing to a plan, and to an encrypted bucket', async () => {
    const desk = newcomer();
    const written = await desk.run('init', 'estate', '--sandbox=aws', '--bucket', 'acme-invoices');
    expect({ exit: written.exit, err: written.err }).toEqual({ exit: 0, err: '' });
    expectGolden('init.out.txt', written.out);

    const valid = await desk.run('validate', 'estate');
    expect(valid).toMatchObject({ exit: 0, err: '' });

    const plan = await desk.run('plan', 'estate', '--sandbox=aws');
    expect(plan.exit).toBe(2);
    expect(plan.out).toContain('Plan: 2 to add, 1 to change, 0 to destroy.');
    expect(plan.out).toContain('~ BucketEncryption/acme-invoices');
    expect(plan.out).not.toContain('adopt');

    const applied = await desk.run('apply', 'estate', '--sandbox=aws', '--yes');
    expect(applied.exit, applied.err).toBe(0);
    expect(await desk.disk.files.read('aws/world.json')).toContain('aws:kms');
    expect((await desk.run('plan', 'estate', '--sandbox=aws')).exit).toBe(0);
  });

  it('is what the files say, comments included', async () => {
    const desk = newcomer();
    await desk.run('init', 'estate', '--sandbox=aws', '--bucket', 'acme-invoices');
    const names = ['stack.yaml', 'key.yaml', 'bucket-encryption.yaml'];
    const texts = await Promise.all(names.map((name) => desk.disk.files.read(`estate/${name}`)));
    expectGolden('init.yaml.txt', texts.join('---\n'));
  });

  it('writes comments that are valid when they are uncommented', async () => {
    const desk = createDesk({ files: {} });
    await desk.run('init', '--account', account, '--region', 'eu-central-1', '--bucket', 'acme-invoices');
    for (const name of ['manifests/stack.yaml', 'manifests/key.yaml']) {
      const text = (await desk.disk.files.read(name)) ?? '';
      const lines = text
        .split('\n')
        .map((line) => line.replace(/^( +)# ( *(?:- )?[A-Za-z]+:(?: |$))/u, '$1$2'));
      await desk.disk.files.write(name, lines.join('\n'));
    }
    expect(await desk.disk.files.read('manifests/key.yaml')).toMatch(/^ +- Sid: AllowUseThroughS3$/mu);
    expect(await desk.disk.files.read('manifests/stack.yaml')).toMatch(/^ +roles:$/mu);
    expect(await desk.run('validate')).toMatchObject({ exit: 0, err: '' });
  });

  it('writes valid manifests without a bucket, with a comment where it goes', async () => {
    const desk = createDesk({ files: {} });
    const { exit, out } = await desk.run('init', '--account', account, '--region', 'eu-central-1');
    expect(exit).toBe(0);
    expect(out).toContain('edit manifests/bucket-encryption.yaml');
    expect(await desk.run('validate')).toMatchObject({ exit: 0, err: '' });
    expect(await desk.disk.files.read('manifests/bucket-encryption.yaml')).not.toMatch(/^[^#]/mu);
  });

  it('is asked at a terminal for what nobody else says, again where the answer is wrong', async () => {
    const desk = createDesk({ files: {} });
    const typed = ['acme-invoices', 'here', 'eu-central-1'];
    const { exit, err } = await desk.runWith({ typed }, 'init', '--account', account, '--sandbox');
    expect({ exit, err }).toMatchObject({ exit: 0 });
    expect(err).toContain('must be a Region such as eu-central-1');
    expect(await desk.disk.files.read('manifests/bucket-encryption.yaml')).toContain('bucket: acme-invoices');
  });

  it('has a Stack of his own: the uid is drawn', async () => {
    const desk = createDesk({ files: {} });
    const flags = ['--account', account, '--region', 'eu-central-1'];
    await desk.run('init', 'a', ...flags);
    await desk.run('init', 'b', ...flags);
    const uids = await Promise.all(
      ['a', 'b'].map(
        async (name) =>
          /uid: ([0-9a-f]{8})$/mu.exec((await desk.disk.files.read(`${name}/stack.yaml`)) ?? '')?.[1],
      ),
    );
    expect(new Set(uids).size).toBe(2);
    expect(uids).not.toContain(undefined);
  });
});

describe('production', () => {
  const asks = ['--ci', 'github', '--repository', 'acme/infra'];
  const facts = ['--account', account, '--region', 'eu-central-1', '--bucket', 'acme-invoices'];

  it('gets roles, bucket and workflows beside new manifests', async () => {
    const desk = createDesk({ files: {} });
    const { exit, out, err } = await desk.run('init', 'estate', ...facts, ...asks);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expectGolden('init-production.out.txt', out.replaceAll(/npm pack \S+/gu, 'npm pack /opt/keywright'));
    expect(await desk.run('validate', 'estate')).toMatchObject({ exit: 0, err: '' });
    expect(await desk.run('fmt', '--check', 'estate')).toMatchObject({ exit: 0, out: '' });
    expect((await desk.run('plan', 'estate', '--sandbox')).exit).toBe(2);
  });

  it('gets the rest when the Stack names roles and bucket already', async () => {
    const desk = createDesk({ files: {} });
    await desk.run('init', 'estate', ...facts, ...asks);
    const manifests = [...desk.disk.contents()].filter(([path]) => path.startsWith('estate/'));
    const next = createDesk({ files: Object.fromEntries(manifests) });
    const { exit, err } = await next.run('init', 'estate', ...asks, '--roles', 'cloudformation');
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect([...next.disk.contents().keys()]).toContain(`bootstrap/${account}/keywright.yaml`);
    expect([...next.disk.contents()].filter(([path]) => path.startsWith('estate/'))).toEqual(manifests);
  });

  it('has no workflows when only roles are wanted', async () => {
    const desk = createDesk({ files: {} });
    expect((await desk.run('init', 'estate', ...facts, '--roles', 'terraform')).exit).toBe(0);
    const paths = [...desk.disk.contents().keys()];
    expect(paths.filter((path) => path.startsWith('.github/'))).toEqual([]);
    expect(await desk.disk.files.read('estate/stack.yaml')).not.toContain('coordination:');
  });

  it.each([
    {
      why: 'a file of it exists',
      files: { 'bootstrap/README.md': 'mine' },
      argv: ['estate', ...facts, ...asks],
      says: 'bootstrap/README.md already exists',
    },
    {
      why: 'the manifests are not in a directory of their own',
      argv: ['.', ...facts, ...asks],
      says: 'the manifests need a separate subdirectory',
    },
    {
      why: 'the repository is not named',
      argv: ['estate', '--ci', 'github'],
      says: '--ci needs the repository',
    },
    { why: '--ci is missing', argv: ['estate', '--repository', 'a/b'], says: '--repository needs --ci' },
    {
      why: 'there is no role to trust somebody',
      argv: ['estate', ...facts, '--trust', `arn:aws:iam::${account}:role/platform`],
      says: '--trust needs roles',
    },
    { why: 'it is no repository', argv: ['estate', '--ci', 'github', '--repository', 'a'], says: 'ORG/REPO' },
    {
      why: 'it is no name of a bucket',
      argv: ['estate', ...facts, '--coordination', 'A_B'],
      says: '--coordination A_B:',
    },
    {
      why: 'the Stack that is there names no roles',
      files: { 'estate/stack.yaml': plainStack },
      argv: ['estate', ...asks],
      says: `the Stack names no roles for account ${account}`,
    },
    {
      why: 'the Stack that is there names no bucket',
      files: {
        'estate/stack.yaml': plainStack.replace(
          'regions:',
          `roles: { read: 'arn:aws:iam::${account}:role/r', write: 'arn:aws:iam::${account}:role/w' }\n      regions:`,
        ),
      },
      argv: ['estate', ...asks],
      says: `bucket: keywright-${account}-eu-central-1,`,
    },
  ])('is refused and nothing is written when $why', async ({ files = {}, argv, says }) => {
    const desk = createDesk({ files });
    const { exit, out, err } = await desk.run('init', ...argv);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain(says);
    expect([...desk.disk.contents()]).toEqual(Object.entries(files));
  });
});

describe('nothing is written', () => {
  const flags = ['--account', account, '--region', 'eu-central-1'];

  it.each([
    {
      why: 'where manifests are already',
      files: { 'manifests/x.yaml': 'kind: Stack' },
      argv: ['init', ...flags],
      says: 'manifests already contains manifests: manifests/x.yaml',
    },
    {
      why: 'over a file',
      files: { estate: 'x' },
      argv: ['init', 'estate', ...flags],
      says: 'is not a directory',
    },
    {
      why: 'if nobody says the Region',
      files: {},
      argv: ['init', '--account', account],
      says: 'the Region is unknown',
    },
    {
      why: 'for what is no account',
      files: {},
      argv: ['init', '--account', '4711', '--region', 'eu-central-1'],
      says: '--account 4711: must be a 12-digit AWS account ID',
    },
  ])('$why', async ({ files, argv, says }) => {
    const desk = createDesk({ files });
    const { exit, out, err } = await desk.run(...argv);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain(says);
    expect([...desk.disk.contents().keys()]).toEqual(Object.keys(files));
  });
});
