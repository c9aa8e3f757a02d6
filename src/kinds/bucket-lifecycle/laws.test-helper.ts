import fc from 'fast-check';
import { storeBucket } from '../../../test/support/bucket-world.ts';
import { documentYaml } from '../../../test/support/estate-facts.ts';
import type { Hand } from '../../../test/support/hand.ts';
import type { DriftRow, GateRow, KindLaws, Renaming } from '../../../test/support/kind-laws.ts';
import { twoBuckets } from '../../../test/support/renamings.ts';

const documents = `
apiVersion: keywright.dev/v1
kind: BucketLifecycle
metadata: { name: store }
spec:
  bucket: { ref: Bucket/store }
  rules:
    - { id: old, filter: { prefix: tmp/ }, expiration: { days: 30 } }
    - { id: idle, transitions: [{ days: 90, storageClass: STANDARD_IA }] }
`;

const idle = {
  ID: 'idle',
  Status: 'Enabled',
  Filter: { Prefix: '' },
  Transitions: [{ Days: 90, StorageClass: 'STANDARD_IA' }],
};
const old = { ID: 'old', Status: 'Enabled', Filter: { Prefix: 'tmp/' }, Expiration: { Days: 30 } };

function put(hand: Hand, ...Rules: readonly unknown[]): void {
  hand.s3('PutBucketLifecycleConfiguration', { Bucket: storeBucket, LifecycleConfiguration: { Rules } });
}

const at = { address: 'BucketLifecycle/store' } as const;

const driftRows: readonly DriftRow[] = [
  {
    ...at,
    covers: '/rules',
    why: 'a rule was added that deletes everything: taking it out protects',
    drift: (hand) =>
      put(hand, old, idle, { ...old, ID: 'wipe', Filter: { Prefix: '' }, Expiration: { Days: 1 } }),
    path: '/rules/wipe',
  },
  {
    ...at,
    covers: '/rules',
    why: 'a rule was made to delete sooner: putting it back protects',
    drift: (hand) => put(hand, { ...old, Expiration: { Days: 1 } }, idle),
    path: '/rules/old',
  },
  {
    ...at,
    covers: '/rules',
    why: 'the rule that deletes was disabled, perhaps to keep evidence: deleting again waits',
    drift: (hand) => put(hand, { ...old, Status: 'Disabled' }, idle),
    path: '/rules/old',
    waitsFor: ['delete'],
  },
  {
    ...at,
    covers: '/rules',
    why: 'the rule was made to delete other objects: this ends at once, and deleting its own again waits',
    drift: (hand) => put(hand, { ...old, Filter: { Prefix: 'data/' }, Expiration: { Days: 1 } }, idle),
    path: '/rules/old',
    waitsFor: ['delete'],
  },
  {
    ...at,
    covers: '/rules',
    why: 'a rule was added that is called as a member of every object',
    drift: (hand) => put(hand, old, idle, { ...old, ID: 'toString' }),
    path: '/rules/toString',
  },
  {
    ...at,
    covers: '/rules',
    why: 'a rule was added that is called as the prototype of an object',
    drift: (hand) => put(hand, old, idle, { ...old, ID: '__proto__' }),
    path: '/rules/__proto__',
  },
  {
    ...at,
    covers: '/rules',
    why: 'a rule that moves objects was taken out',
    drift: (hand) => put(hand, old),
    path: '/rules/idle',
  },
  {
    ...at,
    covers: '/bucket',
    why: 'the bucket has no rules, as one that was made again: what moves is back at once, what deletes waits',
    drift: (hand) => void hand.s3('DeleteBucketLifecycle', { Bucket: storeBucket }),
    path: '/rules/old',
    waitsFor: ['delete'],
  },
];

/** Rules by ID as a manifest lists them. */
function listed(rules: object): readonly object[] {
  return Object.entries(rules).map(([id, rule]: [string, object]) => ({ id, ...rule }));
}

