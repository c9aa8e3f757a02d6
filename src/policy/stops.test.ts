import { describe, expect, it } from 'vitest';
import type { TreeMap } from '../model/tree.ts';
import { policyOf } from './arbitraries.test-helper.ts';
import { stopRisks } from './stops.ts';
import type { Trust } from './widening.ts';

const account = '111122223333';
const root = `arn:aws:iam::${account}:root`;
const app = `arn:aws:iam::${account}:role/App`;
const bucket = 'arn:aws:s3:::data';
const all = { Sid: 'Root', Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' };
const deny = {
  Sid: 'No',
  Effect: 'Deny',
  Principal: '*',
  Action: ['kms:Decrypt', 'kms:Encrypt'],
  Resource: '*',
};
const denyObjects = { ...deny, Action: 's3:Get*', Resource: `${bucket}/*` };

function found(
  kind: 'key' | 'bucket',
  live: readonly TreeMap[],
  want: readonly TreeMap[],
): readonly string[] {
  const trust: Trust = { kind, partition: 'aws', accounts: [account], administrators: [] };
  const place = {
    account,
    region: 'eu-central-1',
    organization: 'o-own1234567',
    ...(kind === 'bucket' ? { resource: bucket } : {}),
  };
  const [before, after] = [live, want].map((Statement) => policyOf({ Version: '2012-10-17', Statement }));
  return before === undefined || after === undefined
    ? []
    : stopRisks(before, after, trust, place).map(({ class: one, message }) => `${one}: ${message}`);
}

describe('a Deny that stops all use', () => {
  it('is as good as disabling the key', () => {
    expect(found('key', [all], [all, deny])).toEqual([
      'disable: No denies kms:Decrypt to everyone: data encrypted with this key becomes unusable',
    ]);
  });

  it.each([
    { why: 'all of kms', want: { ...deny, Action: 'kms:*' } },
    { why: 'for the account, which means everybody in it', want: { ...deny, Principal: { AWS: root } } },
    {
      why: 'under a condition that each request meets',
      want: { ...deny, Condition: { Null: { 'aws:PrincipalArn': 'false' } } },
    },
    {
      why: 'for all but plain HTTP',
      want: { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    },
    {
      why: 'under a condition that says where the key is',
      want: { ...deny, Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } } },
    },
    {
      why: 'under a condition that says whose the key is',
      want: { ...deny, Condition: { StringEquals: { 'aws:ResourceAccount': account } } },
    },
    {
      why: 'from a day on',
      want: { ...deny, Condition: { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } } },
    },
    {
      why: 'outside of an organization that is not ours',
      want: { ...deny, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } },
    },
  ])('is found: $why', ({ want }) => {
    expect(found('key', [all], [all, want])).toHaveLength(1);
  });

  it.each([
    { why: 'it was there before', live: [all, deny], want: [all, { ...deny, Sid: 'Else' }] },
    { why: 'of one principal', live: [all], want: [all, { ...deny, Principal: { AWS: app } }] },
    { why: 'of other actions', live: [all], want: [all, { ...deny, Action: 'kms:ScheduleKeyDeletion' }] },
    {
      why: 'it spares a role',
      live: [all],
      want: [all, { ...deny, Condition: { ArnNotEquals: { 'aws:PrincipalArn': app } } }],
    },
    {
      why: 'it names whom it spares',
      live: [all],
      want: [all, { Effect: 'Deny', NotPrincipal: { AWS: app }, Action: 'kms:Decrypt', Resource: '*' }],
    },
    {
      why: 'of plain HTTP',
      live: [all],
      want: [all, { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    },
    {
      why: 'of direct calls',
      live: [all],
      want: [all, { ...deny, Condition: { Null: { 'kms:ViaService': 'true' } } }],
    },
    {
      why: 'of other organizations',
      live: [all],
      want: [all, { ...deny, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-own1234567' } } }],
    },
  ])('is not meant: $why', ({ live, want }) => {
    expect(found('key', live, want)).toEqual([]);
  });

  it('stops the use of a bucket only where it covers every object', () => {
    const plain = { ...denyObjects, Action: 's3:DeleteObject' };
    expect(found('bucket', [plain], [plain, denyObjects])).toEqual([
      'disable: No denies s3:GetObject to everyone: the objects of this bucket becomes unusable',
    ]);
    expect(found('bucket', [plain], [plain, { ...denyObjects, Resource: `${bucket}/secret/*` }])).toEqual([]);
  });
});
