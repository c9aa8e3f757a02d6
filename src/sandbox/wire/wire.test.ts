import { gzipSync } from 'node:zlib';
import { CloudTrailClient, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { GetRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateGrantCommand,
  DescribeKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import * as S3 from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { SandboxAnswer, SandboxRequest } from '../request.ts';
import { wireHandler } from './handler.ts';
import { textOf, utf8 } from './http.ts';
import { createWire, type Wire } from './wire.ts';

type Reply = (request: SandboxRequest) => SandboxAnswer;

/** Puts the wire above an AWS that answers as told, and records what arrived there. */
async function fake(reply: Reply, accessKeyId = '111122223333') {
  const arrived: SandboxRequest[] = [];
  const wire = await createWire({
    async handle(request) {
      arrived.push(request);
      return reply(request);
    },
  });
  const configuration = {
    region: 'eu-central-1',
    credentials: { accessKeyId, secretAccessKey: 'x' },
    requestHandler: wireHandler(wire),
    maxAttempts: 1,
  };
  return { arrived, wire, configuration };
}

function ok(output: Record<string, unknown> = {}): Reply {
  return () => ({ is: 'ok', output });
}

function refuse(name: string, status: number, details?: Record<string, string>): Reply {
  return () => ({
    is: 'error',
    name,
    message: `${name}: <why> & so on`,
    status,
    ...(details && { details }),
  });
}

describe('AWS JSON (KMS, Tagging, CloudTrail)', () => {
  it('carries nested members, instants and bytes both ways', async () => {
    const created = new Date('2026-11-02T10:00:00.000Z');
    const { arrived, configuration } = await fake((request) =>
      request.operation === 'DescribeKey'
        ? { is: 'ok', output: { KeyMetadata: { KeyId: 'a', CreationDate: created, MultiRegion: undefined } } }
        : { is: 'ok', output: { CiphertextBlob: new Uint8Array([1, 2, 3]), KeyId: 'a' } },
    );
    const kms = new KMSClient(configuration);
    const described = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/a' }));
    expect(described.KeyMetadata).toEqual({ KeyId: 'a', CreationDate: created });
    const encrypted = await kms.send(
      new EncryptCommand({ KeyId: 'a', Plaintext: utf8('secret'), EncryptionContext: { 'a.b': 'c' } }),
    );
    expect(encrypted.CiphertextBlob).toEqual(new Uint8Array([1, 2, 3]));
    expect(arrived[0]).toEqual({
      service: 'kms',
      operation: 'DescribeKey',
      account: '111122223333',
      region: 'eu-central-1',
      principal: 'arn:aws:iam::111122223333:role/admin',
      input: { KeyId: 'alias/a' },
    });
    expect(textOf(arrived[1]?.input['Plaintext'] as Uint8Array)).toBe('secret');
    expect(arrived[1]?.input['EncryptionContext']).toEqual({ 'a.b': 'c' });
  });

  it('answers operations that return nothing', async () => {
    const { configuration } = await fake(ok());
    await new KMSClient(configuration).send(new EnableKeyCommand({ KeyId: 'a' }));
  });

  it('gives modelled errors their class and others their name', async () => {
    const modelled = await fake(refuse('NotFoundException', 400));
    await expect(
      new KMSClient(modelled.configuration).send(new DescribeKeyCommand({ KeyId: 'a' })),
    ).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'NotFoundException: <why> & so on',
      $metadata: { httpStatusCode: 400 },
    });
    const other = await fake(refuse('ThrottlingException', 400));
    await expect(
      new KMSClient(other.configuration).send(new CreateGrantCommand({ KeyId: 'a', Operations: [] })),
    ).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
  });

  it('serves the Tagging API and CloudTrail', async () => {
    const { arrived, configuration } = await fake(({ service }) =>
      service === 'tagging'
        ? {
            is: 'ok',
            output: { ResourceTagMappingList: [{ ResourceARN: 'arn', Tags: [] }], PaginationToken: '' },
          }
        : { is: 'ok', output: { IsLogging: true } },
    );
    const tagging = new ResourceGroupsTaggingAPIClient(configuration);
    const found = await tagging.send(new GetResourcesCommand({ TagFilters: [{ Key: 'keywright:stack' }] }));
    expect(found.ResourceTagMappingList).toEqual([{ ResourceARN: 'arn', Tags: [] }]);
    const trail = await new CloudTrailClient(configuration).send(
      new GetTrailStatusCommand({ Name: 'audit' }),
    );
    expect(trail.IsLogging).toBe(true);
    expect(arrived.map(({ service, operation }) => `${service}:${operation}`)).toEqual([
      'tagging:GetResources',
      'cloudtrail:GetTrailStatus',
    ]);
  });
});

