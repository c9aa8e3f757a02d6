import { expect, it } from 'vitest';
import { minute } from '../../src/model/instant.ts';
import { displayOf } from '../../src/report/display/make.ts';
import { createEstate, type Estate } from '../support/estate.ts';
import { applied, documentYaml, keyOf, manifests } from '../support/estate-facts.ts';
import { grantsOn, grantYaml, primaryYaml, roles } from '../support/family.ts';
import { makeBucket } from '../support/renamings.ts';

const statement = `{ Sid: A, Effect: Deny, Principal: '*', Action: 's3:DeleteBucket', Resource: 'arn:aws:s3:::some-logs' }`;
const inline = `{ Sid: A, Effect: Allow, Action: 'kms:Decrypt', Resource: '\${Key/data.arn}' }`;

const stories: readonly {
  readonly address: string;
  readonly yaml: string;
  readonly verb: 'create' | 'update';
  /** The parts of a bucket, role or key exist, though empty. */
  readonly verdict?: object;
  remove(estate: Estate): void;
}[] = [
  {
    address: 'Alias/a',
    yaml: documentYaml('Alias', 'name: a', 'name: alias/a, target: { ref: Key/data }'),
    verb: 'create',
    verdict: { sync: 'PendingChange', reason: 'deleted', why: 'was deleted outside Git' },
    remove: (estate) => void estate.raw('kms', 'DeleteAlias', { AliasName: 'alias/a' }),
  },
  {
    address: 'Grant/app',
    yaml: grantYaml(),
    verb: 'create',
    remove(estate) {
      const KeyId = keyOf(estate, 'Key/data');
      for (const { GrantId } of grantsOn(estate, KeyId)) estate.raw('kms', 'RevokeGrant', { KeyId, GrantId });
    },
  },
  {
    address: 'BucketPolicy/p',
    yaml: documentYaml(
      'BucketPolicy',
      'name: p',
      `bucket: some-logs, document: { Version: '2012-10-17', Statement: [${statement}] }`,
    ),
    verb: 'create',
    remove: (estate) => void estate.raw('s3', 'DeleteBucketPolicy', { Bucket: 'some-logs' }),
  },
  {
    address: 'RolePolicy/p',
    yaml: documentYaml(
      'RolePolicy',
      'name: p',
      `role: app, name: use, document: { Version: '2012-10-17', Statement: [${inline}] }`,
    ),
    verb: 'create',
    remove: (estate) => void estate.raw('iam', 'DeleteRolePolicy', { RoleName: 'app', PolicyName: 'use' }),
  },
  {
    // AWS always has a default encryption, so nothing is created in its place.
    address: 'BucketEncryption/e',
    yaml: documentYaml(
      'BucketEncryption',
      'name: e',
      `bucket: some-logs, algorithm: 'aws:kms', key: { ref: Key/data }`,
    ),
    verb: 'update',
    remove: (estate) => void estate.raw('s3', 'DeleteBucketEncryption', { Bucket: 'some-logs' }),
  },
];

it.each(stories)(
  'plans to $verb $address when it was deleted by hand',
  async ({ address, yaml, verb, verdict = { sync: 'Drifted' }, remove }) => {
    const estate = createEstate({ principals: [...roles] });
    makeBucket(estate, 'some-logs');
    const all = manifests([primaryYaml(), yaml]);
    await applied(estate, all, { approve: 'shown' });
    await estate.advance(60 * minute);
    remove(estate);
    await estate.advance(60 * minute);
    const { plan } = await estate.plan(all);
    const { sections, counts } = displayOf(plan);
    expect(sections.map((section) => [section.address, section.verb])).toEqual([[address, verb]]);
    expect(plan.resources.find((one) => one.address === address)).toMatchObject(verdict);
    expect(counts).toMatchObject(verb === 'create' ? { add: 1, change: 0 } : { add: 0, change: 1 });
  },
);
