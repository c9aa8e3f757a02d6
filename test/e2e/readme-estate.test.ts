import { describe, expect, it } from 'vitest';
import { seededRandoms } from '../../src/runtime/random.ts';
import { createSandbox, type Sandbox, type SandboxAnswer } from '../../src/sandbox/sandbox.ts';
import { decodeWorld } from '../../src/sandbox/store.ts';
import { createDesk, morning } from './desk.test-helper.ts';

/** The example estate, made; what those it is for can do in it, as the embedded AWS judges. */
const account = '111122223333';
const bucket = `keywright-example-customer-data-${account}`;
const tokens = { application: 'customer-app', purpose: 'session-tokens' };

interface Made {
  readonly sandbox: Sandbox;
  /** ARNs of keys, by alias. */
  readonly keys: Readonly<Record<string, string>>;
}

const made = await make();

async function make(): Promise<Made> {
  const desk = createDesk();
  expect((await desk.run('apply', '--sandbox=aws', '--yes')).exit).toBe(0);
  const sandbox = createSandbox({
    clock: { now: () => morning + 3_600_000, sleep: () => Promise.resolve() },
    random: seededRandoms('estate').stream('sandbox'),
    world: decodeWorld((await desk.disk.files.read('aws/world.json')) ?? ''),
  });
  return { sandbox, keys: keysIn(sandbox) };
}

function keysIn(sandbox: Sandbox): Made['keys'] {
  const { Aliases } = outputOf(as(sandbox, 'admin', 'kms', 'ListAliases', {})) as {
    readonly Aliases: readonly { readonly AliasName: string; readonly TargetKeyId?: string }[];
  };
  return Object.fromEntries(
    Aliases.map(({ AliasName, TargetKeyId = '' }) => [
      AliasName,
      `arn:aws:kms:us-east-1:${account}:key/${TargetKeyId}`,
    ]),
  );
}

function as(
  sandbox: Sandbox,
  role: string,
  service: 's3' | 'kms' | 'cloudtrail',
  operation: string,
  input: object,
  region = 'us-east-1',
): SandboxAnswer {
  const principal = `arn:aws:iam::${account}:role/${role}`;
  return sandbox.raw({ service, operation, account, region, principal, input: { ...input } });
}

function outputOf(answer: SandboxAnswer): Record<string, unknown> {
  if (answer.is !== 'ok') throw new Error(`${answer.name}: ${answer.message}`);
  return answer.output;
}

function nameOf(answer: SandboxAnswer): string {
  return answer.is === 'ok' ? 'ok' : answer.name;
}

describe('an upload of the application', () => {
  it.each([
    { why: 'that says nothing gets the key of the bucket', headers: {} },
    { why: 'may name that key', headers: { ServerSideEncryption: 'aws:kms' }, key: 'alias/customer-data' },
    {
      why: 'may go without the bucket key: the policy knows both contexts',
      headers: { BucketKeyEnabled: false },
    },
  ])('$why', ({ headers, key }) => {
    const { sandbox, keys } = made;
    const named = key === undefined ? {} : { SSEKMSKeyId: keys[key] };
    const input = { Bucket: bucket, Key: 'a', Body: 'text', ...headers, ...named };
    const written = outputOf(as(sandbox, 'customer-app', 's3', 'PutObject', input));
    expect(written).toMatchObject({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: keys['alias/customer-data'],
    });
    expect(nameOf(as(sandbox, 'customer-app', 's3', 'GetObject', { Bucket: bucket, Key: 'a' }))).toBe('ok');
  });

  it.each([
    { why: 'under another algorithm', headers: { ServerSideEncryption: 'AES256' } },
    { why: 'under another key', headers: { ServerSideEncryption: 'aws:kms' }, key: 'alias/backups/current' },
    { why: 'under the key that AWS manages', headers: { ServerSideEncryption: 'aws:kms' } },
    { why: 'under a key of its own', headers: { SSECustomerAlgorithm: 'AES256' } },
  ])('$why is refused', ({ headers, key }) => {
    const { sandbox, keys } = made;
    const named = key === undefined ? {} : { SSEKMSKeyId: keys[key] };
    const input = { Bucket: bucket, Key: 'b', Body: 'text', ...headers, ...named };
    // Who may do everything else is refused too: it is the bucket that refuses.
    for (const role of ['customer-app', 'admin'])
      expect(nameOf(as(sandbox, role, 's3', 'PutObject', input))).toBe('AccessDenied');
  });
});

describe('the key of the customers, used without S3', () => {
  it.each([
    { why: 'with the encryption context of the grant', context: tokens, ends: 'ok' },
    { why: 'with none', context: undefined, ends: 'AccessDeniedException' },
    {
      why: 'with another',
      context: { ...tokens, purpose: 'something-else' },
      ends: 'AccessDeniedException',
    },
    { why: 'with more than that', context: { ...tokens, more: 'yes' }, ends: 'AccessDeniedException' },
    {
      why: 'with the one that S3 sends: it did not come by S3',
      context: { 'aws:s3:arn': `arn:aws:s3:::${bucket}` },
      ends: 'AccessDeniedException',
    },
  ])('$why: $ends', ({ context, ends }) => {
    const input = { KeyId: made.keys['alias/customer-data'], KeySpec: 'AES_256', EncryptionContext: context };
    expect(nameOf(as(made.sandbox, 'customer-app', 'kms', 'GenerateDataKey', input))).toBe(ends);
  });

  it('decrypts its tokens in the second Region, and only decrypts', () => {
    const KeyId = 'alias/customer-data';
    const asked = { KeyId, KeySpec: 'AES_256', EncryptionContext: tokens };
    const { CiphertextBlob } = outputOf(as(made.sandbox, 'customer-app', 'kms', 'GenerateDataKey', asked));
    const sealed = { CiphertextBlob, EncryptionContext: tokens, KeyId };
    expect(nameOf(as(made.sandbox, 'customer-app', 'kms', 'Decrypt', sealed, 'us-west-2'))).toBe('ok');
    expect(nameOf(as(made.sandbox, 'customer-app', 'kms', 'GenerateDataKey', asked, 'us-west-2'))).toBe(
      'AccessDeniedException',
    );
  });
});

it('delivers the log files of the trail', () => {
  const status = outputOf(as(made.sandbox, 'admin', 'cloudtrail', 'GetTrailStatus', { Name: 'audit' }));
  expect(status).toMatchObject({ IsLogging: true });
  expect(status['LatestDeliveryError']).toBeUndefined();
});

it('denies the application the log files', () => {
  const log = { Bucket: `keywright-example-audit-log-${account}`, Key: 'AWSLogs/a' };
  expect(nameOf(as(made.sandbox, 'customer-app', 's3', 'GetObject', log))).toBe('AccessDenied');
});
