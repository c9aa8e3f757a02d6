import { describe, expect, it } from 'vitest';
import { kindsByName } from '../../src/kinds/index.ts';
import { inlineLimit, managedLimit, sizeOf } from '../../src/permissions/fit.ts';
import { permissionsOf, type RoleUse } from '../../src/permissions/permissions.ts';
import type { Statement } from '../../src/permissions/statements.ts';
import { account, region, stackOf, stackYaml } from '../support/estate.ts';
import { documentYaml, keyYaml, manifests, mark } from '../support/estate-facts.ts';

function statements(use: RoleUse, yaml: string): readonly Statement[] {
  const roles = permissionsOf(stackOf(yaml, 0), kindsByName());
  return roles
    .filter((role) => role.account === account && role.use === use)
    .flatMap(({ documents }) => documents.flatMap(({ Statement }) => Statement));
}

function actions(use: RoleUse, ...documents: readonly string[]): readonly string[] {
  return statements(use, manifests(documents)).flatMap(({ Action }) => Action);
}

/** Finds the one statement with the action whose Sid begins so. */
function giving(action: string, sid: string, yaml: string): Statement | undefined {
  const all = [...statements('read', yaml), ...statements('write', yaml)];
  return all.find(({ Sid, Action }) => Sid.startsWith(sid) && Action.includes(action));
}

const bucketYaml = documentYaml('Bucket', 'name: box', 'name: box-1');

describe('does not allow changes of fields that a manifest does not manage', () => {
  it.each([
    {
      why: 'rotation is not named',
      spec: 'description: x',
      never: ['kms:EnableKeyRotation', 'kms:DisableKeyRotation'],
    },
    {
      why: 'rotation is on: nobody turns it off',
      spec: 'rotation: { enabled: true }',
      never: ['kms:DisableKeyRotation'],
    },
    { why: 'it is to be enabled: nobody disables it', spec: 'enabled: true', never: ['kms:DisableKey'] },
    { why: 'no policy is declared', spec: 'enabled: true', never: ['kms:PutKeyPolicy'] },
    { why: 'no replica', spec: 'multiRegion: true', never: ['kms:ReplicateKey'] },
    {
      why: 'one Region',
      spec: 'description: x',
      never: ['kms:UpdatePrimaryRegion', 'iam:CreateServiceLinkedRole'],
    },
    { why: 'no tombstone', spec: 'description: x', never: ['kms:ScheduleKeyDeletion', 'kms:DisableKey'] },
    { why: 'no alias', spec: 'description: x', never: ['kms:CreateAlias', 'kms:UpdateAlias'] },
  ])('$why', ({ spec, never }) => {
    const given = actions('write', keyYaml({ name: 'a', spec }));
    expect(given.filter((action) => never.includes(action))).toEqual([]);
  });

  it('gives the read role only reads', () => {
    const given = actions('read', keyYaml({ name: 'a', spec: 'rotation: { enabled: true }' }), bucketYaml);
    expect(given.filter((action) => !/:(?:Get|List|Describe)/u.test(action))).toEqual([]);
  });
});