describe('AWS Query (IAM, STS)', () => {
  it('carries lists and structures in, XML out', async () => {
    const { arrived, configuration } = await fake(
      ok({ RoleName: 'r', PolicyName: 'p', PolicyDocument: '%7B%22a%22%3A1%7D' }),
    );
    const iam = new IAMClient(configuration);
    const document = '{"Statement":[{"Effect":"Allow","Resource":"*"}]}';
    await iam.send(new PutRolePolicyCommand({ RoleName: 'r', PolicyName: 'p', PolicyDocument: document }));
    const read = await iam.send(new GetRolePolicyCommand({ RoleName: 'r', PolicyName: 'p' }));
    expect(read).toMatchObject({ RoleName: 'r', PolicyDocument: '%7B%22a%22%3A1%7D' });
    expect(arrived[0]?.input).toEqual({ RoleName: 'r', PolicyName: 'p', PolicyDocument: document });
  });

  it('numbers list entries as the schema says', async () => {
    const { arrived, configuration } = await fake(ok());
    await new STSClient(configuration).send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::111122223333:role/r',
        RoleSessionName: 's',
        DurationSeconds: 900,
        PolicyArns: [{ arn: 'a' }, { arn: 'b' }],
        Tags: [{ Key: 'k', Value: 'v' }],
      }),
    );
    expect(arrived[0]?.input).toEqual({
      RoleArn: 'arn:aws:iam::111122223333:role/r',
      RoleSessionName: 's',
      DurationSeconds: 900,
      PolicyArns: [{ arn: 'a' }, { arn: 'b' }],
      Tags: [{ Key: 'k', Value: 'v' }],
    });
  });

  it('spells error codes as the Query protocol does', async () => {
    const { configuration, wire } = await fake(refuse('NoSuchEntityException', 404));
    await expect(
      new IAMClient(configuration).send(new GetRolePolicyCommand({ RoleName: 'r', PolicyName: 'p' })),
    ).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'NoSuchEntityException: <why> & so on',
    });
    const raw = await post(wire, 'iam', 'Action=GetRolePolicy&RoleName=r&PolicyName=p');
    expect(raw).toContain('<Code>NoSuchEntity</Code>');
  });
});

