import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpName } from '../model/call.ts';
import type { Transport, TransportAnswer } from '../aws/transport.ts';
import { createSdkTransport } from '../aws/sdk/transport.ts';
import { seededRandoms } from '../runtime/random.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { sandboxTransport } from './transport.ts';
import { wireHandler } from './wire/handler.ts';
import { listen, type WireServer } from './wire/server.ts';
import { createWire } from './wire/wire.ts';

const account = '111122223333';
const at = { account, region: 'eu-central-1' };
const bucket = { Bucket: 'keywright-faces' };
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
  ],
});

interface Step {
  readonly op: OpName;
  readonly input: Readonly<Record<string, unknown>>;
}

function sandbox(): Sandbox {
  const clock = virtualClock(Date.UTC(2026, 10, 2));
  return createSandbox({ clock, random: seededRandoms(1).stream('sandbox') });
}

function sdk(more: object): Transport {
  return createSdkTransport({
    accounts: [],
    stack: 'faces',
    version: '1',
    clock: virtualClock(0),
    region: at.region,
    credentials: async () => ({ accessKeyId: account, secretAccessKey: 'x' }),
    ...more,
  });
}

const servers: WireServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

/** One world behind each face: the same calls must give the same answers, since seed and clock are the same. */
const faces: readonly { readonly name: string; open(): Promise<Transport> }[] = [
  { name: 'direct', open: async () => sandboxTransport(sandbox()) },
  { name: 'wire in process', open: async () => sdk({ handler: wireHandler(await createWire(sandbox())) }) },
  {
    name: 'HTTP',
    async open() {
      const server = await listen(await createWire(sandbox()), { port: 0 });
      servers.push(server);
      return sdk({ endpoint: () => server.url });
    },
  },
];

/** Calls of a whole life, good and bad. `$KEY` stands for the id of the key made first. */
const life: readonly Step[] = [
  { op: 'sts:GetCallerIdentity', input: {} },
  {
    op: 'kms:CreateKey',
    input: {
      Description: 'faces <&>',
      Policy: policy,
      Tags: [{ TagKey: 'keywright:stack', TagValue: 'a/b' }],
    },
  },
  { op: 'kms:DescribeKey', input: { KeyId: '$KEY' } },
  { op: 'kms:CreateAlias', input: { AliasName: 'alias/faces', TargetKeyId: '$KEY' } },
  { op: 'kms:CreateAlias', input: { AliasName: 'alias/faces', TargetKeyId: '$KEY' } },
  { op: 'kms:ListAliases', input: { Limit: 1 } },
  { op: 'kms:GetKeyPolicy', input: { KeyId: '$KEY', PolicyName: 'default' } },
  { op: 'kms:PutKeyPolicy', input: { KeyId: '$KEY', PolicyName: 'default', Policy: '{}' } },
  { op: 'kms:EnableKeyRotation', input: { KeyId: '$KEY', RotationPeriodInDays: 90 } },
  { op: 'kms:GetKeyRotationStatus', input: { KeyId: '$KEY' } },
  { op: 'kms:TagResource', input: { KeyId: '$KEY', Tags: [{ TagKey: 'ü', TagValue: '' }] } },
  { op: 'kms:ListResourceTags', input: { KeyId: '$KEY', Limit: 50 } },
  { op: 'kms:DescribeKey', input: { KeyId: 'alias/nowhere' } },
  {
    op: 'tagging:GetResources',
    input: { ResourceTypeFilters: ['kms:key'], TagFilters: [{ Key: 'keywright:stack' }] },
  },
  { op: 's3:GetBucketEncryption', input: bucket },
  {
    op: 's3:CreateBucket',
    input: { ...bucket, CreateBucketConfiguration: { LocationConstraint: at.region } },
  },
  { op: 's3:HeadBucket', input: bucket },
  { op: 's3:GetBucketLocation', input: bucket },
  { op: 's3:GetBucketEncryption', input: { ...bucket, ExpectedBucketOwner: account } },
  {
    op: 's3:PutBucketEncryption',
    input: {
      ...bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: '$KEY' },
            BucketKeyEnabled: true,
          },
        ],
      },
    },
  },
  { op: 's3:GetBucketEncryption', input: bucket },
  { op: 's3:GetBucketEncryption', input: { ...bucket, ExpectedBucketOwner: '999988887777' } },
  { op: 's3:GetBucketPolicy', input: bucket },
  {
    op: 's3:PutObject',
    input: { ...bucket, Key: 'state/é', Body: 'text é', ContentType: 'text/plain', IfNoneMatch: '*' },
  },
  { op: 's3:PutObject', input: { ...bucket, Key: 'state/é', Body: 'other', IfNoneMatch: '*' } },
  { op: 's3:GetObject', input: { ...bucket, Key: 'state/é' } },
  { op: 's3:GetObject', input: { ...bucket, Key: 'missing' } },
  { op: 's3:DeleteObject', input: { ...bucket, Key: 'state/é' } },
  { op: 'kms:ScheduleKeyDeletion', input: { KeyId: '$KEY', PendingWindowInDays: 7 } },
  { op: 'kms:EnableKey', input: { KeyId: '$KEY' } },
  { op: 'kms:CancelKeyDeletion', input: { KeyId: '$KEY' } },
];

async function live(transport: Transport): Promise<readonly TransportAnswer[]> {
  const answers: TransportAnswer[] = [];
  let key = '';
  for (const { op, input } of life) {
    const filled = JSON.parse(JSON.stringify(input).replaceAll('$KEY', key)) as Readonly<
      Record<string, unknown>
    >;
    const answer = await transport.send({
      op,
      at,
      input: filled,
      role: 'write',
      signal: new AbortController().signal,
    });
    if (op === 'kms:CreateKey' && answer.is === 'ok')
      key = (answer.output as { KeyMetadata: { KeyId: string } }).KeyMetadata.KeyId;
    answers.push(answer);
  }
  return answers;
}

/** Drops what a transport does not promise: the request's id, and the words of S3's answers without a body. */
function promised(answer: TransportAnswer): object {
  if (answer.is === 'ok') return { output: answer.output };
  return { name: answer.name, status: answer.status, sent: answer.sent };
}

describe('every face of the sandbox gives the same answers', () => {
  const lives = new Map<string, readonly TransportAnswer[]>();
  beforeAll(async () => {
    for (const { name, open } of faces) lives.set(name, await live(await open()));
  });

  const rows = life.map((step, index) => ({ ...step, index }));
  it.each(rows)('$index $op', ({ index }) => {
    const [direct, ...others] = faces.map(({ name }) => lives.get(name)?.[index]);
    for (const other of others) expect(other && promised(other)).toEqual(direct && promised(direct));
  });

  it('sees a realistic life: most calls succeed, some are refused', () => {
    const refused = lives
      .get('direct')
      ?.filter((answer) => answer.is === 'error')
      .map((answer) => answer.is === 'error' && answer.name);
    expect(refused).toEqual([
      'AlreadyExistsException',
      'MalformedPolicyDocumentException',
      'NotFoundException',
      'NoSuchBucket',
      'AccessDenied',
      'NoSuchBucketPolicy',
      'PreconditionFailed',
      'NoSuchKey',
      'KMSInvalidStateException',
    ]);
  });
});
