import type { Outcome, PassResult } from '../../../../src/model/outcome.ts';
import type { Plan, Step } from '../../../../src/model/plan.ts';
import { at, call, failure, moved, plan, resource, step } from './build.ts';

/** The result of an apply whose rendering is kept in a file, and why it is worth keeping. */
export interface GoldenApply {
  readonly name: string;
  readonly reason: string;
  readonly result: PassResult;
}

const done: Outcome = { is: 'done', calls: 1, took: 1_200 };

function result(value: Plan, outcomes: Readonly<Record<string, Outcome>>): PassResult {
  return {
    plan: value,
    outcomes: new Map(Object.entries(outcomes)),
    calls: { reads: 12, writes: Object.keys(outcomes).length },
    seen: 'complete',
  };
}

function changing(address: Step['address'], name: string, more: Partial<Step> = {}): Step {
  return step(address, name, {
    changes: [moved(`/${name}`, 'a', 'b')],
    calls: [call('kms:UpdateKeyDescription')],
    ...more,
  });
}

const chain = plan(
  [
    resource('Alias/a', { exists: false }),
    resource('BucketEncryption/logs'),
    resource('Key/a', { exists: false, ids: {} }),
    resource('Key/b'),
  ],
  [
    step('Key/a', 'create', { action: 'create' }),
    step('Alias/a', 'create', { action: 'create', after: ['Key/a#create'] }),
    changing('BucketEncryption/logs', 'encryption', { after: ['Alias/a#create'] }),
    changing('Key/b', 'description'),
  ],
);

const denied =
  'User: arn:aws:sts::111122223333:assumed-role/keywright-write/payments is not authorized to perform: kms:TagResource';

export const goldenApplies: readonly GoldenApply[] = [
  {
    name: 'apply-complete',
    reason: 'all done is one sentence',
    result: result(chain, {
      'Key/a#create': done,
      'Alias/a#create': done,
      'BucketEncryption/logs#encryption': done,
      'Key/b#description': done,
    }),
  },
  {
    name: 'apply-failed',
    reason:
      'one failure stops its dependants, not the rest; its message appears once and names whom it stopped',
    result: result(chain, {
      'Key/a#create': {
        is: 'failed',
        failure: {
          ...failure(
            'MalformedPolicyDocumentException',
            'The new key policy will not allow you to update the key policy in the future.',
            'kms:CreateKey',
            'aws.malformed-policy',
          ),
          requestId: '7f6a1b9e-0000-4000-8000-000000000001',
        },
      },
      'Alias/a#create': { is: 'skipped', cause: 'Key/a#create', reason: 'waits-for-another', why: 'waits for Key/a#create' },
      'BucketEncryption/logs#encryption': {
        is: 'skipped',
        cause: 'Key/a#create',
        reason: 'waits-for-another', why: 'waits for Key/a#create',
      },
      'Key/b#description': done,
    }),
  },
  {
    name: 'apply-same-failure',
    reason: 'one missing permission met three times is one message',
    result: result(
      plan(
        [resource('Key/a'), resource('Key/b'), resource('Key/c')],
        [changing('Key/a', 'tags'), changing('Key/b', 'tags'), changing('Key/c', 'tags')],
      ),
      Object.fromEntries(
        ['Key/a#tags', 'Key/b#tags', 'Key/c#tags'].map((id) => [
          id,
          {
            is: 'failed',
            failure: failure('AccessDeniedException', denied, 'kms:TagResource', 'aws.forbidden'),
          },
        ]),
      ),
    ),
  },
  {
    name: 'apply-waiting',
    reason: 'AWS does not show a write in time, and a disable waits for a person: nothing failed',
    result: result(
      plan(
        [resource('Key/a'), resource('Key/old')],
        [
          changing('Key/a', 'description'),
          changing('Key/old', 'enabled', {
            half: 'contract',
            gate: {
              is: 'approval',
              classes: ['disable'],
              reason: 'waits-for-approval', why: 'everything encrypted with this key becomes unreadable',
            },
          }),
        ],
      ),
      {
        'Key/a#description': {
          is: 'waiting',
          until: at + 60_000,
          reason: 'confirming', why: 'AWS does not show the new description yet',
        },
        'Key/old#enabled': {
          is: 'blocked',
          gate: {
            is: 'approval',
            classes: ['disable'],
            reason: 'waits-for-approval', why: 'everything encrypted with this key becomes unreadable',
          },
        },
      },
    ),
  },
  {
    name: 'apply-stale',
    reason: 'someone changed the key between the plan and the write: nothing is written over it',
    result: result(plan([resource('Key/a')], [changing('Key/a', 'description')]), {
      'Key/a#description': {
        is: 'stale',
        reason: 'moved', why: 'the description in AWS is no longer the one that was planned for',
      },
    }),
  },
  {
    name: 'apply-interrupted',
    reason: 'after SIGINT what is in flight is finished and the rest is named',
    result: result(
      plan(
        [resource('Key/a'), resource('Key/b')],
        [changing('Key/a', 'description'), changing('Key/b', 'description')],
      ),
      {
        'Key/a#description': done,
        'Key/b#description': { is: 'not-started', reason: 'stopped', why: 'stopped on request' },
      },
    ),
  },
  {
    name: 'apply-unknown-effect',
    reason: 'an answer that never came is neither done nor undone',
    result: result(
      plan([resource('Key/a', { exists: false, ids: {} })], [step('Key/a', 'create', { action: 'create' })]),
      {
        'Key/a#create': {
          is: 'failed',
          failure: {
            ...failure('TimeoutError', 'no response within 10 s', 'kms:CreateKey', 'aws.timeout'),
            effectUnknown: true,
          },
        },
      },
    ),
  },
  {
    name: 'apply-blocked',
    reason: 'a blocked address keeps its reason and its way out in the result',
    result: result(
      plan([
        resource('Key/a', {
          blocked: {
            code: 'engine.ambiguous',
            reason: 'ambiguous', why: 'two keys carry its mark',
            release: 'remove the tag from one of them',
          },
        }),
      ]),
      {},
    ),
  },
];
