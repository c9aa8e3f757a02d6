import { describe, expect, it } from 'vitest';
import type { SentRequest } from '../../aws/call-log.ts';
import type { ProgressEvent, StepRef } from '../../model/progress.ts';
import { logLevels, type LogLevel } from '../../model/log-level.ts';
import { createLog } from './log.ts';
import { redacted } from '../../report/log/redact.ts';

const place = { account: '111122223333', region: 'eu-central-1' };
const step: StepRef = { id: 'Key/a#create', address: 'Key/a', action: 'create', name: 'create', ids: {} };

/** One of each kind, so that a level is known by what it tells. */
const events: readonly ProgressEvent[] = [
  { is: 'looking', at: 0, seen: 1, of: 2 },
  { is: 'planned', at: 0, steps: 1 },
  { is: 'applying', at: 0, steps: 1 },
  { is: 'settling', at: 0, address: 'Key/a', reason: 'lagging', why: 'young', until: 9 },
  { is: 'queued', at: 0, quota: 'kms:CreateKey', place, waiting: 1, rate: 2.5 },
  { is: 'retrying', at: 0, op: 'kms:CreateKey', place, error: 'Slow', throttled: true, until: 9 },
  { is: 'step-started', at: 0, step },
  { is: 'call-sent', at: 0, step, op: 'kms:CreateKey', place, attempt: 1 },
  { is: 'waiting', at: 0, step, reason: 'confirming', why: 'young', until: 9, elapsed: 0 },
  { is: 'step-ended', at: 0, step, outcome: { is: 'done', calls: 1, took: 5 } },
  {
    is: 'step-ended',
    at: 0,
    step,
    outcome: {
      is: 'failed',
      failure: {
        code: 'aws.forbidden',
        class: 'forbidden',
        name: 'AccessDenied',
        message: 'AKIAIOSFODNN7EXAMPLE may not',
        op: 'kms:CreateKey',
        at: place,
        requestId: 'r-1',
      },
    },
  },
  { is: 'step-ended', at: 0, step, outcome: { is: 'stale', reason: 'moved', why: 'moved' } },
  { is: 'applied', at: 0 },
];

const request: SentRequest = {
  op: 'kms:CreateKey',
  place,
  access: 'write',
  role: 'write',
  lane: 'asked',
  at: 0,
  took: 12,
  waited: 3,
  attempt: 2,
  outcome: 'aws.throttled',
  error: 'ThrottlingException',
  requestId: 'r-2',
  input: { Description: 'd', Policy: '{"marked":1}', GrantTokens: ['marked'] },
};

async function logged(level: LogLevel): Promise<readonly Record<string, unknown>[]> {
  const written: string[] = [];
  const log = await createLog({ level, write: (text) => void written.push(text), now: () => 0 });
  events.forEach(log.progress);
  log.call(request);
  log.info('ended', { exit: 0 });
  const text = written.join('');
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a log', () => {
  it.each<{ level: LogLevel; msgs: readonly string[] }>([
    { level: 'silent', msgs: [] },
    { level: 'error', msgs: ['step ended'] },
    { level: 'warn', msgs: ['retrying', 'step ended'] },
    {
      level: 'info',
      msgs: ['applied', 'applying', 'ended', 'planned', 'retrying', 'settling', 'step ended'],
    },
  ])('logs $msgs at $level', async ({ level, msgs }) => {
    const records = await logged(level);
    expect([...new Set(records.map(({ msg }) => msg))].sort()).toEqual(msgs);
  });

  it('logs at each level everything of the quieter one, and more', async () => {
    let before = -1;
    for (const level of logLevels) {
      const { length } = await logged(level);
      expect(length).toBeGreaterThan(before);
      before = length;
    }
  });

  it('logs each call at debug: what, where, how long, how often, how it ended', async () => {
    const call = (await logged('debug')).find(({ msg }) => msg === 'call');
    expect(call).toEqual({
      level: 'debug',
      time: '1970-01-01T00:00:00.000Z',
      msg: 'call',
      op: 'kms:CreateKey',
      ...place,
      access: 'write',
      role: 'write',
      lane: 'asked',
      durationMs: 12,
      waitedMs: 3,
      attempt: 2,
      outcome: 'aws.throttled',
      error: 'ThrottlingException',
      requestId: 'r-2',
    });
  });

  it('logs inputs at trace without secret or long values', async () => {
    const call = (await logged('trace')).find(({ msg }) => msg === 'call');
    expect(call?.['input']).toEqual({
      Description: 'd',
      Policy: '[12 characters]',
      GrantTokens: '[redacted]',
    });
  });

  it('names no access key, whatever its source', async () => {
    expect(JSON.stringify(await logged('trace'))).not.toContain('AKIAIOSFODNN7EXAMPLE');
  });
});

describe('redaction', () => {
  it.each([
    { why: 'a policy of a role', input: { PolicyDocument: 'marked' } },
    { why: 'who may assume it', input: { AssumeRolePolicyDocument: 'marked' } },
    { why: 'an object', input: { Key: 'journal', Body: 'marked' } },
    { why: 'tokens, deep down', input: { A: [{ NextToken: 'marked', b: { GrantTokens: ['marked'] } }] } },
    { why: 'credentials', input: { SecretAccessKey: 'marked', SessionToken: 'marked' } },
    { why: 'the external id of a role', input: { ExternalId: 'marked' } },
    { why: 'an access key in a text', input: { Description: 'ASIAIOSFODNN7EXAMPLEmarked'.toUpperCase() } },
  ])('leaves out $why', ({ input }) => {
    expect(JSON.stringify(redacted(input)).toLowerCase()).not.toContain('marked');
  });

  it('leaves what it is about', () => {
    const input = { KeyId: 'a', Tags: [{ TagKey: 'k', TagValue: 'v' }], Enabled: true, Nothing: null };
    expect(redacted(input)).toEqual(input);
  });
});
