import { describe, expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import { exitCodeOf } from '../../src/report/exit.ts';
import { account, createEstate, endings, type Estate } from '../support/estate.ts';
import { applied, documentYaml, keyOf, keyYaml, manifests, writes } from '../support/estate-facts.ts';

const stranger = '999999999999';
const app = `arn:aws:iam::${account}:role/app`;
const other = keyYaml({ name: 'other' });
const bucket = documentYaml('Bucket', 'name: b', 'name: kw-left');

function policyOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

const root = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
};
const read = {
  Sid: 'Read',
  Effect: 'Allow',
  Principal: { AWS: app },
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::kw-left/*',
};
const use = { Sid: 'Use', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::kw-left/*' };

/** A kind whose document somebody opens by hand after its manifest was deleted. */
interface Row {
  readonly address: `${string}/${string}`;
  readonly rest: readonly string[];
  readonly manifest: string;
  readonly step: string;
  readonly opened: RegExp;
  open(estate: Estate): void;
  documentOf(estate: Estate): string;
}

const rows: readonly Row[] = [
  {
    address: 'BucketPolicy/b',
    rest: [other, bucket],
    manifest: documentYaml(
      'BucketPolicy',
      'name: b',
      `bucket: kw-left, ownership: document, document: ${policyOf(read)}`,
    ),
    step: 'BucketPolicy/b#document',
    opened: new RegExp(`^gives s3:GetObject to .*${stranger}`, 'u'),
    open(estate) {
      const Policy = policyOf(read, {
        ...read,
        Sid: 'Open',
        Principal: { AWS: `arn:aws:iam::${stranger}:root` },
      });
      estate.raw('s3', 'PutBucketPolicy', { Bucket: 'kw-left', Policy });
    },
    documentOf: (estate) => String(estate.raw('s3', 'GetBucketPolicy', { Bucket: 'kw-left' })['Policy']),
  },
  {
    address: 'Key/a',
    rest: [other],
    manifest: keyYaml({ name: 'a', spec: `policy: ${policyOf(root)}` }),
    step: 'Key/a#policy',
    opened: new RegExp(`^gives kms:Decrypt to .*${stranger}`, 'u'),
    open(estate) {
      const evil = { Sid: 'Open', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${stranger}:root` } };
      const Policy = policyOf(root, { ...evil, Action: 'kms:Decrypt', Resource: '*' });
      estate.raw('kms', 'PutKeyPolicy', { KeyId: keyOf(estate, 'Key/a'), PolicyName: 'default', Policy });
    },
    documentOf: (estate) =>
      String(
        estate.raw('kms', 'GetKeyPolicy', { KeyId: keyOf(estate, 'Key/a'), PolicyName: 'default' })['Policy'],
      ),
  },
  {
    address: 'RolePolicy/app',
    rest: [other],
    manifest: documentYaml('RolePolicy', 'name: app', `role: app, name: use, document: ${policyOf(use)}`),
    step: 'RolePolicy/app#document',
    opened: /^gives s3:DeleteObject to role app/u,
    open(estate) {
      const wide = { ...use, Sid: 'Open', Action: 's3:DeleteObject' };
      const PolicyDocument = policyOf(use, wide);
      estate.raw('iam', 'PutRolePolicy', { RoleName: 'app', PolicyName: 'use', PolicyDocument });
    },
    documentOf: (estate) =>
      decodeURIComponent(
        String(estate.raw('iam', 'GetRolePolicy', { RoleName: 'app', PolicyName: 'use' })['PolicyDocument']),
      ),
  },
];

async function standing({ rest, manifest }: Row): Promise<Estate> {
  const estate = createEstate({ principals: [app, `arn:aws:iam::${stranger}:root`] });
  await applied(estate, manifests([...rest, manifest]));
  await estate.advance(hour);
  return estate;
}

function openedIn({ orphans }: Awaited<ReturnType<Estate['plan']>>['plan']): readonly string[] {
  return orphans.flatMap(({ opened = [] }) => opened);
}

describe.each(rows)('$address, whose manifest a commit deletes', (row) => {
  const without = manifests(row.rest);

  it('is left alone and needs nobody while nothing opens it', async () => {
    const estate = await standing(row);
    const { plan } = await estate.plan(without);
    expect(plan.orphans.map(({ address }) => address)).toEqual([row.address]);
    expect(openedIn(plan)).toEqual([]);
    expect(exitCodeOf(plan)).toBe(0);
    expect(writes(await applied(estate, without))).toEqual([]);
  });

  it.each(['before anybody applied the commit', 'after an unattended apply'])(
    'is reported as opened and closed again when it is opened %s',
    async (when) => {
      const estate = await standing(row);
      if (when.startsWith('after')) await applied(estate, without);
      const before = row.documentOf(estate);
      row.open(estate);
      await estate.advance(hour);
      const { plan } = await estate.plan(without);
      expect(openedIn(plan)).toEqual([expect.stringMatching(row.opened)]);
      expect(exitCodeOf(plan)).toBe(2);
      expect(endings(await applied(estate, without))).toEqual({ [row.step]: 'done' });
      expect(JSON.parse(row.documentOf(estate))).toEqual(JSON.parse(before));
      await estate.advance(hour);
      const after = await estate.plan(without);
      expect(openedIn(after.plan)).toEqual([]);
      expect(after.plan.steps).toEqual([]);
    },
  );

  it('is guarded no more once a person said yes to a plan that lists it', async () => {
    const estate = await standing(row);
    await applied(estate, without, { approve: 'shown' });
    row.open(estate);
    await estate.advance(hour);
    const answer = await applied(estate, without);
    expect(answer.plan.orphans).toEqual([]);
    expect(writes(answer)).toEqual([]);
    expect(row.documentOf(estate)).toContain('Open');
  });

  it('is compared and not written where nothing says what was accepted', async () => {
    const estate = await standing(row);
    await applied(estate, without);
    row.open(estate);
    await estate.advance(hour);
    const journal = { ...estate.store.journal, accepted: () => Promise.resolve(undefined) };
    const { plan } = await estate.plan(without, { store: { ...estate.store, journal } });
    expect(openedIn(plan)).toEqual([expect.stringMatching(row.opened)]);
    expect(plan.steps).toEqual([]);
  });
});

describe('a bucket policy of which only some statements are ours', () => {
  it('is reported and not written when others open theirs after its manifest was deleted', async () => {
    const [row] = rows;
    if (row === undefined) throw new Error('no row');
    const manifest = row.manifest.replace('ownership: document, ', '');
    const estate = await standing({ ...row, manifest });
    row.open(estate);
    await estate.advance(hour);
    const { plan } = await estate.plan(manifests(row.rest));
    expect(openedIn(plan)).toEqual([expect.stringMatching(row.opened)]);
    expect(plan.steps).toEqual([]);
  });
});

describe('somebody who can tag', () => {
  type Tag = { readonly TagKey: string; readonly TagValue: string };

  it.each([
    {
      does: 'takes the mark off',
      attack: (estate: Estate, KeyId: string, tags: readonly Tag[]) =>
        estate.raw('kms', 'UntagResource', { KeyId, TagKeys: tags.map(({ TagKey }) => TagKey) }),
    },
    {
      does: 'sets the mark on a second key',
      attack: (estate: Estate, _: string, tags: readonly Tag[]) =>
        estate.raw('kms', 'CreateKey', { Tags: tags }),
    },
    {
      does: 'sets a hold',
      attack: (estate: Estate, KeyId: string) =>
        estate.raw('kms', 'TagResource', { KeyId, Tags: [{ TagKey: 'keywright:hold', TagValue: 'x' }] }),
    },
  ])('keeps no access to a key without a manifest open when he $does', async ({ attack }) => {
    const estate = createEstate({ principals: [`arn:aws:iam::${stranger}:root`] });
    const key = keyYaml({ name: 'a', spec: `policy: ${policyOf(root)}` });
    await applied(estate, manifests([other, key]));
    await estate.advance(hour);
    await applied(estate, manifests([other]));
    const KeyId = keyOf(estate, 'Key/a');
    attack(estate, KeyId, estate.raw('kms', 'ListResourceTags', { KeyId })['Tags'] as readonly Tag[]);
    const Principal = { AWS: `arn:aws:iam::${stranger}:root` };
    const Policy = policyOf(root, { ...root, Sid: 'Open', Principal, Action: 'kms:Decrypt' });
    estate.raw('kms', 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy });
    await estate.advance(hour);
    await applied(estate, manifests([other]));
    const { Policy: live } = estate.raw('kms', 'GetKeyPolicy', { KeyId, PolicyName: 'default' });
    expect(String(live)).not.toContain(stranger);
  });
});
