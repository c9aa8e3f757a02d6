import { describe, expect, it } from 'vitest';
import type { Address } from '../../../model/address.ts';
import type { Other } from '../../../model/others.ts';
import type { Settings } from '../../../model/resource.ts';
import type { Tree } from '../../../model/tree.ts';
import { showText, type Reader } from '../../../policy/index.ts';
import { readersOfBucket, readersOfKey, readersOfRole } from './declared-readers.ts';

const account = '111122223333';
const foreign = '444455556666';
const region = 'eu-central-1';
const place = { account, region };
const arn = `arn:aws:kms:${region}:${account}:key/k1`;
const settings = {
  partition: 'aws',
  accounts: [{ id: account }],
  trustedAccounts: [],
  keyAdministrators: [],
} as unknown as Settings;
const at = { address: 'Key/data' as Address, place, settings, ids: { keyId: 'k1', arn } };
const role = `arn:aws:iam::${account}:role/App`;

function other(kind: string, spec: unknown, more: Partial<Other> = {}): Other {
  return { kind, spec, place, state: 'present', attributes: {}, ...more };
}

const dataKey = other('Key', {}, { attributes: { arn } });
const grant = { key: arn, granteePrincipal: role, operations: ['Decrypt'] };
const trail = { bucket: 'logs', key: arn };

function rolePolicy(Resource: string, Action = 'kms:Decrypt'): unknown {
  return { role: 'App', document: allow({ Action, Resource }) };
}

function allow(statement: Tree): Tree {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...(statement as object) }] };
}

function shown(readers: readonly Reader[]): readonly string[] {
  return readers.map(({ statement, by = '' }) => {
    const who = (statement.principals?.entries ?? []).map(({ value }) => showText(value)).join(' ');
    const what = (statement.actions?.entries ?? []).map(showText).join(' ');
    return `${by}: ${who} ${what}`.trim();
  });
}

describe('readers of a key', () => {
  const seenRole = { reads: { role: { arn: `arn:aws:iam::${account}:role/team/App` } }, uses: [] };
  const use = { reads: {}, uses: [arn] };
  it.each<{ readonly why: string; readonly of: Other; readonly found: readonly string[] }>([
    {
      why: 'the grantee of a grant that AWS does not show',
      of: other('Grant', grant),
      found: [`X/x: ${role} kms:Decrypt`],
    },
    { why: 'no grantee of a grant that AWS shows', of: other('Grant', grant, { live: use }), found: [] },
    {
      why: 'no grantee whom the Stack does not trust: that grant waits for approval',
      of: other('Grant', { ...grant, granteePrincipal: `arn:aws:iam::${foreign}:role/App` }),
      found: [],
    },
    { why: 'no grantee of another key', of: other('Grant', { ...grant, key: `${arn}2` }), found: [] },
    { why: 'no grantee of a tombstone', of: other('Grant', grant, { state: 'absent' }), found: [] },
    {
      why: 'a role whose policy speaks of the key, by the ARN that AWS shows',
      of: other('RolePolicy', rolePolicy(arn), { live: seenRole }),
      found: [`X/x: arn:aws:iam::${account}:role/team/App kms:Decrypt`],
    },
    {
      why: 'no role whose policy speaks of another key',
      of: other('RolePolicy', rolePolicy(`${arn}2`)),
      found: [],
    },
    {
      why: 'CloudTrail of a trail that names the key',
      of: other('Trail', trail),
      found: ['X/x: cloudtrail.amazonaws.com kms:GenerateDataKey* kms:DescribeKey'],
    },
    {
      why: 'CloudTrail of a trail that uses the key still',
      of: other('Trail', { bucket: 'logs', key: `${arn}2` }, { live: use }),
      found: ['X/x: cloudtrail.amazonaws.com kms:GenerateDataKey* kms:DescribeKey'],
    },
  ])('are $why', ({ of, found }) => {
    const others = new Map<Address, Other>([
      ['Key/data', dataKey],
      ['X/x', of],
    ]);
    expect(shown(readersOfKey(at, others))).toEqual(found);
  });
});

describe('readers of a bucket', () => {
  const read = (more: Partial<Other>): Other =>
    other('RolePolicy', rolePolicy('arn:aws:s3:::logs/*', 's3:GetObject'), more);
  it.each([
    { why: 'no role of its own account, which needs no statement', of: read({}), found: [] },
    {
      why: 'a role of another account',
      of: read({ place: { account: foreign, region } }),
      found: [`X/x: arn:aws:iam::${foreign}:role/App s3:GetObject`],
    },
    {
      why: 'CloudTrail of a trail that writes to it',
      of: other('Trail', trail),
      found: ['X/x: cloudtrail.amazonaws.com s3:PutObject', 'X/x: cloudtrail.amazonaws.com s3:GetBucketAcl'],
    },
  ])('are $why', ({ of, found }) => {
    expect(shown(readersOfBucket('logs', at, new Map([['X/x', of]])))).toEqual(found);
  });
});

describe('the access that another account gives a role', () => {
  const policy = allow({ Principal: { AWS: role }, Action: 'kms:Decrypt', Resource: '*' });
  it.each([
    {
      why: 'is its part of a key policy there, on that key',
      of: other('Key', { policy }, { place: { account: foreign, region }, attributes: { arn: 'arn:key' } }),
      resources: [['arn:key']],
    },
    { why: 'is nothing from a key of its own account', of: other('Key', { policy }), resources: [] },
  ])('$why', ({ of, resources }) => {
    const found = readersOfRole(role, at, new Map([['X/x', of]]));
    expect(found.map(({ statement }) => statement.resources?.entries)).toEqual(resources);
    expect(found.every(({ statement }) => statement.principals === undefined)).toBe(true);
  });
});