describe('on what', () => {
  const key = keyYaml({ name: 'a', spec: 'rotation: { enabled: true }, aliases: [alias/a]' });

  it.each([
    {
      why: 'a key is made with the mark or not at all, in the Regions of its documents, and without the bypass',
      yaml: manifests([key]),
      action: 'kms:CreateKey',
      sid: 'MakeKeys',
      says: {
        Resource: ['*'],
        Condition: {
          StringEquals: { 'aws:RequestTag/keywright:stack': mark, 'aws:RequestedRegion': [region] },
          BoolIfExists: { 'kms:BypassPolicyLockoutSafetyCheck': 'false' },
        },
      },
    },
    {
      why: 'what is done to keys is done to those with the mark',
      yaml: manifests([key]),
      action: 'kms:EnableKeyRotation',
      sid: 'OurKeys',
      says: {
        Resource: [`arn:aws:kms:${region}:${account}:key/*`],
        Condition: { StringEquals: { 'aws:ResourceTag/keywright:stack': mark } },
      },
    },
    {
      why: 'an alias and nothing else of its key',
      yaml: manifests([key]),
      action: 'kms:UpdateAlias',
      sid: 'KeysBehindAliases',
      says: { Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': ['alias/a'] } } },
    },
    {
      why: 'an adopted key by its ARN: it has no mark yet',
      yaml: manifests([
        keyYaml({
          name: 'a',
          metadata: `adopt: ${'1'.repeat(8)}-1111-1111-1111-${'1'.repeat(12)}`,
          spec: 'policy: { Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*", Resource: "*" }] }',
        }),
      ]),
      action: 'kms:GetKeyPolicy',
      sid: 'NamedKeys',
      says: { Resource: [`arn:aws:kms:${region}:${account}:key/11111111-1111-1111-1111-111111111111`] },
    },
    {
      why: 'a bucket as long as it is of this account',
      yaml: manifests([bucketYaml]),
      action: 's3:PutBucketTagging',
      sid: 'Buckets',
      says: {
        Resource: ['arn:aws:s3:::box-1'],
        Condition: { StringEquals: { 'aws:ResourceAccount': account } },
      },
    },
    {
      why: 'a tombstone schedules for thirty days and not sooner',
      yaml: manifests([
        keyYaml({
          name: 'a',
          metadata: `state: absent, keyId: ${'1'.repeat(8)}-1111-1111-1111-${'1'.repeat(12)}`,
        }),
      ]),
      action: 'kms:ScheduleKeyDeletion',
      sid: 'NamedKeys',
      says: {
        Condition: { NumericEquals: { 'kms:ScheduleKeyDeletionPendingWindowInDays': '30' } },
      },
    },
    {
      why: 'a role by its name, whatever its path',
      yaml: manifests([documentYaml('RolePolicy', 'name: x', 'role: worker, name: use, document: null')]),
      action: 'iam:DeleteRolePolicy',
      sid: 'Roles',
      says: {
        Resource: [`arn:aws:iam::${account}:role/*/worker`, `arn:aws:iam::${account}:role/worker`],
      },
    },
    {
      why: 'the role that writes logs is passed to CloudTrail only',
      yaml: manifests([
        documentYaml(
          'Trail',
          'name: logs',
          `bucket: box-1, cloudWatchLogs: { logGroupArn: 'arn:aws:logs:${region}:${account}:log-group:x', roleArn: 'arn:aws:iam::${account}:role/logs' }`,
        ),
      ]),
      action: 'iam:PassRole',
      sid: 'PassLogsRole',
      says: {
        Resource: [`arn:aws:iam::${account}:role/logs`],
        Condition: { StringEquals: { 'iam:PassedToService': 'cloudtrail.amazonaws.com' } },
      },
    },
  ])('$why', ({ yaml, action, sid, says }) => {
    expect(giving(action, sid, yaml)).toMatchObject(says);
  });
});

describe('the documents', () => {
  const many = (count: number): string =>
    manifests(
      Array.from({ length: count }, (_, index) =>
        documentYaml('Bucket', `name: b${index}`, `name: a-rather-long-name-of-a-bucket-${index}`),
      ),
    );

  // KMS and S3 refuse a policy that names a role that does not exist, and do not say which.
  it('lets the read role see the roles that a policy names', () => {
    const named = `arn:aws:iam::${account}:role/team/app`;
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
        {
          Effect: 'Allow',
          Principal: { AWS: [named, 'arn:aws:iam::999988887777:role/theirs'] },
          Action: 'kms:Decrypt',
          Resource: '*',
        },
      ],
    });
    const yaml = manifests([keyYaml({ name: 'a', spec: `policy: ${policy}` })]);
    expect(giving('iam:GetRole', 'NamedRoles', yaml)?.Resource).toEqual([named]);
  });

  it('gives the same policies for any order of manifests', () => {
    const documents = [keyYaml({ name: 'a' }), keyYaml({ name: 'b', spec: 'enabled: true' }), bucketYaml];
    const text = (yaml: string): string => JSON.stringify(permissionsOf(stackOf(yaml, 0), kindsByName()));
    expect(text(manifests(documents.toReversed()))).toBe(text(manifests(documents)));
  });

  it('gives unique Sids that IAM accepts', () => {
    for (const use of ['read', 'write'] as const) {
      const sids = statements(use, many(400)).map(({ Sid }) => Sid);
      expect(new Set(sids).size).toBe(sids.length);
      expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/u.test(sid))).toEqual([]);
    }
  });

  it.each([
    { count: 20, parts: 1 },
    { count: 400, parts: 4 },
  ])(
    'splits the policy of $count buckets into $parts parts within the size limit of IAM',
    ({ count, parts }) => {
      const roles = permissionsOf(stackOf(many(count), 0), kindsByName());
      const read = roles.find(({ use }) => use === 'read');
      expect(read?.documents).toHaveLength(parts);
      const limit = parts === 1 ? inlineLimit : managedLimit;
      for (const document of read?.documents ?? []) expect(sizeOf(document)).toBeLessThanOrEqual(limit);
      const buckets = (read?.documents ?? []).flatMap(({ Statement }) =>
        Statement.filter(({ Sid }) => Sid.startsWith('Buckets')).flatMap(({ Resource }) => Resource),
      );
      expect(new Set(buckets).size).toBe(count);
    },
  );

  it('gives only the search for tags in an account without resources', () => {
    const second = "    - id: '444455556666'\n      regions: [us-east-1]\n  defaults:";
    const yaml = manifests([bucketYaml], stackYaml.replace('  defaults:', second));
    const roles = permissionsOf(stackOf(yaml, 0), kindsByName()).filter((role) => role.account !== account);
    expect(roles.map(({ use, documents }) => [use, documents.length])).toEqual([
      ['read', 1],
      ['write', 0],
    ]);
    expect(roles[0]?.documents[0]?.Statement).toMatchObject([{ Action: ['tag:GetResources'] }]);
  });
});
