import { expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import { gateGround, yamlOf } from '../support/gate-world.ts';
import { leftOver } from '../support/estate.ts';
import { handOn, type Hand } from '../support/hand.ts';
import type { Documents } from '../support/kind-laws.ts';

interface Row {
  readonly why: string;
  readonly made: { readonly service: 'kms' | 's3' | 'cloudtrail'; readonly operation: string };
  readonly documents: Documents;
  /** The defaults that AWS, an organization or an emulator sets; `id` is the answer of the creating call. */
  readonly otherwise: (hand: Hand, id: string) => void;
  /** The creating step reads it back, and does not end well. */
  readonly ends?: 'waiting';
}

const Bucket = 'new-data';
const blocked = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};
const audit = { bucket: 'logs-of-audit', multiRegion: false };

const rows: readonly Row[] = [
  {
    why: 'a bucket blocks nothing',
    made: { service: 's3', operation: 'CreateBucket' },
    documents: { 'Bucket/data': { name: Bucket, publicAccessBlock: blocked } },
    otherwise: (hand) => void hand.s3('DeletePublicAccessBlock', { Bucket }),
  },
  {
    why: 'a bucket blocks nothing, and one setting is declared',
    made: { service: 's3', operation: 'CreateBucket' },
    documents: { 'Bucket/data': { name: Bucket, publicAccessBlock: { blockPublicPolicy: true } } },
    otherwise: (hand) => void hand.s3('DeletePublicAccessBlock', { Bucket }),
  },
  {
    why: 'a bucket has versions',
    made: { service: 's3', operation: 'CreateBucket' },
    documents: { 'Bucket/data': { name: Bucket, versioning: 'Suspended' } },
    otherwise: (hand) =>
      void hand.s3('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  },
  {
    why: 'a key is disabled',
    made: { service: 'kms', operation: 'CreateKey' },
    documents: { 'Key/data': { enabled: true } },
    otherwise: (hand, KeyId) => void hand.kms('DisableKey', { KeyId }),
    ends: 'waiting',
  },
  {
    why: 'a key rotates',
    made: { service: 'kms', operation: 'CreateKey' },
    documents: { 'Key/data': { rotation: { enabled: false } } },
    otherwise: (hand, KeyId) => void hand.kms('EnableKeyRotation', { KeyId }),
  },
  {
    why: 'a trail records',
    made: { service: 'cloudtrail', operation: 'CreateTrail' },
    documents: { 'Trail/audit': { ...audit, logging: false } },
    otherwise: (hand, Name) => void hand.cloudtrail('StartLogging', { Name }),
  },
  {
    why: 'a trail logs only writes',
    made: { service: 'cloudtrail', operation: 'CreateTrail' },
    documents: { 'Trail/audit': { ...audit, logging: true, eventSelectors: [{}] } },
    otherwise: (hand, TrailName) =>
      void hand.cloudtrail('PutEventSelectors', {
        TrailName,
        EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }],
      }),
  },
];

function idIn(answer: unknown): string {
  const text = JSON.stringify(answer);
  return /"(?:KeyId|TrailARN)":"(?<id>[^"]+)"/u.exec(text)?.groups?.['id'] ?? '';
}

/** A new thing is what its manifest declares, and not what AWS usually makes. */
it.each(rows)(
  'writes what is declared when $why from the start',
  async ({ made, documents, otherwise, ends }) => {
    const estate = await gateGround();
    const hand = handOn(estate);
    const yaml = yamlOf(documents);
    estate.sandbox.faults.next(made, (_request, run) => {
      const answer = run();
      otherwise(hand, idIn(answer));
      return answer;
    });
    const first = await estate.apply(yaml);
    const ended = first.is === 'applied' ? [...first.outcomes.values()].map(({ is }) => is) : [];
    expect(new Set(ended)).toEqual(new Set([ends ?? 'done']));
    await estate.advance(hour);
    expect(leftOver(await estate.plan(yaml)).length).toBe(ends === undefined ? 0 : 1);
  },
);
