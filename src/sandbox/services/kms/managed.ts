import { dnsSuffixOf, partitionOfRegion } from '../../../model/partition.ts';
import { scopeOf, type Context } from '../../operation.ts';
import { putAlias } from './alias-index.ts';
import type { KeyRecord } from './records.ts';

const services = ['s3', 'ebs', 'rds', 'sns', 'sqs', 'lambda', 'dynamodb', 'secretsmanager', 'ssm', 'backup'];
const year = 365;

/**
 * Finds the AWS managed key of a predefined alias such as `alias/aws/s3`; returns undefined for other names. The key
 * is made when first asked for (KMS API Reference, DescribeKey; KMS Developer Guide, AWS managed keys).
 */
export function awsManagedKey(
  context: Context,
  place: { readonly account: string; readonly region: string },
  alias: string,
): KeyRecord | undefined {
  const service = alias.slice('alias/aws/'.length);
  if (!alias.startsWith('alias/aws/') || !services.includes(service)) return undefined;
  if (!context.world.accounts.includes(place.account)) return undefined;
  const scope = scopeOf(place);
  // The same id each time: a read that lags does not see the key yet and makes it again.
  const id = uuidOf(context.world.secret(`managed/${scope}/${alias}`));
  const now = context.now;
  const key: KeyRecord = {
    id,
    account: place.account,
    region: place.region,
    arn: `arn:${partitionOfRegion(place.region)}:kms:${place.region}:${place.account}:key/${id}`,
    createdAt: now,
    description: `Default key that protects my ${service.toUpperCase()} data when no other key is defined`,
    enabled: true,
    keySpec: 'SYMMETRIC_DEFAULT',
    keyUsage: 'ENCRYPT_DECRYPT',
    origin: 'AWS_KMS',
    manager: 'AWS',
    multiRegion: false,
    policy: {
      Version: '2012-10-17',
      Id: `auto-${service}-2`,
      Statement: [
        {
          Sid: `Allow access through ${service.toUpperCase()} for all principals in the account`,
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: [
            'kms:Encrypt',
            'kms:Decrypt',
            'kms:ReEncrypt*',
            'kms:GenerateDataKey*',
            'kms:CreateGrant',
            'kms:DescribeKey',
          ],
          Resource: '*',
          Condition: {
            StringEquals: {
              'kms:CallerAccount': place.account,
              'kms:ViaService': `${service}.${place.region}.${dnsSuffixOf(place.region)}`,
            },
          },
        },
        {
          Sid: 'Allow direct access to key metadata to the account',
          Effect: 'Allow',
          Principal: { AWS: `arn:${partitionOfRegion(place.region)}:iam::${place.account}:root` },
          Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
          Resource: '*',
        },
      ],
    },
    tags: [],
  };
  context.world.put('key', scope, id, key);
  putAlias(context.world, place, { name: alias, target: id, createdAt: now, updatedAt: now });
  context.world.put('material', scope, id, {
    materialId: context.world.secret(`material/${id}`),
    rotation: { periodInDays: year, since: now },
    rotations: [],
  });
  return key;
}

/** Formats 32 of the hex digits in the shape of a version 4 UUID. */
export function uuidOf(hex: string): string {
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
