import type { Change } from '../../../../src/model/change.ts';
import type { GoldenPlan } from './golden-plan.ts';
import { added, call, keyId, moved, otherId, plan, removed, resource, step } from './build.ts';

const root = 'arn:aws:iam::111122223333:root';

const createChanges: readonly Change[] = [
  added('/description', 'Customer data of the shop'),
  added('/policy', {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'EnableRoot', Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' },
      {
        Sid: 'AllowUse',
        Effect: 'Allow',
        Principal: {
          AWS: ['arn:aws:iam::111122223333:role/orders', 'arn:aws:iam::111122223333:role/invoices'],
        },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: '*',
      },
    ],
  }),
  added('/rotation/enabled', true),
  added('/rotation/periodInDays', 365),
  added('/tags/team', 'payments'),
  added('/tags/cost-center', '4711'),
];

const createdKey = step('Key/customer-data', 'create', {
  action: 'create',
  changes: createChanges.filter((change) => !change.path.startsWith('/rotation')),
  calls: [
    call('kms:CreateKey', {
      Description: 'Customer data of the shop',
      Policy:
        '{"Version":"2012-10-17","Statement":[{"Sid":"EnableRoot","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}]}',
      Tags: [
        { TagKey: 'keywright:address', TagValue: 'Key/customer-data' },
        { TagKey: 'team', TagValue: 'payments' },
      ],
    }),
  ],
});

const rotationOfCreated = step('Key/customer-data', 'rotation', {
  changes: createChanges.filter((change) => change.path.startsWith('/rotation')),
  calls: [
    call('kms:EnableKeyRotation', {
      KeyId: { $unknown: '${Key/customer-data.keyId}' },
      RotationPeriodInDays: 365,
    }),
  ],
  after: ['Key/customer-data#create'],
});

const createdAlias = step('Alias/customer-data', 'create', {
  action: 'create',
  changes: [
    added('/name', 'alias/customer-data'),
    added('/target', { $unknown: '${Key/customer-data.keyId}' }),
  ],
  calls: [
    call('kms:CreateAlias', {
      AliasName: 'alias/customer-data',
      TargetKeyId: { $unknown: '${Key/customer-data.keyId}' },
    }),
  ],
  after: ['Key/customer-data#create'],
});

const create = plan(
  [
    resource('Alias/customer-data', { exists: false }),
    resource('Key/customer-data', { exists: false, ids: {} }),
  ],
  [createdKey, rotationOfCreated, createdAlias],
);