describe('the caller', () => {
  it.each([
    { why: 'twelve digits are an account', key: '444455556666', account: '444455556666' },
    { why: 'any other key is the default account', key: 'AKIAIOSFODNN7EXAMPLE', account: '111122223333' },
  ])('$why', async ({ key, account }) => {
    const { arrived, configuration } = await fake(ok(), key);
    await new STSClient(configuration).send(new GetCallerIdentityCommand({}));
    expect(arrived[0]).toMatchObject({ account, principal: `arn:aws:iam::${account}:role/admin` });
  });

  it('is the role after AssumeRole, also in another account', async () => {
    const arn = 'arn:aws:sts::444455556666:assumed-role/keywright-read/keywright-demo';
    const credentials = {
      AccessKeyId: 'ASIA1',
      SecretAccessKey: 'x',
      SessionToken: 'short',
      Expiration: new Date(0),
    };
    const { arrived, configuration } = await fake(
      ok({ Credentials: credentials, AssumedRoleUser: { AssumedRoleId: 'AROA:keywright-demo', Arn: arn } }),
    );
    const role = {
      RoleArn: 'arn:aws:iam::444455556666:role/keywright-read',
      RoleSessionName: 'keywright-demo',
    };
    const assumed = await new STSClient(configuration).send(new AssumeRoleCommand(role));
    const kms = new KMSClient({
      ...configuration,
      credentials: {
        accessKeyId: assumed.Credentials?.AccessKeyId ?? '',
        secretAccessKey: 'x',
        sessionToken: assumed.Credentials?.SessionToken ?? '',
      },
    });
    await kms.send(new EnableKeyCommand({ KeyId: 'a' }));
    expect(arrived[1]).toMatchObject({ account: '444455556666', principal: arn });
  });
});

