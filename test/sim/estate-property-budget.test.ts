import { describe, expect, it } from 'vitest';
import type { SentRequest } from '../../src/aws/call-log.ts';
import { byCodeUnit } from '../../src/model/tree.ts';
import { applied } from '../support/estate-facts.ts';
import { createEstate, endings, leftOver } from '../support/estate.ts';
import { documentOf, keyPolicy, logStatements } from '../support/random-estate-policies.ts';
import {
  drawFrom,
  estateAccounts,
  estateRegions,
  estateYaml,
  roleIn,
  type Doc,
} from '../support/random-estate.ts';

const keysInAll = 2;
const grantsOnEach = 120;
const places = estateAccounts.flatMap((account) => estateRegions.map((region) => ({ account, region })));

/**
 * Lists the documents of each place: keys, one with grants, an alias, a bucket with every facet, a trail. A role
 * policy is there once an account.
 */
function documents(): readonly Doc[] {
  const ofPlaces = places.flatMap((place): readonly Doc[] => {
    const tag = `${place.account}-${place.region}`;
    const doc = (kind: string, name: string, spec: Doc['spec']): Doc => ({
      kind,
      metadata: { ...place, name: `${name}-${tag}` },
      spec,
    });
    const policy = keyPolicy(drawFrom(1, tag), { place }, 'root', true);
    const key = { ref: `Key/k0-${tag}` };
    const bucket = { ref: `Bucket/b-${tag}` };
    return [
      ...Array.from({ length: keysInAll }, (_, index) =>
        doc('Key', `k${index}`, {
          enabled: true,
          rotation: { enabled: true },
          policy,
          tags: { team: 'a' },
          // An alias by shorthand has its address from its name: one name serves one place of a Stack.
          aliases: [`alias/k${index}-${tag}`],
        }),
      ),
      ...['app', 'batch'].map((role) =>
        doc('Grant', role, { key, granteePrincipal: roleIn(place.account, role), operations: ['Decrypt'] }),
      ),
      doc('Alias', 'a', { name: 'alias/a', target: key }),
      doc('Bucket', 'b', {
        name: `all-${tag}`,
        tags: { team: 'a' },
        versioning: 'Enabled',
        publicAccessBlock: { blockPublicAcls: true },
        objectOwnership: 'BucketOwnerEnforced',
      }),
      doc('BucketEncryption', 'e', { bucket, algorithm: 'aws:kms', key, bucketKey: true }),
      doc('BucketPolicy', 'p', {
        bucket,
        document: documentOf(logStatements(`all-${tag}`)),
        ownership: 'document',
      }),
      doc('Trail', 't', {
        name: `trail-${place.region}`,
        bucket,
        key,
        logging: true,
        eventSelectors: null,
        insightSelectors: null,
      }),
    ];
  });
  const family = { account: estateAccounts[0], region: estateRegions[0] };
  const ofRoles = estateAccounts.map((account): Doc => ({
    kind: 'RolePolicy',
    metadata: { account, name: `worker-${account}` },
    spec: {
      role: 'worker',
      name: 'use-keys',
      document: documentOf([{ Sid: 'Use', Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }]),
    },
  }));
  return [
    ...ofPlaces,
    ...ofRoles,
    { kind: 'Key', metadata: { ...family, name: 'family' }, spec: { multiRegion: true, enabled: true } },
    {
      kind: 'ReplicaKey',
      metadata: { ...family, region: estateRegions[1], name: 'family' },
      spec: { primary: { ref: 'Key/family' }, enabled: true, description: 'Copy' },
    },
  ];
}

function countsOf(requests: readonly SentRequest[]): Readonly<Record<string, number>> {
  const counts = Map.groupBy(requests, ({ op }) => op);
  return Object.fromEntries(
    [...counts].map(([op, all]) => [op, all.length] as const).toSorted(([a], [b]) => byCodeUnit(a, b)),
  );
}

/** Draws a table with rows of operations and columns of places. */
function tableOf(requests: readonly SentRequest[]): string {
  const ops = [...new Set(requests.map(({ op }) => op))].toSorted(byCodeUnit);
  const count = (op: string, { account, region }: (typeof places)[number]): number =>
    requests.filter((one) => one.op === op && one.place.account === account && one.place.region === region)
      .length;
  const rows = ops.map((op) => [op, ...places.map((place) => String(count(op, place)))].join('\t'));
  return [['', ...places.map(({ account, region }) => `${account}/${region}`)].join('\t'), ...rows].join(
    '\n',
  );
}

describe('a pass with nothing to do over all kinds, in two accounts and three Regions', () => {
  it('makes one call a bucket facet, one paged ListGrants a key, trails and aliases once a Region', async ({
    annotate,
  }) => {
    const estate = createEstate({
      accounts: estateAccounts,
      principals: estateAccounts.flatMap((id) =>
        ['app', 'batch', 'worker', 'stranger'].map((role) => roleIn(id, role)),
      ),
    });
    const yaml = estateYaml(documents());
    const made = endings(await estate.apply(yaml, { approve: ['widen'] }));
    expect(Object.entries(made).filter(([, ending]) => ending !== 'done')).toEqual([]);
    // Others' grants on the key: more than a page holds, so that a list is read to its end.
    const [here] = places;
    const { KeyId } = targetOf(estate.raw('kms', 'ListAliases', { Limit: 100 }), 'alias/a');
    for (let index = 0; index < grantsOnEach; index += 1)
      estate.raw('kms', 'CreateGrant', {
        KeyId,
        Name: `theirs-${index}`,
        GranteePrincipal: roleIn(estateAccounts[0], 'stranger'),
        Operations: ['Decrypt'],
      });
    await estate.advance(60 * 60_000);

    for (const pass of ['plan', 'apply'] as const) {
      const result = pass === 'plan' ? await estate.plan(yaml) : await applied(estate, yaml);
      expect(leftOver(result)).toEqual([]);
      await annotate(`${pass}\n${tableOf(result.requests)}`);
      expect(result.requests.filter(({ access }) => access === 'write')).toEqual([]);
      for (const place of places) {
        const requests = result.requests.filter(
          (one) => one.place.account === place.account && one.place.region === place.region,
        );
        const counts = countsOf(requests);
        expect(counts, `${pass} in ${place.account}/${place.region}`).toMatchObject({
          's3:GetBucketTagging': 1,
          's3:GetBucketVersioning': 1,
          's3:GetPublicAccessBlock': 1,
          's3:GetBucketOwnershipControls': 1,
          's3:GetBucketEncryption': 1,
          's3:GetBucketPolicy': 1,
          's3:ListBuckets': 1,
          'kms:ListGrants': place === here ? 4 : 2,
          'kms:ListAliases': 1,
          'cloudtrail:DescribeTrails': 1,
          'cloudtrail:GetTrailStatus': 1,
          'cloudtrail:GetEventSelectors': 1,
          'cloudtrail:GetInsightSelectors': 1,
          'tagging:GetResources': 1,
        });
      }
    }
  });
});

function targetOf(answer: Readonly<Record<string, unknown>>, name: string): { readonly KeyId: string } {
  const { Aliases } = answer as { Aliases: readonly { AliasName: string; TargetKeyId: string }[] };
  const found = Aliases.find(({ AliasName }) => AliasName === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return { KeyId: found.TargetKeyId };
}
