import type { GoldenPlan } from './golden-plan.ts';
import type { Step } from '../../../../src/model/plan.ts';
import { added, call, keyId, moved, plan, removed, resource, step } from './build.ts';

const observe: Step['gate'] = {
  is: 'blocked',
  code: 'engine.observe-mode',
  reason: 'observe-mode', why: 'Key/customer-data is in mode observe',
  release: 'set mode: enforce in the Stack',
};

const outside: Step['gate'] = {
  is: 'blocked',
  code: 'engine.outside-scope',
  reason: 'outside-scope', why: 'out of scope of this run',
  release: 'widen the scope, or apply the dependency first',
};

export const morePlans: readonly GoldenPlan[] = [
  {
    name: 'observe-mode',
    reason: 'in mode observe the whole plan is shown as it would be',
    plan: plan(
      [resource('Key/customer-data', { health: 'Paused', why: 'mode observe' })],
      [
        step('Key/customer-data', 'description', {
          changes: [moved('/description', 'a', 'b')],
          calls: [call('kms:UpdateKeyDescription')],
          gate: observe,
        }),
        step('Key/customer-data', 'rotation', {
          changes: [moved('/rotation/enabled', false, true)],
          calls: [call('kms:EnableKeyRotation')],
          gate: observe,
        }),
      ],
    ),
  },
  {
    name: 'target',
    reason: 'a run of a part says what it leaves out, and does not count it',
    plan: plan(
      [resource('Key/customer-data'), resource('Key/other')],
      [
        step('Key/customer-data', 'description', {
          changes: [moved('/description', 'a', 'b')],
          calls: [call('kms:UpdateKeyDescription')],
        }),
        step('Key/other', 'description', { changes: [moved('/description', 'a', 'b')], gate: outside }),
      ],
      { scope: { is: 'some', targets: ['Key/customer-data'], exclude: [] } },
    ),
    as: ['txt', 'json'],
  },
  {
    name: 'policy-two-halves',
    reason:
      'a statement that is widened before and narrowed after its dependants is one difference and two calls',
    plan: plan(
      [resource('BucketEncryption/logs', { ids: { bucket: 'logs' } }), resource('Key/customer-data')],
      [
        step('Key/customer-data', 'policy', {
          changes: [
            moved('/policy/Statement/AllowUse/Condition/StringEquals/kms:ViaService', ['a'], ['a', 'b']),
          ],
          calls: [call('kms:PutKeyPolicy')],
        }),
        step('BucketEncryption/logs', 'encryption', {
          changes: [moved('/bucketKey', false, true)],
          calls: [call('s3:PutBucketEncryption')],
          after: ['Key/customer-data#policy'],
        }),
        step('Key/customer-data', 'policy:contract', {
          half: 'contract',
          changes: [
            moved('/policy/Statement/AllowUse/Condition/StringEquals/kms:ViaService', ['a', 'b'], ['b']),
          ],
          calls: [call('kms:PutKeyPolicy')],
          after: ['Key/customer-data#policy', 'BucketEncryption/logs#encryption'],
        }),
      ],
    ),
  },
  {
    name: 'widening-risk',
    reason: 'two risks of one step: the gate tells the one that needs approval, the other is told besides',
    plan: plan(
      [resource('Key/customer-data')],
      [
        step('Key/customer-data', 'policy', {
          changes: [
            added('/policy/Statement/Partner/Principal/AWS/444455556666', '444455556666'),
            removed('/policy/Statement/DenyUntagged', { Effect: 'Deny' }),
          ],
          calls: [call('kms:PutKeyPolicy')],
          risks: [
            { class: 'widen', message: 'account 444455556666 is not among trustedAccounts' },
            { class: 'widen', message: 'a Deny is removed' },
          ],
          gate: {
            is: 'approval',
            classes: ['widen'],
            reason: 'waits-for-approval', why: 'account 444455556666 is not among trustedAccounts',
          },
        }),
      ],
    ),
  },
  {
    name: 'whole-documents',
    reason: 'where a whole document is one change, equal parts are hidden and counted',
    plan: plan(
      [resource('BucketEncryption/logs', { ids: { bucket: 'logs' } })],
      [
        step('BucketEncryption/logs', 'encryption', {
          changes: [
            moved(
              '/rule',
              { algorithm: 'aws:kms', bucketKey: false, blocked: ['SSE-C'], key: keyId },
              { algorithm: 'aws:kms', bucketKey: true, blocked: ['SSE-C', 'NONE'], key: keyId },
            ),
          ],
          calls: [call('s3:PutBucketEncryption'), call('s3:PutBucketEncryption')],
        }),
      ],
    ),
  },
  {
    name: 'diagnostics',
    reason: 'a warning with the plan stands before it, with its place',
    plan: plan([resource('Key/customer-data')], [], {
      diagnostics: [
        {
          severity: 'warning',
          code: 'policy.wildcard-principal',
          message: 'statement "Open" allows everybody',
          address: 'Key/customer-data',
          path: '/policy',
          span: { file: 'keys.yaml', line: 12, column: 9, endLine: 12, endColumn: 12 },
        },
      ],
    }),
    options: { source: () => '        "*":' },
    as: ['txt', 'json', 'md'],
  },
];
