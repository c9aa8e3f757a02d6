import { describe, expect, it } from 'vitest';
import type { AwsFailure } from '../../model/call.ts';
import type { ProgressEvent, StepRef } from '../../model/progress.ts';
import { durationText, progressLine } from './progress.ts';

const place = { account: '111122223333', region: 'eu-central-1' };
const create: StepRef = { id: 'Key/a#create', address: 'Key/a', action: 'create', name: 'create', ids: {} };
const made: StepRef = { ...create, ids: { arn: 'arn:aws:kms:…', keyId: '1234' } };
const rotation: StepRef = { ...made, id: 'Key/a#rotation', name: 'rotation' };
const narrow: StepRef = { ...made, id: 'Key/a#policy:contract', action: 'update', name: 'policy:contract' };
const failure: AwsFailure = {
  code: 'aws.forbidden',
  class: 'forbidden',
  name: 'AccessDeniedException',
  message: 'secret of the summary',
  op: 'kms:CreateKey',
  at: place,
};

describe('progress lines', () => {
  it.each<{ why: string; event: ProgressEvent; line: string }>([
    {
      why: 'before AWS gave an id',
      event: { is: 'step-started', at: 0, step: create },
      line: 'Key/a: creating…',
    },
    {
      why: 'a part of a new resource is named',
      event: { is: 'step-started', at: 0, step: rotation },
      line: 'Key/a: creating rotation… [id=1234]',
    },
    {
      why: 'the id that people look for, and the time',
      event: { is: 'step-ended', at: 0, step: made, outcome: { is: 'done', calls: 1, took: 1_234 } },
      line: 'Key/a: created [id=1234] (1.2s)',
    },
    {
      why: 'the second half of a write has no other name',
      event: { is: 'step-ended', at: 0, step: narrow, outcome: { is: 'done', calls: 1, took: 50 } },
      line: 'Key/a: updated policy [id=1234] (0.1s)',
    },
    {
      why: 'why it waits, how long it has and how long it will',
      event: {
        is: 'waiting',
        at: 12_000,
        step: narrow,
        reason: 'confirming',
        why: 'the role is not known to KMS yet',
        until: 60_000,
        elapsed: 12_000,
      },
      line: 'Key/a: still updating policy: the role is not known to KMS yet (12.0s, at most 48.0s more)',
    },
    {
      why: 'what an earlier run left open comes before the plan',
      event: {
        is: 'settling',
        at: 0,
        address: 'Key/a',
        reason: 'lagging',
        why: 'a key may have been created',
        until: 90_000,
      },
      line: 'Key/a: checking for resources of an earlier run: a key may have been created (at most 1m30s)',
    },
    {
      why: 'a failure is named here and explained once, in the summary',
      event: { is: 'step-ended', at: 0, step: create, outcome: { is: 'failed', failure } },
      line: 'Key/a: creating failed (aws.forbidden)',
    },
    {
      why: 'a gate that a person opens',
      event: {
        is: 'step-ended',
        at: 0,
        step: narrow,
        outcome: {
          is: 'blocked',
          gate: { is: 'approval', classes: ['disable', 'repair'], reason: 'waits-for-approval', why: 'w' },
        },
      },
      line: 'Key/a: updating policy waits for approval (disable, repair)',
    },
    {
      why: 'text from AWS cannot steer the terminal',
      event: {
        is: 'step-ended',
        at: 0,
        step: create,
        outcome: { is: 'skipped', cause: 'Key/b#create', reason: 'waits-for-another', why: '\u001b[2J\nx' },
      },
      line: 'Key/a: creating skipped: \\u001b[2J x',
    },
  ])('$why', ({ event, line }) => {
    expect(progressLine(event)).toBe(line);
  });

  it('tells calls only when asked', () => {
    const event: ProgressEvent = {
      is: 'call-sent',
      at: 0,
      step: create,
      op: 'kms:CreateKey',
      place,
      attempt: 2,
    };

    expect(progressLine(event)).toBeUndefined();
    expect(progressLine(event, { calls: true })).toBe('Key/a: → kms:CreateKey (attempt 2)');
  });

  it.each([
    [0, '0.0s'],
    [59_949, '59.9s'],
    [59_960, '1m00s'],
    [125_000, '2m05s'],
    [3_720_000, '1h02m'],
  ])('%d ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});
