import type { Address } from '../../../../src/model/address.ts';
import type { LastApplied } from '../../../../src/model/journal.ts';
import type { Observation } from '../../../../src/model/observation.ts';
import type { Resource } from '../../../../src/model/resource.ts';
import type { StatusInput } from '../../../../src/report/display/status.ts';
import { at, failure, home, keyIds, moved, plan, resource, step } from './build.ts';

/** A status whose rendering is kept in a file, and why it is worth keeping. */
export interface GoldenStatus {
  readonly name: string;
  readonly reason: string;
  readonly input: StatusInput;
}

const far = { account: '444455556666', region: 'us-east-1' };
const now = at + 2_000;

function input(value: StatusInput['plan'], more: Partial<StatusInput> = {}): StatusInput {
  return {
    plan: value,
    observations: new Map(),
    resources: new Map(),
    lastApplied: new Map(),
    intents: [],
    lease: undefined,
    now,
    only: [],
    ...more,
  };
}

function appliedBefore(ms: number, facet = 'description'): LastApplied {
  return { ids: keyIds, facets: { [facet]: { tree: 'x', before: {}, at: now - ms } } };
}

function declared(address: Address, names: readonly Address[] = []): [Address, Resource] {
  const span = { file: 'estate/keys.yaml', line: 12, column: 1, endLine: 30, endColumn: 1 };
  const references = names.map((to) => ({ to, attribute: 'arn', path: '/spec/key' as const, edge: true }));
  const metadata = {
    name: address,
    labels: {},
    annotations: {},
    formerly: [],
    state: 'present',
    ignore: [],
  } as const;
  return [
    address,
    { address, kind: 'Key', place: home, metadata, spec: {}, references, span, spanOf: () => span },
  ];
}

const live: Observation = {
  is: 'present',
  ids: keyIds,
  owner: { is: 'ours' },
  evidence: 'journal',
  blank: false,
  state: 'Disabled',
  facets: {
    policy: {
      is: 'value',
      tree: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'Root',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:root' },
            Action: 'kms:*',
            Resource: '*',
          },
        ],
      },
      asOf: at,
    },
    description: { is: 'value', tree: 'Customer data', asOf: at - 40_000 },
    enabled: { is: 'value', tree: false, asOf: at },
    tags: {
      is: 'unreadable',
      failure: failure('AccessDeniedException', 'not allowed', 'kms:ListResourceTags', 'aws.forbidden'),
    },
    rotation: { is: 'inapplicable', reason: 'not-applicable', why: 'AWS does not show the rotation of a disabled key' },
  },
  reads: {},
};

const drifted = resource('Key/customer-data', {
  sync: 'Drifted',
  health: 'Degraded',
  state: 'Disabled',
  why: 'the key is disabled: nothing can be read that it encrypted',
  notes: ['gives access by a grant that no manifest declares: 9b2f to arn:aws:iam::444455556666:role/vendor'],
});

