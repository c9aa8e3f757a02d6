import type { OpName } from '../../src/model/call.ts';
import { byCodeUnit } from '../../src/model/tree.ts';
import { addressTag } from '../../src/model/resource.ts';
import type { Transport } from '../../src/aws/transport.ts';
import { account, region } from '../support/estate.ts';
import {
  aliases,
  appRole,
  auditBucket,
  bucketName,
  bystander,
  markedAddresses,
  trailArn,
  west,
  type Endpoint,
} from './estate.ts';

type Output = Readonly<Record<string, unknown>>;

/** Eyes and hands on the endpoint itself, past the proxy: no fault, no judgement of Keywright's. */
export interface Truth {
  call(op: OpName, input: Output, at?: string): Promise<Output>;
  /** `REGION Key/data` for each key with an address in its tags, in code-unit order. */
  marked(): Promise<readonly string[]>;
  /** The declared resources that do not exist. */
  missing(endpoint: Endpoint, operations: readonly string[]): Promise<readonly string[]>;
  /** Everything of the bystander, as one text. */
  untouched(): Promise<string>;
}

interface AliasRow {
  readonly AliasName: string;
  readonly TargetKeyId?: string;
}

interface GrantRow {
  readonly GranteePrincipal?: string;
  readonly Operations?: readonly string[];
}

export function createTruth(transport: Transport): Truth {
  async function call(op: OpName, input: Output, at: string = region): Promise<Output> {
    const signal = new AbortController().signal;
    const answer = await transport.send({ op, at: { account, region: at }, input, role: 'write', signal });
    if (answer.is === 'error') throw new Error(`${op}: ${answer.name}: ${answer.message}`);
    return answer.output as Output;
  }

  async function keysIn(at: string): Promise<readonly { readonly id: string; readonly address: string }[]> {
    const { Keys } = (await call('kms:ListKeys', { Limit: 1000 }, at)) as {
      Keys: readonly { KeyId: string }[];
    };
    const found = [];
    for (const { KeyId } of Keys) {
      const { Tags } = (await call('kms:ListResourceTags', { KeyId }, at)) as {
        Tags: readonly { TagKey: string; TagValue: string }[];
      };
      const address = Tags.find(({ TagKey }) => TagKey === addressTag)?.TagValue;
      if (address !== undefined) found.push({ id: KeyId, address });
    }
    return found;
  }

  async function marked(): Promise<readonly string[]> {
    const found = [];
    for (const at of [region, west])
      for (const { address } of await keysIn(at)) found.push(`${at} ${address}`);
    return found.toSorted();
  }

  return {
    call,
    marked,
    async missing(endpoint, operations) {
      const gone: string[] = [];
      const here = await marked();
      gone.push(...markedAddresses(endpoint).filter((one) => !here.includes(one)));
      const keys = await keysIn(region);
      const idOf = (address: string): string | undefined => keys.find((key) => key.address === address)?.id;
      const { Aliases } = (await call('kms:ListAliases', { Limit: 100 })) as { Aliases: readonly AliasRow[] };
      for (const [name, address] of aliases) {
        const target = Aliases.find(({ AliasName }) => AliasName === name)?.TargetKeyId;
        if (target === undefined || target !== idOf(address)) gone.push(`${name} on ${address}`);
      }
      const data = idOf('Key/data');
      const { Grants } =
        data === undefined
          ? { Grants: [] }
          : ((await call('kms:ListGrants', { KeyId: data, Limit: 100 })) as { Grants: readonly GrantRow[] });
      const wanted = [...operations].sort(byCodeUnit).join();
      const granted = Grants.some(
        ({ GranteePrincipal, Operations = [] }) =>
          GranteePrincipal === appRole && [...Operations].sort(byCodeUnit).join() === wanted,
      );
      if (!granted) gone.push(`the grant of ${wanted} to role/app`);
      const asked = [
        ['s3:GetBucketPolicy', { Bucket: bucketName }],
        ['s3:GetBucketEncryption', { Bucket: bucketName }],
        ['s3:GetBucketPolicy', { Bucket: auditBucket }],
        ['iam:GetRolePolicy', { RoleName: 'app', PolicyName: 'use' }],
      ] as const;
      for (const [op, input] of asked)
        if (!(await exists(call(op, input)))) gone.push(`${op} ${JSON.stringify(input)}`);
      const status = await call('cloudtrail:GetTrailStatus', { Name: trailArn }).catch(() => ({}));
      if (!('IsLogging' in status && status.IsLogging === true)) gone.push('trail that records');
      return gone;
    },
    async untouched() {
      const { Aliases } = (await call('kms:ListAliases', { Limit: 100 })) as {
        Aliases: readonly { AliasName: string; TargetKeyId?: string }[];
      };
      const KeyId = Aliases.find(({ AliasName }) => AliasName === bystander.alias)?.TargetKeyId ?? '';
      const { Bucket } = { Bucket: bystander.bucket };
      const all = [
        await call('kms:DescribeKey', { KeyId }),
        await call('kms:GetKeyPolicy', { KeyId, PolicyName: 'default' }),
        await call('kms:ListResourceTags', { KeyId }),
        await call('kms:ListGrants', { KeyId, Limit: 100 }),
        await call('s3:GetBucketTagging', { Bucket }),
        await call('s3:GetBucketPolicy', { Bucket }),
      ];
      return JSON.stringify(all.map(({ $metadata: _, ...rest }) => rest));
    },
  };
}

function exists(asked: Promise<Output>): Promise<boolean> {
  return asked.then(
    () => true,
    () => false,
  );
}

/** Makes what the manifests expect, and a bystander that nobody may touch. */
export async function prepare(truth: Truth, endpoint: Endpoint): Promise<void> {
  const { call } = truth;
  const LocationConstraint = region;
  for (const Bucket of [bystander.bucket, bucketName, auditBucket])
    await call('s3:CreateBucket', { Bucket, CreateBucketConfiguration: { LocationConstraint } });
  const { KeyMetadata } = (await call('kms:CreateKey', {
    Description: 'bystander',
    Tags: [{ TagKey: 'team', TagValue: 'other' }],
  })) as { KeyMetadata: { KeyId: string } };
  await call('kms:CreateAlias', { AliasName: bystander.alias, TargetKeyId: KeyMetadata.KeyId });
  await call('kms:CreateGrant', {
    KeyId: KeyMetadata.KeyId,
    GranteePrincipal: appRole,
    Operations: ['Encrypt'],
  });
  await call('s3:PutBucketTagging', {
    Bucket: bystander.bucket,
    Tagging: { TagSet: [{ Key: 'team', Value: 'other' }] },
  });
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:DeleteBucket',
        Resource: `arn:aws:s3:::${bystander.bucket}`,
      },
    ],
  });
  await call('s3:PutBucketPolicy', { Bucket: bystander.bucket, Policy });
  if (endpoint === 'moto')
    for (const Bucket of [bucketName, auditBucket])
      await call('s3:PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Suspended' } });
}
