import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../manifest/issues.ts';
import type { TreeMap } from '../../model/tree.ts';
import { GrantSpecSchema } from './schema.ts';

const app = 'arn:aws:iam::111122223333:role/app';
const key = { ref: 'Key/data' };
const plain = { key, granteePrincipal: app, operations: ['Decrypt'] };
const service = {
  key,
  granteeServicePrincipal: 'dynamodb.amazonaws.com',
  retiringServicePrincipal: 'dynamodb.amazonaws.com',
  operations: ['Decrypt'],
  constraints: { sourceArn: 'arn:aws:dynamodb:eu-central-1:111122223333:table/t' },
};

function without(spec: TreeMap, member: string): TreeMap {
  return Object.fromEntries(Object.entries(spec).filter(([name]) => name !== member));
}

/** Lists the problems of a spec as the loader says them. */
function problems(spec: TreeMap): readonly string[] {
  const result = GrantSpecSchema.safeParse(spec);
  if (result.success) return [];
  const checked = { schema: GrantSpecSchema, value: spec, under: '', writtenAt: () => undefined } as const;
  return problemsOf(result.error.issues, checked).map(({ path, message }) => `${path}: ${message}`);
}

describe('input that KMS accepts', () => {
  it.each<{ why: string; spec: TreeMap }>([
    { why: 'a role', spec: plain },
    { why: 'a role that another may retire', spec: { ...plain, retiringPrincipal: app } },
    { why: 'a key by its id', spec: { ...plain, key: '12345678-1234-1234-1234-123456789012' } },
    { why: 'a replica', spec: { ...plain, key: { ref: 'ReplicaKey/data' } } },
    { why: 'a service, with its source and who retires it', spec: service },
    {
      why: 'a context, for operations that take one and those that ignore it',
      spec: {
        ...plain,
        operations: ['Decrypt', 'DescribeKey', 'CreateGrant', 'RetireGrant'],
        constraints: { encryptionContextEquals: { tenant: 'blue' } },
      },
    },
    {
      why: 'an account that is filled in later',
      spec: { ...plain, granteePrincipal: 'arn:aws:iam::${account.id}:role/app' },
    },
  ])('$why', ({ spec }) => {
    expect(problems(spec)).toEqual([]);
  });
});

describe('explains input that KMS refuses', () => {
  it.each<{ why: string; spec: TreeMap; says: string }>([
    { why: 'nobody', spec: { key, operations: ['Decrypt'] }, says: 'the grant has no grantee' },
    {
      why: 'two grantees',
      spec: { ...service, granteePrincipal: app },
      says: 'one grantee: granteePrincipal or granteeServicePrincipal',
    },
    {
      why: 'two who retire it',
      spec: { ...service, retiringPrincipal: app },
      says: 'one retiring principal',
    },
    {
      why: 'a service without a source',
      spec: without(service, 'constraints'),
      says: 'needs constraints.sourceArn',
    },
    {
      why: 'a service that nobody may retire',
      spec: without(service, 'retiringServicePrincipal'),
      says: 'needs retiringPrincipal or retiringServicePrincipal',
    },
    {
      why: 'two kinds of context',
      spec: {
        ...plain,
        constraints: { encryptionContextEquals: { a: 'b' }, encryptionContextSubset: { a: 'b' } },
      },
      says: 'not both',
    },
    {
      why: 'nine pairs',
      spec: {
        ...plain,
        constraints: {
          encryptionContextEquals: Object.fromEntries(
            [...Array(9).keys()].map((name) => [`a${String(name)}`, '']),
          ),
        },
      },
      says: 'one to eight pairs',
    },
    {
      why: 'a context for signing',
      spec: { ...plain, operations: ['Sign'], constraints: { encryptionContextEquals: { a: 'b' } } },
      says: '/operations/0: operations[0]: Sign has no encryption context',
    },
    { why: 'no operation', spec: { ...plain, operations: [] }, says: 'at least 1 item' },
    { why: 'one twice', spec: { ...plain, operations: ['Decrypt', 'Decrypt'] }, says: 'is a duplicate' },
    { why: 'an alias', spec: { ...plain, key: 'alias/data' }, says: 'not an alias' },
    {
      why: 'a role by its name',
      spec: { ...plain, granteePrincipal: 'app' },
      says: 'must be the ARN of a role',
    },
    {
      why: 'a service as a principal',
      spec: { ...plain, granteePrincipal: 'dynamodb.amazonaws.com' },
      says: 'must be the ARN of a role',
    },
  ])('$why', ({ spec, says }) => {
    expect(problems(spec).join('\n')).toContain(says);
  });
});