const mixed = plan(
  [
    resource('Alias/customer-data', { ids: { name: 'alias/customer-data' }, state: 'present' }),
    resource('Bucket/a-bucket-with-a-name-as-long-as-names-of-buckets-may-become-x', {
      place: far,
      ids: { name: 'a-bucket-with-a-name-as-long-as-names-of-buckets-may-become-x' },
      state: 'present',
    }),
    resource('BucketEncryption/logs', {
      place: far,
      sync: 'PendingChange',
      ids: { bucket: 'logs' },
      state: 'present',
    }),
    drifted,
    resource('Key/held', {
      health: 'Paused',
      sync: 'PendingChange',
      why: 'the tag keywright:hold is set: incident 4711',
      state: 'Enabled',
    }),
    resource('Key/new', {
      exists: false,
      ids: {},
      sync: 'PendingChange',
      health: 'Progressing',
      reason: 'not-created',
      why: 'does not exist yet',
    }),
    resource('Key/two', {
      sync: 'Unknown',
      health: 'Blocked',
      why: 'two keys carry its mark',
      blocked: {
        code: 'engine.ambiguous',
        reason: 'ambiguous', why: 'two keys carry its mark',
        release: 'take the tag off one of them',
      },
    }),
    resource('Trail/audit', {
      place: far,
      sync: 'Unknown',
      health: 'Degraded',
      ids: { name: 'audit' },
      why: 'AccessDeniedException: not allowed',
      unreadable: [
        {
          facet: 'logging',
          failure: failure(
            'AccessDeniedException',
            'not allowed',
            'cloudtrail:GetTrailStatus',
            'aws.forbidden',
          ),
        },
      ],
    }),
  ],
  [
    step('Key/customer-data', 'enabled', {
      changes: [moved('/spec/enabled', false, true), moved('/spec/description', 'x', 'y')],
    }),
    step('BucketEncryption/logs', 'rule', { changes: [moved('/spec/bucketKey', false, true)] }),
  ],
  { orphans: [{ address: 'Key/old', place: home, ids: keyIds }] },
);

const applied: StatusInput['lastApplied'] = new Map<Address, LastApplied>([
  ['Alias/customer-data', appliedBefore(90_000)],
  ['Key/customer-data', appliedBefore(3 * 86_400_000)],
  ['Key/held', appliedBefore(5 * 3_600_000)],
  ['BucketEncryption/logs', { ids: {}, facets: { rule: { tree: 'x', before: {}, at: 0 } } }],
]);

const resources: ReadonlyMap<Address, Resource> = new Map([
  declared('Key/customer-data', ['Bucket/customer-data']),
  declared('Alias/customer-data', ['Key/customer-data']),
  declared('BucketEncryption/logs', ['Key/customer-data', 'Bucket/logs']),
]);

/** Holds markup and control sequences, as text written by hand may. */
const handmade = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: '</details> ``` \u001b[31m\u202e @octocat',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};

export const goldenStatuses: readonly GoldenStatus[] = [
  {
    name: 'status-fine',
    reason: 'all is well: one sentence, and the table',
    input: input(
      plan([resource('Alias/a', { ids: { name: 'alias/a' } }), resource('Key/a', { state: 'Enabled' })]),
    ),
  },
  {
    name: 'status-mixed',
    reason: 'every sync and health, two accounts, an orphan, an unfinished create and a held lease',
    input: input(mixed, {
      lastApplied: applied,
      resources,
      intents: [{ id: '1', address: 'Key/new', place: home, at: now - 600_000, visible: [] }],
      lease: { holder: 'ada@build-7:4711', term: 3, until: now + 60_000 },
    }),
  },
  {
    name: 'status-one',
    reason: 'one resource whole: its live values, what could not be read, and who hangs on whom',
    input: input(mixed, {
      only: ['Key/customer-data'],
      lastApplied: applied,
      resources,
      observations: new Map([['Key/customer-data', live]]),
    }),
  },
  {
    name: 'status-replaced',
    reason: 'the document that the last write replaced, with when, and nothing in it acts',
    input: input(plan([resource('Key/a', { state: 'Enabled' })]), {
      only: ['Key/a'],
      observations: new Map([['Key/a', live]]),
      lastApplied: new Map([
        [
          'Key/a',
          { ids: {}, facets: { policy: { tree: {}, before: {}, at: now - 90_000, replaced: handmade } } },
        ],
      ]),
    }),
  },
  {
    name: 'status-hostile',
    reason: 'what AWS says may hold markup, pipes, mentions and what a terminal obeys',
    input: input(
      plan([
        resource('Key/a', {
          ids: { keyId: '1|2`@octocat`' },
          health: 'Degraded',
          state: 'Dis\u001b[31mabled',
          why: '</details> <b>@octocat</b> | ``` \u202e [x](http://x.example)',
          notes: ['@octocat ```'],
        }),
      ]),
    ),
  },
];
