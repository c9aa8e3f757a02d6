import type { GoldenPlan } from './golden-plan.ts';
import type { Address } from '../../../../src/model/address.ts';
import {
  added,
  call,
  failure,
  home,
  keyArn,
  keyId,
  moved,
  otherId,
  plan,
  removed,
  resource,
  step,
} from './build.ts';

export const estatePlans: readonly GoldenPlan[] = [
  {
    name: 'empty',
    reason: 'nothing to do is one sentence',
    plan: plan([resource('Key/customer-data')]),
    as: ['txt', 'json', 'md'],
  },
  { name: 'no-resources', reason: 'a stack without resources has nothing to do either', plan: plan([]) },
  {
    name: 'bucket-encryption-move',
    reason:
      'a bucket moves from one key to another and the first is disabled: the new key first, the old one last',
    plan: plan(
      [
        resource('BucketEncryption/logs', { ids: { bucket: 'logs' } }),
        resource('Key/new', { exists: false, ids: {} }),
        resource('Key/old'),
      ],
      [
        step('Key/new', 'create', {
          action: 'create',
          changes: [added('/description', 'Logs, from 2026')],
          calls: [call('kms:CreateKey')],
        }),
        step('BucketEncryption/logs', 'encryption', {
          changes: [moved('/key', keyArn, { $unknown: '${Key/new.arn}' }), moved('/bucketKey', false, true)],
          calls: [call('s3:PutBucketEncryption')],
          after: ['Key/new#create'],
          locks: ['bucket:logs'],
        }),
        step('Key/old', 'enabled', {
          half: 'contract',
          changes: [moved('/enabled', true, false)],
          calls: [call('kms:DisableKey')],
          after: ['BucketEncryption/logs#encryption'],
          risks: [{ class: 'disable', message: 'objects written before the move cannot be read' }],
          gate: {
            is: 'approval',
            classes: ['disable'],
            reason: 'waits-for-approval', why: 'objects written before the move cannot be read',
          },
        }),
      ],
    ),
    as: ['txt', 'md'],
  },
  {
    name: 'drift-labels',
    reason: 'what changed outside Git stands beside what reverts it, as it happened; what Git changed is in the plan only',
    plan: plan(
      [
        resource('Key/customer-data', {
          sync: 'Drifted',
          changes: [
            { ...moved('/rotation/enabled', false, true), label: 'drifted' },
            { ...moved('/description', 'by hand', 'Customer data of the shop'), label: 'both' },
            { ...moved('/tags/team', 'shop', 'payments'), label: 'changed-in-git' },
            {
              ...removed('/policy/Statement/Backdoor', {
                Sid: 'Backdoor',
                Effect: 'Allow',
                Principal: '*',
                Action: 'kms:*',
              }),
              label: 'drifted',
            },
          ],
        }),
      ],
      [
        step('Key/customer-data', 'policy', { repair: 'protective', calls: [call('kms:PutKeyPolicy')] }),
        step('Key/customer-data', 'description', { calls: [call('kms:UpdateKeyDescription')] }),
        step('Key/customer-data', 'tags', { calls: [call('kms:TagResource')] }),
        step('Key/customer-data', 'rotation', {
          repair: 'protective',
          calls: [call('kms:EnableKeyRotation')],
        }),
      ],
    ),
    as: ['txt', 'json', 'md'],
  },
  {
    name: 'orphan',
    reason: 'a manifest vanished: its key stays, and is named until someone decides',
    plan: plan([resource('Key/customer-data')], [], {
      orphans: [{ address: 'Key/old', place: home, ids: { keyId: otherId } }],
    }),
    as: ['txt', 'json'],
  },
  {
    name: 'blocked-create',
    reason: 'a create that may double a key is blocked and names the candidate; its alias is not planned',
    plan: plan([
      resource('Key/customer-data', {
        exists: false,
        ids: {},
        health: 'Blocked',
        sync: 'PendingChange',
        changes: [added('/description', 'Customer data of the shop')],
        blocked: {
          code: 'engine.not-ours',
          reason: 'another-owner', why: `alias/customer-data already points to key ${otherId}, which is not ours`,
          release: `add "adopt: ${otherId}" to metadata to take that key over, or choose another alias`,
        },
      }),
    ]),
    as: ['txt', 'json', 'md'],
  },
  {
    name: 'ambiguous',
    reason: 'two keys carry one mark: none is chosen',
    plan: plan([
      resource('Key/customer-data', {
        ids: {},
        health: 'Blocked',
        sync: 'Unknown',
        why: 'two keys carry the mark of this address',
        blocked: {
          code: 'engine.ambiguous',
          reason: 'ambiguous', why: `keys ${keyId} and ${otherId} both carry the mark of Key/customer-data`,
          release: 'remove the tag keywright:address from the one that is not it',
        },
      }),
    ]),
  },
  {
    name: 'unreadable-facet',
    reason: 'one facet may not be read: the resource is never called in sync, the rest goes on',
    plan: plan([
      resource('Key/customer-data', {
        sync: 'Unknown',
        unreadable: [
          {
            facet: 'rotation',
            failure: failure(
              'AccessDeniedException',
              'User: arn:aws:sts::111122223333:assumed-role/keywright-read/payments is not authorized to perform: kms:GetKeyRotationStatus',
              'kms:GetKeyRotationStatus',
              'aws.forbidden',
            ),
          },
        ],
      }),
      resource('Key/other'),
    ]),
    as: ['txt', 'json', 'md'],
  },
  {
    name: 'deferred-rotation',
    reason: 'rotation of a disabled key cannot be written: shown with its reason, neither drift nor error',
    plan: plan([
      resource('Key/frozen', {
        state: 'Disabled',
        changes: [moved('/rotation/enabled', false, true)],
        deferred: [
          { path: '/rotation/enabled', reason: 'disabled', why: 'AWS refuses to change the rotation of a disabled key' },
        ],
      }),
    ]),
  },
  {
    name: 'ignored-path',
    reason: 'a quiet path is still named, with the reason someone gave',
    plan: plan([
      resource('Key/customer-data', {
        ignored: [{ path: '/tags/last-scan', why: 'written every night by the scanner' }],
      }),
    ]),
  },
  {
    name: 'held',
    reason: 'a live tag stops every write, and the person who reads the plan learns why',
    plan: plan([
      resource('Key/customer-data', { health: 'Paused', why: 'tag keywright:hold = "incident 4711"' }),
    ]),
  },
  {
    name: 'settling',
    reason: 'an old value just after our own write is no drift',
    plan: plan([resource('Alias/a', { sync: 'Settling' }), resource('Key/customer-data')]),
  },
  {
    name: 'release',
    reason: 'letting go removes the mark and keeps the key',
    plan: plan(
      [resource('Key/customer-data')],
      [step('Key/customer-data', 'release', { action: 'release', calls: [call('kms:UntagResource')] })],
    ),
  },
  {
    name: 'hostile-values',
    reason: 'values from an account can neither steer a terminal nor hide text, nor break a comment’s markup',
    plan: plan(
      [resource('Key/customer-data', { notes: ['see \u001b[31m<b>@everyone</b> ```'] })],
      [
        step('Key/customer-data', 'description', {
          changes: [
            moved('/description', '\u001b[2J\u202egnihton', 'Schlüssel 🔑 für Köln\n```\n# done'),
            added('/tags/long', 'x'.repeat(1000)),
          ],
          calls: [call('kms:UpdateKeyDescription')],
        }),
      ],
    ),
    as: ['txt', 'md'],
  },
  {
    name: 'five-hundred-summary',
    reason: 'a large plan on one page: counts, and by name what needs a person',
    plan: large(500),
    options: { detail: 'summary' },
  },
  {
    name: 'five-hundred-comment',
    reason: 'a comment has a size limit: the summary is whole, the details end with a clear cut',
    plan: large(500),
    markdown: { limit: 3_000 },
    as: ['md'],
  },
];

function large(count: number): GoldenPlan['plan'] {
  const addresses = Array.from(
    { length: count },
    (_, index): Address => `Key/tenant-${String(index).padStart(3, '0')}`,
  );
  return plan(
    addresses.map((address) => resource(address)),
    addresses.map((address, index) => {
      if (index === 250) {
        return step(address, 'enabled', {
          half: 'contract',
          changes: [moved('/enabled', true, false)],
          calls: [call('kms:DisableKey')],
          gate: { is: 'approval', classes: ['disable'], reason: 'waits-for-approval', why: 'its tenant becomes unreadable' },
        });
      }
      return step(address, 'rotation', {
        changes: [moved('/rotation/periodInDays', 365, 180)],
        calls: [call('kms:EnableKeyRotation')],
      });
    }),
  );
}