export const keyPlans: readonly GoldenPlan[] = [
  {
    name: 'create-key',
    reason: 'a key with alias, policy and rotation: what AWS assigns is known after apply, and by whom',
    plan: create,
    as: ['txt', 'json', 'md'],
  },
  {
    name: 'create-key-full-calls',
    reason: 'with calls in full, everything that will be sent is on the page',
    plan: create,
    options: { calls: 'full' },
  },
  {
    name: 'update-description-and-tags',
    reason: 'one attribute and tags: only what changes, foreign tags untouched, two steps in one line',
    plan: plan(
      [resource('Key/customer-data')],
      [
        step('Key/customer-data', 'description', {
          changes: [moved('/description', 'Customer data', 'Customer data of the shop')],
          calls: [
            call('kms:UpdateKeyDescription', { KeyId: keyId, Description: 'Customer data of the shop' }),
          ],
        }),
        step('Key/customer-data', 'tags', {
          changes: [
            added('/tags/cost-center', '4711'),
            moved('/tags/team', 'shop', 'payments'),
            removed('/tags/example.com~1owner', 'bob'),
          ],
          calls: [
            call('kms:TagResource', { KeyId: keyId, Tags: [{ TagKey: 'cost-center', TagValue: '4711' }] }),
            call('kms:UntagResource', { KeyId: keyId, TagKeys: ['example.com/owner'] }),
          ],
        }),
      ],
    ),
  },
  {
    name: 'policy-one-principal',
    reason: 'one principal added and one action removed are one line each, inside their statement',
    plan: plan(
      [resource('Key/customer-data', { unchanged: [{ path: '/spec/policy', statements: 12 }] })],
      [
        step('Key/customer-data', 'policy', {
          changes: [
            added(
              '/policy/Statement/AllowUse/Principal/AWS/arn:aws:iam::111122223333:role~1reports',
              'arn:aws:iam::111122223333:role/reports',
            ),
            removed('/policy/Statement/AllowUse/Action/kms:encrypt', 'kms:encrypt'),
            {
              ...removed('/policy/Statement/AllowAudit/Principal/AWS/AROAEXAMPLEID', 'AROAEXAMPLEID'),
              note: 'principal was deleted',
            },
          ],
          calls: [call('kms:PutKeyPolicy', { KeyId: keyId, PolicyName: 'default' })],
        }),
      ],
    ),
    as: ['txt', 'md'],
  },
  {
    name: 'rotation-change',
    reason: 'a changed period sends EnableKeyRotation once, and people know that the schedule starts again',
    plan: plan(
      [resource('Key/customer-data', { notes: ['the next rotation is 180 days from the apply'] })],
      [
        step('Key/customer-data', 'rotation', {
          changes: [moved('/rotation/periodInDays', 365, 180)],
          calls: [call('kms:EnableKeyRotation', { KeyId: keyId, RotationPeriodInDays: 180 })],
        }),
      ],
    ),
  },
  {
    name: 'disable-needs-approval',
    reason: 'disabling waits for a person, and what comes after it is held back',
    plan: plan(
      [resource('Key/archive'), resource('Key/customer-data')],
      [
        step('Key/archive', 'description', {
          changes: [moved('/description', 'Archive', 'Archive, frozen')],
          calls: [call('kms:UpdateKeyDescription')],
        }),
        step('Key/archive', 'enabled', {
          half: 'contract',
          changes: [moved('/enabled', true, false)],
          calls: [call('kms:DisableKey', { KeyId: keyId })],
          risks: [{ class: 'disable', message: 'everything encrypted with this key becomes unreadable' }],
          gate: {
            is: 'approval',
            classes: ['disable'],
            reason: 'waits-for-approval', why: 'everything encrypted with this key becomes unreadable',
          },
        }),
        step('Key/customer-data', 'policy:contract', {
          half: 'contract',
          changes: [
            removed('/policy/Statement/AllowArchive', {
              Sid: 'AllowArchive',
              Effect: 'Allow',
              Action: 'kms:Decrypt',
            }),
          ],
          calls: [call('kms:PutKeyPolicy')],
          after: ['Key/archive#enabled'],
        }),
      ],
    ),
    as: ['txt', 'json', 'md'],
  },
  {
    name: 'repair-pending-deletion',
    reason: 'a key scheduled for deletion is rescued at once; giving access back is another step and waits',
    plan: plan(
      [
        resource('Key/customer-data', {
          sync: 'Drifted',
          health: 'Degraded',
          state: 'PendingDeletion',
          why: 'AWS deletes this key on 2026-12-01',
        }),
      ],
      [
        step('Key/customer-data', 'deletion', {
          repair: 'protective',
          changes: [{ ...moved('/deletion', 'scheduled', 'none'), label: 'drifted' }],
          calls: [call('kms:CancelKeyDeletion', { KeyId: keyId })],
        }),
        step('Key/customer-data', 'enabled', {
          repair: 'access-giving',
          changes: [{ ...moved('/enabled', false, true), label: 'drifted' }],
          calls: [call('kms:EnableKey', { KeyId: keyId })],
          after: ['Key/customer-data#deletion'],
          gate: {
            is: 'approval',
            classes: ['repair'],
            reason: 'waits-for-approval', why: 'enabling gives access back that someone may have taken on purpose',
          },
        }),
      ],
    ),
    as: ['txt', 'json', 'md'],
  },
  {
    name: 'mark-again',
    reason: 'a key of ours that lost its tags gets them back before anything else',
    plan: plan(
      [resource('Key/customer-data')],
      [
        step('Key/customer-data', 'mark', {
          action: 'mark',
          changes: [added('/tags/keywright:address', 'Key/customer-data')],
          calls: [call('kms:TagResource')],
        }),
      ],
    ),
  },
  {
    name: 'found-by-tags',
    reason: 'nothing but its tags shows that a key is ours: its policy and grants are shown before anything is put under it',
    plan: plan(
      [
        resource('Key/legacy', {
          ids: { keyId: otherId },
          foundByTags: {
            policy: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' },
              ],
            },
            grants: [
              {
                grantId: '0c237476b39f8bc44e45212e08498fbe3151305030726c0590dd8d3e9f3d6a60',
                name: 'by-hand',
                grantee: 'arn:aws:iam::444455556666:role/reader',
                operations: ['Decrypt'],
              },
            ],
          },
        }),
      ],
      [],
    ),
    as: ['txt', 'json', 'md'],
  },
  {
    name: 'adopt',
    reason: 'an existing key is taken over because the manifest says so, and then brought into line',
    plan: plan(
      [resource('Key/legacy', { ids: { keyId: otherId } })],
      [
        step('Key/legacy', 'adopt', { action: 'adopt', calls: [call('kms:TagResource')] }),
        step('Key/legacy', 'rotation', {
          changes: [moved('/rotation/enabled', false, true)],
          calls: [call('kms:EnableKeyRotation')],
          after: ['Key/legacy#adopt'],
        }),
      ],
    ),
  },
  {
    name: 'remove-key',
    reason: 'a tombstone: disable, then schedule the deletion, each only with approval',
    plan: plan(
      [resource('Key/old')],
      [
        step('Key/old', 'remove:0', {
          half: 'contract',
          action: 'remove',
          calls: [call('kms:DisableKey')],
          gate: {
            is: 'approval',
            classes: ['delete'],
            reason: 'waits-for-approval', why: 'after 30 days nothing can read what this key encrypted',
          },
        }),
        step('Key/old', 'remove:1', {
          half: 'contract',
          action: 'remove',
          calls: [call('kms:ScheduleKeyDeletion', { KeyId: keyId, PendingWindowInDays: 30 })],
          after: ['Key/old#remove:0'],
          gate: {
            is: 'approval',
            classes: ['delete'],
            reason: 'waits-for-approval', why: 'after 30 days nothing can read what this key encrypted',
          },
        }),
      ],
    ),
  },
];