describe('S3', () => {
  const encryption = {
    Rules: [
      {
        ApplyServerSideEncryptionByDefault: {
          SSEAlgorithm: 'aws:kms',
          KMSMasterKeyID: 'arn:aws:kms:eu-central-1:1:key/a',
        },
        BucketKeyEnabled: true,
        BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
      },
    ],
  } as const;

  it.each<{ why: string; command: object; operation: string; input: Record<string, unknown> }>([
    {
      why: 'a sub-resource',
      command: new S3.GetBucketEncryptionCommand({ Bucket: 'b', ExpectedBucketOwner: '1' }),
      operation: 'GetBucketEncryption',
      input: { Bucket: 'b', ExpectedBucketOwner: '1' },
    },
    {
      why: 'the plain bucket',
      command: new S3.HeadBucketCommand({ Bucket: 'b' }),
      operation: 'HeadBucket',
      input: { Bucket: 'b' },
    },
    {
      why: 'no bucket',
      command: new S3.ListBucketsCommand({ MaxBuckets: 5 }),
      operation: 'ListBuckets',
      input: { MaxBuckets: 5 },
    },
    {
      why: 'version 2 of a listing',
      command: new S3.ListObjectsV2Command({ Bucket: 'b', Prefix: 'a/' }),
      operation: 'ListObjectsV2',
      input: { Bucket: 'b', Prefix: 'a/' },
    },
    {
      why: 'version 1 of a listing',
      command: new S3.ListObjectsCommand({ Bucket: 'b' }),
      operation: 'ListObjects',
      input: { Bucket: 'b' },
    },
    {
      why: 'public access',
      command: new S3.GetPublicAccessBlockCommand({ Bucket: 'b' }),
      operation: 'GetPublicAccessBlock',
      input: { Bucket: 'b' },
    },
    {
      why: 'a put without a body of its own',
      command: new S3.DeleteBucketPolicyCommand({ Bucket: 'b' }),
      operation: 'DeleteBucketPolicy',
      input: { Bucket: 'b' },
    },
    {
      why: 'a policy as text',
      command: new S3.PutBucketPolicyCommand({ Bucket: 'b', Policy: '{"a":"ä"}' }),
      operation: 'PutBucketPolicy',
      input: { Bucket: 'b', Policy: '{"a":"ä"}' },
    },
    {
      why: 'a key with slashes and blanks',
      command: new S3.DeleteObjectCommand({ Bucket: 'b', Key: 'a b/c+d' }),
      operation: 'DeleteObject',
      input: { Bucket: 'b', Key: 'a b/c+d' },
    },
    {
      why: 'a condition',
      command: new S3.PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x', IfNoneMatch: '*' }),
      operation: 'PutObject',
      input: { Bucket: 'b', Key: 'k', IfNoneMatch: '*' },
    },
    {
      why: 'a copy is not a put',
      command: new S3.CopyObjectCommand({ Bucket: 'b', Key: 'k', CopySource: 'b/j' }),
      operation: 'CopyObject',
      input: { Bucket: 'b', Key: 'k', CopySource: 'b/j' },
    },
    {
      why: 'nested XML',
      command: new S3.PutBucketEncryptionCommand({
        Bucket: 'b',
        ServerSideEncryptionConfiguration: structuredClone(encryption) as never,
      }),
      operation: 'PutBucketEncryption',
      input: { Bucket: 'b', ServerSideEncryptionConfiguration: encryption },
    },
    {
      why: 'a list in XML',
      command: new S3.PutBucketTaggingCommand({
        Bucket: 'b',
        Tagging: { TagSet: [{ Key: 'k', Value: '<v>' }] },
      }),
      operation: 'PutBucketTagging',
      input: { Bucket: 'b', Tagging: { TagSet: [{ Key: 'k', Value: '<v>' }] } },
    },
  ])('recognizes $operation: $why, by host and by path', async ({ command, operation, input }) => {
    for (const forcePathStyle of [true, false]) {
      const { arrived, configuration } = await fake(ok({ CopyObjectResult: { ETag: '"1"' } }));
      const client = new S3.S3Client({ ...configuration, forcePathStyle });
      await client.send(command as S3.HeadBucketCommand);
      expect(arrived[0]).toMatchObject({ service: 's3', operation, input });
    }
  });

  it('carries a body, also one that the client sends in signed chunks', async () => {
    const { arrived, configuration } = await fake(ok({ ETag: '"1"' }));
    const client = new S3.S3Client(configuration);
    const put = await client.send(new S3.PutObjectCommand({ Bucket: 'b', Key: 'k', Body: utf8('häuser') }));
    expect(textOf(arrived[0]?.input['Body'] as Uint8Array)).toBe('häuser');
    expect(put.ETag).toBe('"1"');
  });

  it('answers documents, payloads, headers and the odd location', async () => {
    const { configuration } = await fake((request) => {
      const outputs: Record<string, Record<string, unknown>> = {
        GetBucketEncryption: { ServerSideEncryptionConfiguration: encryption },
        GetBucketPolicy: { Policy: '{"Version":"2012-10-17"}' },
        GetBucketLocation: { LocationConstraint: 'eu-central-1' },
        GetBucketTagging: { TagSet: [{ Key: 'k', Value: '<v> & "w"' }] },
        ListBuckets: { Buckets: [{ Name: 'b', CreationDate: new Date(0) }] },
        HeadBucket: { BucketRegion: 'eu-central-1' },
        GetObject: { Body: utf8('text'), ETag: '"e"', LastModified: new Date(0), Metadata: { a: 'b' } },
      };
      return { is: 'ok', output: outputs[request.operation] ?? {} };
    });
    const client = new S3.S3Client(configuration);
    const bucket = { Bucket: 'b' };
    expect(await client.send(new S3.GetBucketEncryptionCommand(bucket))).toMatchObject({
      ServerSideEncryptionConfiguration: encryption,
    });
    expect(await client.send(new S3.GetBucketPolicyCommand(bucket))).toMatchObject({
      Policy: '{"Version":"2012-10-17"}',
    });
    expect(await client.send(new S3.GetBucketLocationCommand(bucket))).toMatchObject({
      LocationConstraint: 'eu-central-1',
    });
    expect(await client.send(new S3.GetBucketTaggingCommand(bucket))).toMatchObject({
      TagSet: [{ Key: 'k', Value: '<v> & "w"' }],
    });
    expect(await client.send(new S3.ListBucketsCommand({}))).toMatchObject({
      Buckets: [{ Name: 'b', CreationDate: new Date(0) }],
    });
    expect(await client.send(new S3.HeadBucketCommand(bucket))).toMatchObject({
      BucketRegion: 'eu-central-1',
    });
    const object = await client.send(new S3.GetObjectCommand({ ...bucket, Key: 'k' }));
    expect(object).toMatchObject({ ETag: '"e"', LastModified: new Date(0), Metadata: { a: 'b' } });
    expect(await object.Body?.transformToString()).toBe('text');
  });

  it('names errors in the body, and has no body for HEAD', async () => {
    const { configuration } = await fake(refuse('NoSuchBucket', 404));
    const client = new S3.S3Client(configuration);
    await expect(client.send(new S3.GetBucketPolicyCommand({ Bucket: 'b' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(client.send(new S3.HeadBucketCommand({ Bucket: 'b' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('says where a bucket is', async () => {
    const { configuration } = await fake(refuse('PermanentRedirect', 301, { Region: 'us-west-2' }));
    const error = new S3.S3Client(configuration).send(new S3.GetBucketPolicyCommand({ Bucket: 'b' }));
    await expect(error).rejects.toMatchObject({
      name: 'PermanentRedirect',
      $response: { headers: { 'x-amz-bucket-region': 'us-west-2' } },
    });
  });
});

describe('unknown requests', () => {
  it.each([
    {
      why: 'a sub-resource must not fall through to a listing',
      method: 'GET',
      path: '/b',
      query: 'newthing',
      body: '',
    },
    { why: 'nor to a put of an object', method: 'PUT', path: '/b/k', query: 'newthing', body: '<x/>' },
  ])('$why', async ({ method, path, query, body }) => {
    const { wire, arrived } = await fake(ok());
    const answer = await wire.answer({
      method,
      host: '127.0.0.1',
      path,
      query: [[query, '']],
      headers: { authorization: signature('s3') },
      body: utf8(body),
    });
    expect(answer).toMatchObject({ is: 'response', status: 501 });
    expect(arrived).toEqual([]);
  });

  it.each([
    {
      why: 'an unknown operation of KMS',
      service: 'kms',
      headers: { 'x-amz-target': 'TrentService.Fly' },
      body: '{}',
      says: 'UnknownOperationException',
    },
    {
      why: 'a body that is no JSON',
      service: 'kms',
      headers: { 'x-amz-target': 'TrentService.ListKeys' },
      body: '{',
      says: 'SerializationException',
    },
    {
      why: 'an unknown action of IAM',
      service: 'iam',
      headers: {},
      body: 'Action=Fly',
      says: 'InvalidAction',
    },
    { why: 'another service', service: 'ec2', headers: {}, body: '', says: 'MissingAuthenticationToken' },
  ])('is refused by name: $why', async ({ service, headers, body, says }) => {
    const { wire } = await fake(ok());
    expect(await post(wire, service, body, headers)).toContain(says);
  });
});

it('takes gzip, and the long target that boto3 sends', async () => {
  const { wire, arrived } = await fake(ok());
  const answer = await wire.answer({
    method: 'POST',
    host: 'localhost',
    path: '/',
    query: [],
    headers: {
      authorization: signature('cloudtrail'),
      'x-amz-target': 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.StartLogging',
      'content-encoding': 'gzip',
    },
    body: gzipSync('{"Name":"audit"}'),
  });
  expect(answer).toMatchObject({ status: 200 });
  expect(arrived[0]).toMatchObject({ operation: 'StartLogging', input: { Name: 'audit' } });
});

it('breaks the connection where the sandbox says so', async () => {
  const { configuration } = await fake(() => ({
    is: 'error',
    name: 'ECONNRESET',
    message: 'reset',
    status: 0,
  }));
  await expect(new KMSClient(configuration).send(new EnableKeyCommand({ KeyId: 'a' }))).rejects.toMatchObject(
    {
      code: 'ECONNRESET',
    },
  );
});

function signature(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=111122223333/20261102/eu-central-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

async function post(
  wire: Wire,
  service: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const answer = await wire.answer({
    method: 'POST',
    host: 'localhost',
    path: '/',
    query: [],
    headers: { authorization: signature(service), ...headers },
    body: utf8(body),
  });
  return answer.is === 'response' ? textOf(answer.body) : answer.name;
}