const base = {
  logs: { filter: { prefix: 'logs/' }, expiration: { days: 365 } },
  versions: { noncurrentVersionExpiration: { noncurrentDays: 90, newerNoncurrentVersions: 3 } },
  parts: { abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
  dated: { filter: { tags: { keep: 'no' } }, expiration: { date: '2030-06-01' } },
  asleep: { status: 'Disabled', expiration: { days: 1 } },
};

const gate = '/rules gains';

function deletes(why: string, rules: object): GateRow {
  return { why, gate, spec: { rules: listed({ ...base, ...rules }) }, needs: ['delete'] };
}

function keeps(why: string, rules: object): GateRow {
  return { why, spec: { rules: listed({ ...base, ...rules }) }, needs: [] };
}

const { logs: _logs, ...withoutLogs } = base;

const gateRows: readonly GateRow[] = [
  deletes('fewer days', { logs: { ...base.logs, expiration: { days: 364 } } }),
  deletes('a date in place of days, which cannot be compared', {
    logs: { ...base.logs, expiration: { date: '2040-01-01' } },
  }),
  deletes('an earlier date', { dated: { ...base.dated, expiration: { date: '2030-05-31' } } }),
  deletes('a wider prefix', { logs: { ...base.logs, filter: { prefix: 'log' } } }),
  deletes('no filter', { logs: { expiration: { days: 365 } } }),
  deletes('another tag', { dated: { ...base.dated, filter: { tags: { keep: 'maybe' } } } }),
  deletes('a rule that is enabled', { asleep: { expiration: { days: 1 } } }),
  deletes('another rule that deletes', { more: { filter: { prefix: 'other/' }, expiration: { days: 999 } } }),
  deletes('fewer days for former versions', {
    versions: { noncurrentVersionExpiration: { noncurrentDays: 89, newerNoncurrentVersions: 3 } },
  }),
  deletes('fewer former versions kept', {
    versions: { noncurrentVersionExpiration: { noncurrentDays: 90, newerNoncurrentVersions: 2 } },
  }),
  deletes('fewer days for uploads', {
    parts: { abortIncompleteMultipartUpload: { daysAfterInitiation: 6 } },
  }),
  deletes('delete markers', { markers: { expiration: { expiredObjectDeleteMarker: true } } }),
  keeps('more days', { logs: { ...base.logs, expiration: { days: 366 } } }),
  keeps('a later date', { dated: { ...base.dated, expiration: { date: '2030-06-02' } } }),
  keeps('a narrower filter', {
    logs: { ...base.logs, filter: { prefix: 'logs/a', objectSizeGreaterThan: 1000 } },
  }),
  keeps('a rule that is disabled', { logs: { ...base.logs, status: 'Disabled' } }),
  keeps('a rule for what another one deletes as soon', {
    more: { filter: { prefix: 'logs/b/' }, expiration: { days: 400 } },
  }),
  keeps('another storage class', { cold: { transitions: [{ days: 30, storageClass: 'GLACIER_IR' }] } }),
  { why: 'a rule that goes', spec: { rules: listed(withoutLogs) }, needs: [] },
  {
    why: 'the same rule under another ID',
    spec: { rules: listed({ ...withoutLogs, other: base.logs }) },
    needs: [],
  },
  { why: 'no rules', spec: { rules: [] }, needs: [] },
];

function lifecycle(of: string): string {
  const rules = '{ id: a, transitions: [{ days: 30, storageClass: GLACIER_IR }] }';
  return documentYaml('BucketLifecycle', 'name: a', `bucket: ${of}, rules: [${rules}]`);
}

const renamings: readonly Renaming[] = [
  {
    changed: 'the bucket of a lifecycle',
    address: 'BucketLifecycle/a',
    before: [lifecycle('one-logs')],
    after: [lifecycle('two-logs')],
    world: twoBuckets,
    forgotten: true,
    step: 'BucketLifecycle/a#rules',
  },
];

const filters = fc.record(
  {
    prefix: fc.constantFrom('a/', 'a/b/'),
    tags: fc.dictionary(fc.constantFrom('t', 'T', 'valueOf'), fc.constantFrom('1', '2')),
    objectSizeGreaterThan: fc.constantFrom(0, 1000),
    objectSizeLessThan: fc.constantFrom(2000, 4000),
  },
  { requiredKeys: [] },
);

const rules = fc.oneof(
  fc.record(
    {
      filter: filters,
      status: fc.constantFrom('Enabled', 'Disabled'),
      expiration: fc.oneof(
        fc.record({ days: fc.integer({ min: 100, max: 400 }) }),
        fc.record({ date: fc.constantFrom('2030-01-01', '2031-02-03') }),
      ),
      noncurrentVersionExpiration: fc.record(
        {
          noncurrentDays: fc.integer({ min: 50, max: 99 }),
          newerNoncurrentVersions: fc.constantFrom(1, 100),
        },
        { requiredKeys: ['noncurrentDays'] },
      ),
    },
    { requiredKeys: ['expiration'] },
  ),
  fc.record({
    transitions: fc.constant([
      { days: 60, storageClass: 'GLACIER' },
      { days: 30, storageClass: 'STANDARD_IA' },
    ]),
    noncurrentVersionTransitions: fc.constant([{ noncurrentDays: 5, storageClass: 'GLACIER_IR' }]),
    expiration: fc.record({ days: fc.integer({ min: 61, max: 100 }) }),
  }),
  fc.record({
    abortIncompleteMultipartUpload: fc.record({ daysAfterInitiation: fc.integer({ min: 1, max: 9 }) }),
  }),
);

export const laws: KindLaws = {
  documents,
  renamings,
  drift: driftRows,
  gates: {
    documents: { 'BucketLifecycle/data': { bucket: 'the-data', rules: listed(base) } },
    address: 'BucketLifecycle/data',
    rows: gateRows,
  },
  specs: fc.record({
    bucket: fc.constant('the-data'),
    rules: fc.dictionary(fc.constantFrom('a', 'b', 'c/d', 'constructor', '__proto__'), rules).map(listed),
  }),
};
