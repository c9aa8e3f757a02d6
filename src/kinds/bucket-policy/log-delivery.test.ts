import { describe, expect, it } from 'vitest';
import type { Settings } from '../../model/resource.ts';
import type { Tree, TreeMap } from '../../model/tree.ts';
import { documentIn, sidOf, statementsIn } from '../shared/policy/attached.ts';
import { bucketPolicy } from './index.ts';
import { logDeliveryIn } from './log-delivery.ts';
import { BucketPolicySpecSchema } from './schema.ts';

const account = '111122223333';
const bucket = 'arn:aws:s3:::logs';
const settings: Settings = {
  name: 'test',
  uid: '0a1b2c3d',
  partition: 'aws',
  accounts: [{ id: account, regions: ['us-east-1'] }],
  keyAdministrators: [],
  trustedAccounts: [],
  tags: {},
  caps: { count: 5, percent: 10 },
  release: [],
};
const place = { account, region: 'us-east-1' };
const tls = {
  Sid: 'Tls',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [bucket, `${bucket}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

/** As AWS writes it for flow logs (CloudWatch Logs User Guide, logs sent to Amazon S3). */
const write = {
  Sid: 'AWSLogDeliveryWrite',
  Effect: 'Allow',
  Principal: { Service: 'delivery.logs.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: `${bucket}/AWSLogs/${account}/*`,
  Condition: {
    StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceAccount': account },
    ArnLike: { 'aws:SourceArn': `arn:aws:logs:us-east-1:${account}:*` },
  },
};

function document(...Statement: readonly Tree[]): TreeMap {
  return { Version: '2012-10-17', Statement };
}

function wanted(
  ours: Tree,
  live: Tree,
): { readonly sids: readonly string[]; readonly risks: readonly string[] } {
  const [facet] = bucketPolicy.facets;
  const spec = BucketPolicySpecSchema.parse({ bucket: 'logs', ownership: 'document', document: ours });
  const metadata = {
    name: 'x',
    labels: {},
    annotations: {},
    formerly: [],
    state: 'present',
    ignore: [],
  } as const;
  const at = { address: 'BucketPolicy/x', spec, metadata, place, ids: {}, settings } as const;
  const reads = { policy: live };
  const change = { path: '/document', before: live, after: ours } as const;
  const target = facet?.want(at, reads, undefined);
  const written = { from: facet?.seen(reads, at), target: target ?? null };
  return {
    sids: statementsIn(documentIn(target)).map((one) => sidOf(one) ?? ''),
    risks: (facet?.risk?.([change], at, reads, new Map(), written) ?? []).map((risk) => risk.class),
  };
}

describe('statements of AWS log delivery', () => {
  it('keeps log delivery statements in a document that is ours', () => {
    expect(wanted(document(tls), document(tls, write))).toEqual({
      sids: ['Tls', 'AWSLogDeliveryWrite'],
      risks: [],
    });
  });

  it('manages log delivery statements once the manifest names them', () => {
    const own = { ...write, Resource: `${bucket}/flow/*` };
    expect(wanted(document(tls, own), document(tls, write)).sids).toEqual(['Tls', 'AWSLogDeliveryWrite']);
  });

  it('requires approval when the whole policy goes', () => {
    expect(wanted(null, document(tls, write)).risks).toContain('disable');
  });

  it.each([
    { why: 'the Sid alone', statement: { ...tls, Sid: 'AWSLogDeliveryWrite', Effect: 'Allow' } },
    {
      why: 'for another account',
      statement: { ...write, Condition: { StringEquals: { 'aws:SourceAccount': '999999999999' } } },
    },
    { why: 'for any account', statement: { ...write, Condition: {} } },
    {
      why: 'more actions than delivery needs',
      statement: { ...write, Action: ['s3:PutObject', 's3:GetObject'] },
    },
    {
      why: 'another principal beside the service',
      statement: { ...write, Principal: { ...write.Principal, AWS: '999999999999' } },
    },
    { why: 'another Sid', statement: { ...write, Sid: 'Write' } },
  ])('treats no other statement as log delivery: $why', ({ statement }) => {
    expect(logDeliveryIn(document(statement), { settings, place })).toEqual([]);
  });
});
